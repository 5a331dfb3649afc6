import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import type { Clock, EventStore, Ids, Instant, Outbound, Position, ReadModel, Recorded } from '@disque/core'
import { acting } from './acting.js'
import { agreed } from '../workers/agreed.js'
import type { Centres } from '../workers/centres.js'
import { earliestOf } from '../works/documents.js'
import { Interrupted, type RuntimeFailure, type StoreTrouble } from '../failures.js'
import { holdings, type Held, type Part } from '../workers/holdings.js'
import { reading } from './reading.js'
import type { Room } from '../rooms.js'
import type { Seen, Telemetry } from '../telling/telemetry.js'
import type { Step, Work } from '../works/work.js'
import { workers as workersWith, type Holding } from '../workers/workers.js'

export interface EngineOptions {
  readonly store: EventStore
  readonly readModel: ReadModel
  readonly clock: Clock
  readonly ids: Ids
  readonly outbound: Outbound | undefined
  readonly rooms: Readonly<Record<string, Room>>
  /** In the order in which they take steps. */
  readonly works: readonly Work[]
  readonly centres: Centres
  readonly partitions: number
  /** Names this worker in leases. */
  readonly holder: string
  readonly leaseMs: number
  /** How often a to-do is tried before it is parked. */
  readonly tries: number
  /** Steps from one checkpoint to the next; what was done since is worked out again after a crash. */
  readonly stepsPerCheckpoint: number
  readonly observe: (seen: Seen) => void
  readonly around: Telemetry['step']
  /** Told when there is more to do without anything having been stored. */
  readonly stir: () => void
  /** Decodes by the catalogue; a reason when it cannot. */
  readonly decode: (event: Recorded) => string | undefined
  /** Told of each event before any work folds it. */
  readonly before: (event: Recorded) => Promise<Either<StoreTrouble, void>> | undefined
  /** Asked when nothing is left to do: whether that has changed now. */
  readonly atRest: () => Promise<Either<StoreTrouble, boolean>>
  /** Reads what is new of these centres' plans. */
  readonly refreshPlans: (centres: readonly string[]) => Promise<Either<StoreTrouble, void>>
  /** When what the works go by changes next, by the clock alone. */
  readonly changesAfter: (now: Instant) => Instant | undefined
}

/** So many events are read again at most by a work that none of them concerned. */
const eventsPerCheckpoint = 1000

interface Next {
  readonly work: Work
  readonly step: Step
}

/** How steps are taken: at which time, how many of different keys at once, and after how many it is enough. */
export interface Pace {
  readonly time: () => Instant
  readonly together: number
  readonly enough: number
  /** How long effects are waited for, in milliseconds; absent: as long as they take. */
  readonly patienceMs?: number
}

export interface Taken {
  readonly steps: number
  /** The first of those that are left: it was enough. */
  readonly left: Next | undefined
}

/** One after the other, however many ask. */
const inTurn = () => {
  let last: Promise<unknown> = Promise.resolve()
  return <A>(act: () => Promise<A>): Promise<A> => {
    const next = last.then(act, act)
    last = next
    return next
  }
}

/**
 * CRASH-01 Stopped between any two appends and started again, whatever was begun is finished once, by anyone.
 *
 * Takes the first steps there are, one at a time or several of different keys together, and delivers what they stored before the next.
 */
export const engine = (options: EngineOptions) => {
  const { store, readModel, clock, ids, outbound, rooms, works, centres, partitions, holder, leaseMs, tries, stepsPerCheckpoint, observe, around, stir, decode, before, atRest, refreshPlans, changesAfter } = options
  let sinceCheckpoint = 0
  /** Something was read or done that no checkpoint tells of yet. */
  let unwritten = false
  const onLate = () => {
    unwritten = true
    stir()
  }
  const take = acting({ ids, outbound, rooms, tries, around, observe, onLate })
  let metAt: Instant | undefined
  /** When everything there was had been read last. */
  let level: Instant | undefined
  let centresHeld = 0
  /** Nothing is left to be loaded. */
  let heldAll = true
  /** As many partitions had been taken when the plans were read last. */
  let plansFor = 0

  const write = async (held: Held, part: Part): Promise<Either<StoreTrouble, void>> => {
    const writes = held.work.writes(part.partition)
    // CRASH-03 A checkpoint moves on also where nothing concerned its work: little is read again by whoever comes next.
    if (writes.length === 0 && part.passed < eventsPerCheckpoint) return E.right(undefined)
    const { lease, position } = part
    const done = await readModel.commit({ subscriber: lease.name, writes, lease: { name: lease.name, fence: lease.fence }, ...(position === '' ? {} : { checkpoint: position }) })()
    if (E.isRight(done)) part.passed = 0
    // What was not written is worked out again from the last checkpoint, here or by whoever holds it now.
    else mine.lose(held, part)
    return E.isLeft(done) && done.left._tag !== 'Fenced' ? E.left(done.left) : E.right(undefined)
  }

  const workers = workersWith(readModel, { holder, works: works.map(({ name }) => name), leaseMs })
  const mine = holdings({ readModel, works, workers, clock, holder, leaseMs, observe, keep: write })

  /** A clock that was put back meets at once. */
  const isToMeet = (now: Instant): boolean => metAt === undefined || now < metAt || now - metAt >= leaseMs / 3

  const hold = async (now: Instant): Promise<Either<RuntimeFailure, void>> => {
    const meets = isToMeet(now)
    if (meets) {
      const same = await agreed(readModel, partitions, holder, now)
      if (E.isLeft(same)) return same
      const read = await centres.read()
      const met = E.isLeft(read) ? read : await workers.meet(mine.list(), level, now)
      if (E.isLeft(met)) return met
      metAt = now
    }
    centresHeld = centres.names().length
    const held = await mine.hold(now, meets)
    heldAll = E.isRight(held) && held.right
    // PLANS-04 Whoever takes a partition over knows the plans of all centres by then: a change that lies before its checkpoint is told by no event.
    const taken = mine.taken()
    const read = taken === plansFor ? E.right(undefined) : await refreshPlans(centres.names())
    if (E.isRight(read)) plansFor = taken
    return E.isLeft(held) ? held : read
  }

  const commit = async (): Promise<Either<StoreTrouble, void>> => {
    sinceCheckpoint = 0
    unwritten = false
    const results = await Promise.all(mine.all.flatMap((held) => [...held.parts.values()].map((part) => write(held, part))))
    for (const done of results) if (E.isLeft(done)) return done
    return E.right(undefined)
  }

  /** LEASE-08 However long reading or acting takes, leases are renewed and checkpoints written in time. */
  const isLate = (): boolean => leaseMs > 0 && isToMeet(clock.now()) && metAt !== undefined

  const renew = async (): Promise<Either<RuntimeFailure, void>> => {
    const kept = await commit()
    return E.isLeft(kept) ? kept : hold(clock.now())
  }

  const onRead = () => {
    unwritten = true
  }
  const reader = reading({ store, all: mine.all, decode, before, isLate, onRead })

  /** False where leases had to be renewed on the way. */
  const pullOnce = async (): Promise<Either<RuntimeFailure, boolean>> => {
    const read = await reader.read()
    if (E.isLeft(read)) return read
    if (read.right) level = clock.now()
    else {
      const renewed = await renew()
      if (E.isLeft(renewed)) return renewed
    }
    return read
  }

  /** A centre that was just heard of has a share in the work from then on; what could not be loaded in time is loaded next. */
  const pull = async (): Promise<Either<RuntimeFailure, void>> => {
    for (;;) {
      const pulled = await pullOnce()
      if (E.isLeft(pulled)) return pulled
      if (!pulled.right) continue
      if (heldAll && centres.names().length === centresHeld) return E.right(undefined)
      const held = await hold(clock.now())
      if (E.isLeft(held)) return held
    }
  }

  /** PROC-04 The first step there is, or where several are taken together those of all works: of one key never more than one at a time. */
  const nextSteps = async (now: Instant, together: number): Promise<readonly Next[]> => {
    const found: Next[] = []
    for (const { work, parts } of mine.all) {
      const [first] = parts.values()
      if (first === undefined) continue
      const steps = work.steps(now, first.position, together)
      for (const step of steps instanceof Promise ? await steps : steps) found.push({ work, step })
      if (together === 1 && found.length > 0) break
    }
    return found
  }

  /** Answers whether anything was stored. */
  const takeAll = async (next: readonly Next[], now: Instant, patienceMs: number | undefined): Promise<Either<StoreTrouble, boolean>> => {
    const control = new AbortController()
    const patience = patienceMs === undefined || !next.some(({ step }) => 'carry' in step.action) ? undefined : clock.pause(patienceMs, control.signal)
    const results = await Promise.all(next.map(({ work, step }) => take(work, step, now, patience)))
    control.abort('done')
    unwritten = true
    sinceCheckpoint += next.length
    for (const result of results) if (E.isLeft(result)) return result
    return E.right(results.some((result) => E.isRight(result) && result.right))
  }

  const steps = async ({ time, together, enough, patienceMs }: Pace): Promise<Either<RuntimeFailure, Taken>> => {
    const first = await pull()
    if (E.isLeft(first)) return first
    for (let taken = 0; ; ) {
      const now = time()
      const next = await nextSteps(now, together)
      const [left] = next
      if (left === undefined) {
        const more = await atRest()
        if (E.isLeft(more)) return more
        if (more.right) continue
        return E.right({ steps: taken, left })
      }
      if (taken >= enough) return E.right({ steps: taken, left })
      const stored = await takeAll(next, now, patienceMs)
      if (E.isLeft(stored)) return stored
      taken += next.length
      const pulled = stored.right ? await pull() : stored
      if (E.isLeft(pulled)) return pulled
      if (sinceCheckpoint >= stepsPerCheckpoint || isLate()) {
        const still = await renew()
        // CRASH-02 What was loaded again reads what the others have read before anything else is done.
        const read = E.isLeft(still) ? still : await pull()
        if (E.isLeft(read)) return read
      }
    }
  }

  const go = async (pace: Pace): Promise<Either<RuntimeFailure, Taken>> => {
    try {
      const holds = await hold(pace.time())
      return E.isLeft(holds) ? holds : await steps(pace)
    } catch (error) {
      // What was folded halfway is folded again from the last checkpoint.
      mine.clear()
      if (!(error instanceof Interrupted)) throw error
      return E.left(error.trouble)
    }
  }

  /** When something will be due if nothing happens before. */
  const wake = (now: Instant): Instant | undefined =>
    earliestOf([...mine.all.map(({ work, parts }) => (parts.size === 0 ? undefined : work.wake(now))), mine.freeAt(), changesAfter(now)])

  const release = async (): Promise<void> => {
    await commit()
    await mine.release()
    await workers.leave()
    metAt = undefined
  }

  /** Whether nothing up to there is news to any partition that is held. */
  const hasRead = (position: Position): boolean => (reader.readTo() ?? position) >= position

  /** Whether the events can be read. */
  const look = async (): Promise<Either<RuntimeFailure, void>> => {
    for await (const read of store.readAll({ max: 1 })) if (E.isLeft(read)) return read
    return E.right(undefined)
  }

  // Nothing is written or given back in the middle of a delivery.
  const turns = inTurn()
  return {
    go: (pace: Pace) => turns(() => go(pace)), checkpoint: () => turns(commit), release: () => turns(release), wake, hasRead, look, isWritten: () => !unwritten,
    holds: (): readonly Holding[] => mine.list(), level: () => level,
  }
}
export type Engine = ReturnType<typeof engine>
