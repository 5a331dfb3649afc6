import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import type { EventStore, Position, Recorded } from '@disque/core'
import type { StoreTrouble } from '../failures.js'
import type { Held } from '../workers/holdings.js'
import type { Open } from '../workers/partitions.js'
import type { Work } from '../works/work.js'

interface Options {
  readonly store: EventStore
  readonly all: readonly Held[]
  /** Decodes by the catalogue; a reason when it cannot. */
  readonly decode: (event: Recorded) => string | undefined
  /** Told of each event before any work folds it. */
  readonly before: (event: Recorded) => Promise<Either<StoreTrouble, void>> | undefined
  /** Whether something else has to be done before more is read. */
  readonly isLate: () => boolean
  /** Told when something was read. */
  readonly onRead: () => void
}

/** Documents that so many events concern are read together. */
const eventsTogether = 64

/** A work during one delivery. While all its partitions stand at one place, that is kept here, and told to them in the end. */
interface Even {
  readonly held: Held
  /** What is news to it while they do. */
  readonly open: Open
  position: Position | undefined
  passed: number
}

interface Looked {
  readonly event: Recorded
  /** Why it cannot be decoded. */
  readonly unreadable: string | undefined
}

const evenPosition = ({ parts }: Held): Position | undefined => {
  let found: Position | undefined
  for (const { position } of parts.values()) {
    if (found !== undefined && position !== found) return undefined
    found = position
  }
  return found
}

/** However long other things take, so many are read between them. */
const eventsAtLeast = 8

/** Reads what was stored, in order, and delivers it to all works that have not seen it. */
export const reading = ({ store, all, decode, before, isLate, onRead }: Options) => {
  /** Up to where every partition has read; absent where none is held. */
  const readTo = (): Position | undefined => {
    let least: Position | undefined
    for (const { parts } of all) for (const { position } of parts.values()) if (least === undefined || position < least) least = position
    return least
  }

  /** Folds an event into a work's partitions that are `open`. */
  const fold = async (work: Work, event: Recorded, unreadable: string | undefined, open: Open): Promise<void> => {
    if (!work.reads(event.type)) return
    if (unreadable !== undefined) work.refuse(event, unreadable, open)
    else {
      const taking = work.take(event, open)
      if (taking !== undefined) await taking
    }
  }

  const deliver = async ({ event, unreadable }: Looked, evens: readonly Even[]): Promise<Either<StoreTrouble, void>> => {
    const told = unreadable === undefined ? await before(event) : undefined
    if (told !== undefined && E.isLeft(told)) return told
    for (const even of evens) {
      const { work, parts } = even.held
      if (even.position !== undefined) {
        if (event.position <= even.position) continue
        await fold(work, event, unreadable, even.open)
        even.position = event.position
        even.passed++
        continue
      }
      const open = (partition: string) => (parts.get(partition)?.position ?? event.position) < event.position
      await fold(work, event, unreadable, open)
      for (const part of parts.values()) {
        if (part.position >= event.position) continue
        part.position = event.position
        part.passed++
      }
    }
    return E.right(undefined)
  }

  /** What views need of these events is read together. */
  const ahead = async (looked: readonly Looked[], last: Position): Promise<void> => {
    const events = looked.flatMap(({ event, unreadable }) => (unreadable === undefined ? [event] : []))
    for (const { work, parts } of all) await work.ahead?.(events, (partition) => (parts.get(partition)?.position ?? last) < last)
  }

  const deliverAll = async (events: readonly Recorded[]): Promise<Either<StoreTrouble, void>> => {
    const last = events[events.length - 1]
    if (last === undefined) return E.right(undefined)
    const looked = events.map((event): Looked => ({ event, unreadable: decode(event) }))
    await ahead(looked, last.position)
    const evens = all.flatMap((held) => (held.parts.size === 0 ? [] : [{ held, open: (partition: string) => held.parts.has(partition), position: evenPosition(held), passed: 0 }]))
    let result: Either<StoreTrouble, void> = E.right(undefined)
    for (const one of looked) {
      result = await deliver(one, evens)
      if (E.isLeft(result)) break
    }
    for (const { held, position, passed } of evens) {
      if (position === undefined || passed === 0) continue
      for (const part of held.parts.values()) {
        part.position = position
        part.passed += passed
      }
    }
    onRead()
    return result
  }

  /** Everything stored since, to everyone who has not seen it; false where it stopped on the way. */
  const read = async (): Promise<Either<StoreTrouble, boolean>> => {
    const after = readTo()
    if (after === undefined) return E.right(true)
    let together: Recorded[] = []
    for await (const next of store.readAll(after === '' ? {} : { after })) {
      if (E.isLeft(next)) {
        const delivered = await deliverAll(together)
        return E.isLeft(delivered) ? delivered : next
      }
      together.push(next.right)
      const late = together.length >= eventsAtLeast && isLate()
      if (together.length < eventsTogether && !late) continue
      const delivered = await deliverAll(together)
      if (E.isLeft(delivered)) return delivered
      together = []
      if (late) return E.right(false)
    }
    const delivered = await deliverAll(together)
    return E.isLeft(delivered) ? delivered : E.right(true)
  }

  return { read, readTo }
}
