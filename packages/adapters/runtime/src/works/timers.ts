import * as E from 'fp-ts/lib/Either.js'
import { categoryOf, later, recent, type EventStore, type Instant, type ReadModel, type Recorded } from '@disque/core'
import { documents, earliestOf, foldOrStop, oneOfEach, parkedEvent, postponements, reasonOf } from './documents.js'
import { dueHeap } from './due-heap.js'
import { Interrupted, orInterrupt, type StoreTrouble } from '../failures.js'
import type { HashPartitions } from '../workers/partitions.js'
import type { Room } from '../rooms.js'
import { causeOf, partName, type Cause, type OnParked, type Step, type Work } from './work.js'

const name = 'timers'

interface Due {
  readonly tag: string
  readonly at: Instant
  readonly command: unknown
}

/** The timers that one stream waits for. */
interface Doc {
  readonly due: readonly Due[]
  readonly cause?: Cause
  readonly stopped?: string
}

interface Folded {
  readonly state: unknown
  readonly revision: number
}

export interface TimerOptions {
  readonly rooms: Readonly<Record<string, Room>>
  readonly partitions: HashPartitions
  readonly store: EventStore
  readonly readModel: ReadModel
  /** Adds what a command needs of the moment at which it is sent. */
  readonly prepare: (command: unknown, state: unknown, now: Instant) => Promise<E.Either<StoreTrouble, unknown>>
  /** Streams whose states are kept. */
  readonly cache: number
  readonly onParked: OnParked
}

/** TIMER-01 Timers are replaced from `due(state)` with each event of their stream; firing decides, and only then they go. */
export const timers = ({ rooms, partitions, store, readModel, prepare, cache, onParked }: TimerOptions): Work => {
  const { docs, keysIn, writes, ...stored } = documents<Doc>(readModel, name, onParked)
  const heap = dueHeap(({ stream, at, tag }) => docs.get(stream)?.due.some((due) => due.tag === tag && due.at === at) === true)
  const postponed = postponements()
  /** Of each partition: what was folded may be ahead of the checkpoint from which it is read again. */
  const folded = oneOfEach(() => recent<Folded>(Math.ceil(cache / partitions.names().length)))
  const statesOf = (stream: string) => folded.of(partitions.of(stream))

  const push = (stream: string, due: readonly Due[], known: readonly Due[] = []) => {
    for (const { at, tag } of due) if (!known.some((d) => d.at === at && d.tag === tag)) heap.push({ at, stream, tag })
  }

  const set = (stream: string, doc: Doc) => {
    const before = docs.get(stream)
    stored.put(partitions.of(stream), stream, doc.due.length === 0 && doc.stopped === undefined ? undefined : doc)
    if (doc.stopped === undefined) push(stream, doc.due, before?.due)
  }

  /** The earliest timer that still counts and does not wait to be tried again. */
  const earliest = (): { readonly stream: string; readonly doc: Doc; readonly due: Due } | undefined => {
    for (let first = heap.first(); first !== undefined; first = heap.first()) {
      const { at, stream, tag } = first
      const doc = docs.get(stream)
      const due = doc?.stopped === undefined && !postponed.holds(stream) ? doc?.due.find((d) => d.tag === tag && d.at === at) : undefined
      if (doc !== undefined && due !== undefined) return { stream, doc, due }
      heap.pop()
    }
    return undefined
  }

  /** What lies in the store, up to the newest: timers may look ahead, since they only hint. */
  const fold = async (stream: Recorded['stream'], room: Room): Promise<Folded> => {
    let folded: Folded = { state: room.initial, revision: -1 }
    for await (const read of store.read(stream)) {
      const { data, revision } = orInterrupt(read)
      folded = { state: room.evolve(folded.state, data), revision }
    }
    return folded
  }

  const follow = (event: Recorded, room: Room, folded: Folded) => {
    if (room.isTerminal(folded.state)) statesOf(event.stream).drop(event.stream)
    else statesOf(event.stream).put(event.stream, folded)
    const due = room.due(folded.state).map(({ tag, at, command }) => ({ tag, at, command }))
    if (due.length > 0 || docs.has(event.stream)) set(event.stream, { due, cause: causeOf(event) })
  }

  const stop: Work['stop'] = (stream, parked) => {
    set(stream, { ...(docs.get(stream) ?? { due: [] }), stopped: parked.reason })
    stored.park(partitions.of(stream), stream, parked)
  }

  const take: Work['take'] = (event, open) => {
    const room = rooms[categoryOf(event.stream)]
    if (room === undefined || !open(partitions.of(event.stream)) || docs.get(event.stream)?.stopped !== undefined) return undefined
    const known = statesOf(event.stream).get(event.stream) ?? (event.revision === 0 ? { state: room.initial, revision: -1 } : undefined)
    if (known !== undefined && known.revision >= event.revision) return undefined
    if (known?.revision === event.revision - 1) {
      foldOrStop(event, event.stream, () => follow(event, room, { state: room.evolve(known.state, event.data), revision: event.revision }), stop)
      return undefined
    }
    return fold(event.stream, room).then(
      (folded) => foldOrStop(event, event.stream, () => follow(event, room, folded), stop),
      (error: unknown) => {
        if (error instanceof Interrupted) throw error
        // It looked ahead at what nobody can fold: no timer of this stream can be told.
        stop(event.stream, parkedEvent(event, error))
      }
    )
  }

  const fired = (stream: string, { tag, at }: Due) => {
    const doc = docs.get(stream)
    // TIMER-02 A timer that led to no event goes; the stream's next event sets it again.
    if (doc !== undefined) set(stream, { ...doc, due: doc.due.filter((d) => d.tag !== tag || d.at !== at) })
  }

  const stepOf = async (stream: string, due: Due, doc: Doc, now: Instant): Promise<Step> => {
    const room = rooms[categoryOf(stream)]
    const { state } = room === undefined ? { state: undefined } : (statesOf(stream).get(stream) ?? (await fold(stream as Recorded['stream'], room)))
    const command = orInterrupt(await prepare({ ...(due.command as object), at: later(now, due.at) }, state, now))
    return { id: `${stream}/${due.tag}/${due.at}`, key: stream, action: { send: { to: categoryOf(stream), command } }, cause: doc.cause, done: () => fired(stream, due), dueAt: due.at }
  }

  /** It may look ahead at what nobody can fold: then no timer of this stream can be told. */
  const stepOrStop = ({ stream, due, doc }: NonNullable<ReturnType<typeof earliest>>, now: Instant): Promise<Step | undefined> =>
    stepOf(stream, due, doc, now).catch((error: unknown) => {
      if (error instanceof Interrupted) throw error
      stop(stream, { what: 'to-do', id: `${stream}/${due.tag}/${due.at}`, reason: reasonOf(error) })
      return undefined
    })

  const drop: Work['drop'] = (partition) => {
    folded.drop(partition)
    const gone = stored.drop(partition)
    postponed.forget(gone)
    if (gone.length > 0) heap.keep(({ stream }) => partitions.of(stream) !== partition)
  }

  /** The first timers that are due, each of another stream; they stay in the heap until they have fired. */
  const dueNow = (now: Instant, most: number) => {
    const found: NonNullable<ReturnType<typeof earliest>>[] = []
    const taken = new Map<string, { readonly at: Instant; readonly tag: string }[]>()
    for (let first = earliest(); first !== undefined && first.due.at <= now && found.length < most; first = earliest()) {
      const again = taken.get(first.stream)
      if (again === undefined) found.push(first)
      taken.set(first.stream, [...(again ?? []), first.due])
      heap.pop()
    }
    for (const [stream, entries] of taken) for (const { at, tag } of entries) heap.push({ at, stream, tag })
    return found
  }

  return {
    name, take, drop, stop, writes,
    partitions: partitions.names,
    reads: () => true,
    load: async (partition) => {
      drop(partition)
      const loaded = await stored.load(partition)
      if (E.isLeft(loaded)) return loaded
      for (const stream of keysIn(partition)) {
        const doc = docs.get(stream)
        if (doc?.stopped === undefined) push(stream, doc?.due ?? [])
      }
      return readModel.checkpoint(partName({ name }, partition))()
    },
    steps: (now, _basis, most) => {
      for (const stream of postponed.release(now)) push(stream, docs.get(stream)?.due ?? [])
      const found = dueNow(now, most)
      if (found.length === 0) return []
      return Promise.all(found.map((first) => stepOrStop(first, now))).then((steps) => steps.filter((step) => step !== undefined))
    },
    wake: () => earliestOf([earliest()?.due.at, postponed.earliest()]),
    postpone: postponed.set,
    refuse: (event, reason, open) => {
      if (open(partitions.of(event.stream))) stop(event.stream, parkedEvent(event, reason))
    },
  }
}
