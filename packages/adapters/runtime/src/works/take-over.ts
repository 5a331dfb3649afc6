import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import type { Position, Process, ReadModel, Recorded, TodoOutcome } from '@disque/core'
import { documentsIn, reasonOf, type Doc } from './documents.js'
import type { StoreTrouble } from '../failures.js'
import { partName, type Work } from './work.js'

/** Events of these types up to a position, decoded. */
export type History = (types: readonly string[], upTo: Position) => AsyncIterable<Either<StoreTrouble, Recorded>>

interface Parts<S> {
  readonly load: (partition: string) => Promise<Either<StoreTrouble, void>>
  readonly docs: ReadonlyMap<string, Doc<S>>
  readonly keysIn: (partition: string) => readonly string[]
  readonly put: (key: string, doc: Doc<S>) => void
  readonly drop: (key: string) => void
  readonly stop: Work['stop']
  readonly take: Work['take']
}

type Taking<S> = Pick<Process<S>, 'name' | 'version' | 'types' | 'done'>

const nameOf = (process: Pick<Taking<unknown>, 'name'>, version: number): string => `process/${process.name}/${version}`

const earlier = async (process: Pick<Taking<unknown>, 'name' | 'version'>, partition: string, readModel: ReadModel): Promise<Either<StoreTrouble, { readonly name: string; readonly at: Position } | undefined>> => {
  for (let version = process.version - 1; version >= 1; version--) {
    const name = nameOf(process, version)
    const at = await readModel.checkpoint(partName({ name }, partition))()
    if (E.isLeft(at)) return at
    if (at.right !== undefined) return E.right({ name, at: at.right })
  }
  return E.right(undefined)
}

/**
 * PROC-02 A new version refolds history up to where the old one stood, doing nothing meanwhile,
 * and takes over the old one's outcomes: what was done is not done again, and what was over stays so.
 *
 * PROC-05 Workers of the old version may go on beside it: what both do has one command id, and is done once.
 */
export const takenOver = async <S>(process: Taking<S>, partition: string, readModel: ReadModel, history: History, parts: Parts<S>): Promise<Either<StoreTrouble, Position | undefined>> => {
  const loaded = await parts.load(partition)
  if (E.isLeft(loaded)) return loaded
  const own = await readModel.checkpoint(partName({ name: nameOf(process, process.version) }, partition))()
  if (E.isLeft(own) || own.right !== undefined) return own
  const before = await earlier(process, partition, readModel)
  if (E.isLeft(before) || before.right === undefined) return E.isLeft(before) ? before : E.right(undefined)

  for await (const event of history(process.types, before.right.at)) {
    if (E.isLeft(event)) return event
    await parts.take(event.right, (one) => one === partition)
  }
  const stillOpen = new Set<string>()
  for await (const read of documentsIn(readModel, before.right.name, partition)) {
    if (E.isLeft(read)) return read
    const { key, document } = read.right
    stillOpen.add(key)
    for (const [todoId, outcome] of (document as Doc<S>).outcomes) {
      const doc = parts.docs.get(key)
      if (doc === undefined || doc.stopped !== undefined) continue
      try {
        parts.put(key, { ...doc, state: process.done(doc.state, todoId, outcome as TodoOutcome), outcomes: [...doc.outcomes, [todoId, outcome]] })
      } catch (error) {
        parts.stop(key, { what: 'to-do', id: todoId, reason: reasonOf(error) })
      }
    }
  }
  for (const key of parts.keysIn(partition)) if (!stillOpen.has(key)) parts.drop(key)
  return E.right(before.right.at)
}
