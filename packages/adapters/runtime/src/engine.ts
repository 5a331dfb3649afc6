import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import { plus, uuidFrom, type CommandId, type Clock, type EventStore, type Ids, type Instant, type Outbound, type Position, type ReadModel, type Recorded, type TodoOutcome } from '@disque/core'
import { agreed } from './agreed.js'
import type { Centres } from './centres.js'
import { earliestOf, reasonOf } from './documents.js'
import { Interrupted, type RuntimeFailure, type StoreTrouble } from './failures.js'
import { holdings, type Held, type Part } from './holdings.js'
import type { Room, Trouble } from './rooms.js'
import type { Step, Work } from './work.js'
import { workers as workersWith, type Holding } from './workers.js'

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
  /** Steps at one instant before it is a failure. */
  readonly stepsAtOnce: number
  /** Steps from one checkpoint to the next; what was done since is worked out again after a crash. */
  readonly stepsPerCheckpoint: number
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

/** Between two tries of a to-do. */
const longestPauseMs = 60_000

export interface Settled {
  /** When something will be due if nothing happens before. */
  readonly next: Instant | undefined
  readonly steps: number
}

const commandIdOf = (work: Work, id: string): CommandId => {
  const whole = `${work.name.split('/')[1] ?? work.name}/${id}`
  return (whole.length <= 200 ? whole : `${whole.slice(0, 150)}/${uuidFrom(whole, 0)}`) as CommandId
}

/**
 * CRASH-01 Stopped between any two appends and started again, whatever was begun is finished once, by anyone.
 *
 * Takes one step at a time, always the first there is, and delivers what it stored before the next.
 */
export const engine = (options: EngineOptions) => {
  const { store, readModel, clock, ids, outbound, rooms, works, centres, partitions, holder, leaseMs, tries, stepsAtOnce, stepsPerCheckpoint, decode, before, atRest, refreshPlans, changesAfter } = options
  const attempts = new Map<string, number>()
  let sinceCheckpoint = 0
  let metAt: Instant | undefined
  /** When everything there was had been read last. */
  let level: Instant | undefined
  let centresHeld = 0

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
  const mine = holdings({ readModel, works, workers, holder, leaseMs, keep: write })

  const hold = async (now: Instant): Promise<Either<RuntimeFailure, void>> => {
    const meets = metAt === undefined || now < metAt || now - metAt >= leaseMs / 3
    if (meets) {
      const same = await agreed(readModel, partitions)
      if (E.isLeft(same)) return same
      const read = await centres.read()
      const met = E.isLeft(read) ? read : await workers.meet(mine.list(), level, now)
      if (E.isLeft(met)) return met
      metAt = now
    }
    centresHeld = centres.names().length
    const before = mine.taken()
    const held = await mine.hold(now, meets)
    // PLANS-04 Whoever takes a partition over knows the plans of all centres by then: a change that lies before its checkpoint is told by no event.
    return E.isLeft(held) || mine.taken() === before ? held : refreshPlans(centres.names())
  }

  const commit = async (): Promise<Either<StoreTrouble, void>> => {
    sinceCheckpoint = 0
    const results = await Promise.all(mine.all.flatMap((held) => [...held.parts.values()].map((part) => write(held, part))))
    for (const done of results) if (E.isLeft(done)) return done
    return E.right(undefined)
  }

  /** LEASE-08 However long reading or acting takes, leases are renewed and checkpoints written in time. */
  const isLate = (): boolean => leaseMs > 0 && metAt !== undefined && clock.now() - metAt >= leaseMs / 3

  const renew = async (): Promise<Either<RuntimeFailure, void>> => {
    const kept = await commit()
    return E.isLeft(kept) ? kept : hold(clock.now())
  }

  const deliver = async (event: Recorded): Promise<Either<StoreTrouble, void>> => {
    const unreadable = decode(event)
    const told = unreadable === undefined ? await before(event) : undefined
    if (told !== undefined && E.isLeft(told)) return told
    for (const { work, parts } of mine.all) {
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
    return E.right(undefined)
  }

  /** Everything stored since, to everyone who has not seen it; false where leases had to be renewed on the way. */
  const pullOnce = async (): Promise<Either<RuntimeFailure, boolean>> => {
    let after: Position | undefined
    for (const { parts } of mine.all) for (const { position } of parts.values()) if (after === undefined || position < after) after = position
    if (after === undefined) return E.right(true)
    for await (const read of store.readAll(after === '' ? {} : { after })) {
      if (E.isLeft(read)) return read
      const delivered = await deliver(read.right)
      if (E.isLeft(delivered)) return delivered
      if (!isLate()) continue
      const renewed = await renew()
      return E.isLeft(renewed) ? renewed : E.right(false)
    }
    level = clock.now()
    return E.right(true)
  }

  /** A centre that was just heard of has a share in the work from then on. */
  const pull = async (): Promise<Either<RuntimeFailure, void>> => {
    for (;;) {
      const pulled = await pullOnce()
      if (E.isLeft(pulled)) return pulled
      if (!pulled.right) continue
      if (centres.names().length === centresHeld) return E.right(undefined)
      const held = await hold(clock.now())
      if (E.isLeft(held)) return held
    }
  }

  const tryTo = async (work: Work, step: Step): Promise<Either<Trouble, TodoOutcome>> => {
    if ('carry' in step.action) {
      if (outbound === undefined) return E.right({ _tag: 'carried' })
      const carried = await outbound.carry(step.action.carry)()
      return E.isLeft(carried) ? E.left({ kind: 'todo', failure: carried.left }) : E.right({ _tag: 'carried' })
    }
    const { to, command } = step.action.send
    const room = rooms[to]
    if (room === undefined) return E.left({ kind: 'todo', failure: { _tag: `NoRoom: ${to}` } })
    const { cause } = step
    return room.send(command, {
      commandId: commandIdOf(work, step.id),
      actor: work.name,
      ...(cause === undefined ? {} : { causation: cause.id, correlation: cause.correlation }),
      ...(cause?.centre === undefined ? {} : { centre: cause.centre }),
      ...(cause?.trace === undefined ? {} : { trace: cause.trace }),
    })
  }

  /** A rule or an exchange that throws is that to-do's failure, not everyone's. */
  const act = (work: Work, step: Step): Promise<Either<Trouble, TodoOutcome>> =>
    tryTo(work, step).catch((error: unknown) => E.left({ kind: 'todo', failure: { _tag: 'Threw', reason: reasonOf(error) } }))

  /** PROC-01 A to-do that fails technically is tried again with growing pauses, then parked with its reason, and stops its key alone. */
  const failed = (work: Work, step: Step, reason: string, now: Instant) => {
    const key = `${work.name}/${step.id}`
    const tried = (attempts.get(key) ?? 0) + 1
    if (tried < tries) {
      attempts.set(key, tried)
      work.postpone(step.key, plus(now, Math.ceil(Math.min(longestPauseMs, 1000 * 2 ** tried) * (0.5 + ids.chance() / 2))))
      return
    }
    attempts.delete(key)
    work.stop(step.key, { what: 'to-do', id: step.id, reason })
  }

  const take = async (work: Work, step: Step, now: Instant): Promise<Either<StoreTrouble, boolean>> => {
    const result = await act(work, step)
    if (E.isRight(result)) {
      attempts.delete(`${work.name}/${step.id}`)
      step.done(result.right)
      return E.right(result.right._tag === 'events')
    }
    if (result.left.kind === 'store') return E.left(result.left.failure as StoreTrouble)
    failed(work, step, JSON.stringify(result.left.failure), now)
    return E.right(false)
  }

  const nextStep = async (now: Instant): Promise<{ readonly work: Work; readonly step: Step } | undefined> => {
    for (const { work, parts } of mine.all) {
      const [first] = parts.values()
      if (first === undefined) continue
      const found = work.next(now, first.position)
      const step = found instanceof Promise ? await found : found
      if (step !== undefined) return { work, step }
    }
    return undefined
  }

  const steps = async (now: Instant): Promise<Either<RuntimeFailure, number>> => {
    const first = await pull()
    if (E.isLeft(first)) return first
    for (let taken = 0; ; taken++) {
      const next = await nextStep(now)
      if (next === undefined) {
        const more = await atRest()
        if (E.isLeft(more)) return more
        if (more.right) continue
        return E.right(taken)
      }
      if (taken >= stepsAtOnce) return E.left({ _tag: 'Unsettled', steps: taken, work: next.work.name, todo: next.step.id })
      const stored = await take(next.work, next.step, now)
      if (E.isLeft(stored)) return stored
      const pulled = stored.right ? await pull() : stored
      if (E.isLeft(pulled)) return pulled
      if (++sinceCheckpoint >= stepsPerCheckpoint || isLate()) {
        const still = await renew()
        // CRASH-02 What was loaded again reads what the others have read before anything else is done.
        const level = E.isLeft(still) ? still : await pull()
        if (E.isLeft(level)) return level
      }
    }
  }

  const settle = async (now: Instant): Promise<Either<RuntimeFailure, Settled>> => {
    const holds = await hold(now)
    if (E.isLeft(holds)) return holds
    const taken = await steps(now).catch((error: unknown): Either<RuntimeFailure, number> => {
      // What was folded halfway is folded again from the last checkpoint.
      mine.clear()
      if (!(error instanceof Interrupted)) throw error
      return E.left(error.trouble)
    })
    if (E.isLeft(taken)) return taken
    return E.right({ next: earliestOf([...mine.all.map(({ work, parts }) => (parts.size === 0 ? undefined : work.wake(now))), mine.freeAt(), changesAfter(now)]), steps: taken.right })
  }

  const release = async (): Promise<void> => {
    await commit()
    await mine.release()
    await workers.leave()
    metAt = undefined
  }

  return { settle, checkpoint: commit, release, holds: (): readonly Holding[] => mine.list() }
}
export type Engine = ReturnType<typeof engine>
