import * as E from 'fp-ts/lib/Either.js'
import type { EventStore, Position, Recorded, Revision } from '../ports/event-store.js'
import type { ReadModel, Write } from '../ports/read-model.js'
import type { CommandId, EventId, StreamName } from '../shared/ids.js'
import { behind, type Loaded } from './cache.js'

/** A stream's state as of one revision, with a table of all its command ids up to there. Losing any of it changes nothing but the time of a load. */
export interface Snapshots<S> {
  readonly load: (stream: StreamName) => Promise<Kept<S> | undefined>
  /** Where a command's first event lies; `never`: not at or before `upTo`; `unknown`: the table does not reach there. */
  readonly find: (stream: StreamName, commandId: CommandId, upTo: Revision) => Promise<Revision | 'never' | 'unknown'>
  /** Keeps another one when the last lies far enough behind. A failure is passed over. */
  readonly keep: (loaded: Loaded<S>) => Promise<void>
}

export interface SnapshotOptions {
  readonly readModel: ReadModel
  readonly store: EventStore
  readonly category: string
  /** Raise it when the state's form changes: older snapshots are then passed over. */
  readonly version: number
  /** Events between two snapshots. */
  readonly every?: number
}

/** How far something reaches, and the event that lay there. */
interface Mark {
  readonly revision: Revision
  readonly event: EventId
}

export interface Kept<S> extends Mark {
  readonly position: Position
  readonly state: S
}

const writesAtMost = 1000

/** For streams without a natural end: `centre`, `attendant`, `protocol`, `identity`. */
export const snapshots = <S>({ readModel, store, category, version, every = 64 }: SnapshotOptions): Snapshots<S> => {
  const states = `snapshot/${category}/${version}`
  const commands = `commands/${category}/${version}`

  const get = async <A>(collection: string, key: string): Promise<A | undefined> => {
    const read = await readModel.get(collection, key)()
    return E.isRight(read) ? (read.right as A | undefined) : undefined
  }

  /** HANDLE-10 What the stream does not confirm (a store put back, another store) counts for nothing. */
  const confirmed = async <M extends Mark>(stream: StreamName, mark: M | undefined): Promise<M | undefined> => {
    if (mark === undefined) return undefined
    for await (const read of store.read(stream, { ...behind(mark.revision - 1), max: 1 })) {
      if (E.isRight(read) && read.right.id === mark.event) return mark
    }
    return undefined
  }

  const write = async (last: Recorded, writes: readonly Write[]): Promise<boolean> => {
    const mark: Mark = { revision: last.revision, event: last.id }
    return E.isRight(await readModel.commit({ subscriber: commands, writes: [...writes, { collection: commands, key: last.stream, document: mark }] })())
  }

  /** HANDLE-09 The state is kept only once the table holds every command up to it; the table goes on from its own mark. */
  const keepFrom = async (from: Revision, loaded: Loaded<S>): Promise<boolean> => {
    const { stream, state, revision, position } = loaded
    let writes: Write[] = []
    let last: Recorded | undefined
    for await (const read of store.read(stream, { ...behind(from), max: revision - from })) {
      if (E.isLeft(read)) return false
      const { commandId } = read.right.metadata
      if (commandId !== last?.metadata.commandId) {
        if (last !== undefined && writes.length >= writesAtMost) {
          if (!(await write(last, writes))) return false
          writes = []
        }
        writes.push({ collection: commands, key: `${stream}/${commandId}`, document: read.right.revision })
      }
      last = read.right
    }
    if (last?.revision !== revision) return false
    const document: Kept<S> = { revision, event: last.id, position, state }
    return write(last, [...writes, { collection: states, key: stream, document }])
  }

  return {
    load: async (stream) => confirmed(stream, await get<Kept<S>>(states, stream)),
    find: async (stream, commandId, upTo) => {
      const found = await get<Revision>(commands, `${stream}/${commandId}`)
      if (found !== undefined) return found
      const mark = await get<Mark>(commands, stream)
      return mark !== undefined && mark.revision >= upTo ? 'never' : 'unknown'
    },
    keep: async (loaded) => {
      if (loaded.revision - loaded.kept < every) return
      const mark = await confirmed(loaded.stream, await get<Mark>(commands, loaded.stream))
      loaded.kept = mark?.revision ?? -1
      if (loaded.revision - loaded.kept < every) return
      const done = await keepFrom(loaded.kept, loaded)
      loaded.kept = loaded.revision
      // The table has them all now: a list that has grown long is let go.
      if (done && loaded.many !== undefined) {
        loaded.many = undefined
        loaded.idsAfter = loaded.revision
      }
    },
  }
}
