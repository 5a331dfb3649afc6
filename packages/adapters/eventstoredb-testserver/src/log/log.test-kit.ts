import { randomUUID } from 'node:crypto'
import type { AppendAnswer, DeleteAnswer, Log, Proposed, Stored, StreamSlice } from './model.js'

const none = new Uint8Array()

export const event = (type = 'Noted', id: string = randomUUID(), text = '{}'): Proposed => ({ id, type, isJson: true, data: Buffer.from(text), metadata: none })

export const metadata = (json: object): Proposed => event('$metadata', randomUUID(), JSON.stringify(json))

/** What an answer says, without positions. */
export const said = (answer: AppendAnswer): string => {
  switch (answer._tag) {
    case 'Appended':
    case 'Already':
      return `${answer._tag} ${String(answer.last)}`
    case 'WrongRevision':
      return `WrongRevision ${String(answer.current)}`
    default:
      return answer._tag
  }
}

export const saidOfDelete = (answer: DeleteAnswer): string => (answer._tag === 'Deleted' ? 'Done' : said(answer.why))

export const revisions = (slice: StreamSlice): readonly number[] | string => (slice._tag === 'Found' ? slice.events.map(({ revision }) => Number(revision)) : slice._tag)

export const readable = (log: Log, stream: string) => revisions(log.readStream(stream, 'start', 1_000, 'forwards'))

export const textOf = ({ data }: Stored) => Buffer.from(data).toString()

/** All records that users see, as stream, revision and type. */
export const written = (log: Log) =>
  log
    .readAll('start', 1_000, 'forwards')
    .slice(2)
    .map(({ stream, revision, type }) => `${stream}#${String(revision)} ${type}`)
