import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import type { EventStore, Position, Recorded } from '@disque/core'
import type { StoreTrouble } from '../failures.js'
import type { Held } from '../workers/holdings.js'

interface Options {
  readonly store: EventStore
  readonly all: readonly Held[]
  /** Decodes by the catalogue; a reason when it cannot. */
  readonly decode: (event: Recorded) => string | undefined
  /** Told of each event before any work folds it. */
  readonly before: (event: Recorded) => Promise<Either<StoreTrouble, void>> | undefined
  /** Whether something else has to be done before more is read. */
  readonly isLate: () => boolean
  /** Told after each event. */
  readonly onRead: () => void
}

/** Documents that so many events concern are read together. */
const eventsTogether = 64

/** Reads what was stored, in order, and delivers it to all works that have not seen it. */
export const reading = ({ store, all, decode, before, isLate, onRead }: Options) => {
  /** Up to where every partition has read; absent where none is held. */
  const readTo = (): Position | undefined => {
    let least: Position | undefined
    for (const { parts } of all) for (const { position } of parts.values()) if (least === undefined || position < least) least = position
    return least
  }

  const deliver = async (event: Recorded): Promise<Either<StoreTrouble, void>> => {
    const unreadable = decode(event)
    const told = unreadable === undefined ? await before(event) : undefined
    if (told !== undefined && E.isLeft(told)) return told
    for (const { work, parts } of all) {
      let news = false
      for (const part of parts.values()) if (part.position < event.position) news = true
      if (!news) continue
      const open = (partition: string) => (parts.get(partition)?.position ?? event.position) < event.position
      if (work.reads(event.type)) {
        if (unreadable !== undefined) work.refuse(event, unreadable, open)
        else {
          const taking = work.take(event, open)
          if (taking !== undefined) await taking
        }
      }
      for (const part of parts.values()) {
        if (part.position >= event.position) continue
        part.position = event.position
        part.passed++
      }
    }
    onRead()
    return E.right(undefined)
  }

  const deliverAll = async (events: readonly Recorded[]): Promise<Either<StoreTrouble, void>> => {
    for (const { work, parts } of all) if (work.ahead !== undefined && parts.size > 0) await work.ahead(events, (partition) => parts.has(partition))
    for (const event of events) {
      const delivered = await deliver(event)
      if (E.isLeft(delivered)) return delivered
    }
    return E.right(undefined)
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
      const late = isLate()
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
