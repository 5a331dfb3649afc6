import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import { later, plus, uuidFrom, type CommandId, type Clock, type EventStore, type Ids, type Instant, type Lease, type Outbound, type Position, type ReadModel, type Recorded, type TodoOutcome } from '@disque/core'
import { earliestOf, reasonOf } from './documents.js'
import { Interrupted, type RuntimeFailure, type StoreTrouble } from './failures.js'
import type { Room, Trouble } from './rooms.js'
import type { Step, Work } from './work.js'

export interface EngineOptions {
  readonly store: EventStore
  readonly readModel: ReadModel
  readonly clock: Clock
  readonly ids: Ids
  readonly outbound: Outbound | undefined
  readonly rooms: Readonly<Record<string, Room>>
  /** In the order in which they take steps. */
  readonly works: readonly Work[]
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
  /** When what the works go by changes next, by the clock alone. */
  readonly changesAfter: (now: Instant) => Instant | undefined
}

interface Held {
  readonly work: Work
  lease: Lease
  position: Position
  /** Events passed since its checkpoint was written. */
  passed: number
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
  const { store, readModel, clock, ids, outbound, rooms, works, holder, leaseMs, tries, stepsAtOnce, stepsPerCheckpoint, decode, before, atRest, changesAfter } = options
  const held = new Map<string, Held>()
  const attempts = new Map<string, number>()
  /** When the leases that others hold run out. */
  const othersUntil = new Map<string, Instant>()
  let sinceCheckpoint = 0

  /** LEASE-03 Only what this worker holds is worked on; what it takes over is loaded from its last checkpoint. */
  const hold = async (now: Instant): Promise<Either<StoreTrouble, void>> => {
    for (const work of works) {
      const mine = held.get(work.name)
      if (mine !== undefined && mine.lease.until - now > leaseMs / 2) continue
      const taken = await readModel.acquire(work.name, holder, now, leaseMs)()
      if (E.isLeft(taken)) {
        held.delete(work.name)
        if (taken.left._tag !== 'LeaseHeld') return E.left(taken.left)
        othersUntil.set(work.name, later(taken.left.lease.until, plus(now, 1)))
        continue
      }
      othersUntil.delete(work.name)
      if (mine !== undefined && mine.lease.fence === taken.right.fence) {
        mine.lease = taken.right
        continue
      }
      held.delete(work.name)
      const at = await work.load()
      if (E.isLeft(at)) return at
      held.set(work.name, { work, lease: taken.right, position: at.right ?? '', passed: 0 })
    }
    return E.right(undefined)
  }

  const inOrder = (): readonly Held[] => works.flatMap((work) => held.get(work.name) ?? [])

  const deliver = async (event: Recorded): Promise<Either<StoreTrouble, void>> => {
    const unreadable = decode(event)
    const told = unreadable === undefined ? await before(event) : undefined
    if (told !== undefined && E.isLeft(told)) return told
    for (const one of held.values()) {
      if (one.position >= event.position) continue
      one.position = event.position
      one.passed++
      if (!one.work.reads(event.type)) continue
      if (unreadable !== undefined) one.work.stop(event.stream, { what: 'event', id: `${event.stream}/${event.revision}`, reason: unreadable })
      else {
        const taking = one.work.take(event)
        if (taking !== undefined) await taking
      }
    }
    return E.right(undefined)
  }

  /** Everything stored since, to everyone who has not seen it. */
  const pull = async (): Promise<Either<StoreTrouble, void>> => {
    let after: Position | undefined
    for (const { position } of held.values()) if (after === undefined || position < after) after = position
    if (after === undefined) return E.right(undefined)
    for await (const read of store.readAll(after === '' ? {} : { after })) {
      if (E.isLeft(read)) return read
      const delivered = await deliver(read.right)
      if (E.isLeft(delivered)) return delivered
    }
    return E.right(undefined)
  }

  const commit = async (): Promise<Either<StoreTrouble, void>> => {
    sinceCheckpoint = 0
    const results = await Promise.all(
      [...held.values()].map(async (one) => {
        const writes = one.work.writes()
        // CRASH-03 A checkpoint moves on also where nothing concerned its work: little is read again by whoever comes next.
        if (writes.length === 0 && one.passed < eventsPerCheckpoint) return E.right(undefined)
        const { lease, position, work } = one
        const done = await readModel.commit({ subscriber: work.name, writes, lease: { name: lease.name, fence: lease.fence }, ...(position === '' ? {} : { checkpoint: position }) })()
        if (E.isRight(done)) one.passed = 0
        // What was not written is worked out again from the last checkpoint, here or by whoever holds it now.
        else held.delete(work.name)
        return done
      })
    )
    for (const done of results) if (E.isLeft(done) && done.left._tag !== 'Fenced') return E.left(done.left)
    return E.right(undefined)
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
    for (const { work, position } of inOrder()) {
      const found = work.next(now, position)
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
      if (++sinceCheckpoint >= stepsPerCheckpoint) {
        const kept = await commit()
        const still = E.isLeft(kept) ? kept : await hold(clock.now())
        // CRASH-02 What was loaded again reads what the others have read before anything else is done.
        const level = E.isLeft(still) ? still : await pull()
        if (E.isLeft(level)) return level
      }
    }
  }

  const settle = async (now: Instant): Promise<Either<RuntimeFailure, Settled>> => {
    const mine = await hold(now)
    if (E.isLeft(mine)) return mine
    const taken = await steps(now).catch((error: unknown): Either<RuntimeFailure, number> => {
      // What was folded halfway is folded again from the last checkpoint.
      held.clear()
      if (!(error instanceof Interrupted)) throw error
      return E.left(error.trouble)
    })
    if (E.isLeft(taken)) return taken
    return E.right({ next: earliestOf([...inOrder().map(({ work }) => work.wake(now)), ...othersUntil.values(), changesAfter(now)]), steps: taken.right })
  }

  const release = async (): Promise<void> => {
    await commit()
    for (const { lease } of held.values()) await readModel.release(lease)()
    held.clear()
  }

  return {
    settle,
    checkpoint: commit,
    release,
    holds: (): readonly { readonly work: string; readonly fence: number; readonly position: Position }[] =>
      inOrder().map(({ work, lease, position }) => ({ work: work.name, fence: lease.fence, position })),
  }
}
export type Engine = ReturnType<typeof engine>
