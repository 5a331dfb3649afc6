import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import { plus, recent, uuidFrom, type CommandId, type Ids, type Instant, type Outbound, type TodoOutcome, type TraceContext } from '@disque/core'
import { longestPauseMs, reasonOf } from '../works/documents.js'
import type { StoreTrouble } from '../failures.js'
import type { Room, Trouble } from '../rooms.js'
import type { Seen, Telemetry } from '../telling/telemetry.js'
import type { Step, Work } from '../works/work.js'

interface Options {
  readonly ids: Ids
  readonly outbound: Outbound | undefined
  readonly rooms: Readonly<Record<string, Room>>
  /** How often a to-do is tried before it is parked. */
  readonly tries: number
  readonly around: Telemetry['step']
  readonly observe: (seen: Seen) => void
  /** Told when an effect that was not waited for has been carried, or has failed. */
  readonly onLate: () => void
}

/** How long effects are waited for; absent: as long as they take. */
export type Patience = Promise<void> | undefined

/** So many effects are under way at most that nobody waits for. */
const lateAtMost = 256

const commandIdOf = (work: Work, id: string): CommandId => {
  const whole = `${work.name.split('/')[1] ?? work.name}/${id}`
  return (whole.length <= 200 ? whole : `${whole.slice(0, 150)}/${uuidFrom(whole, 0)}`) as CommandId
}

const nameOf = (work: Work, step: Step): string => `${work.name}/${step.id}`

const kindOf = ({ action }: Step): string => ('carry' in action ? `carry ${action.carry.kind}` : `send ${action.send.to}`)

/** Does steps: sends their commands, carries their effects, and tries again what fails technically. */
export const acting = ({ ids, outbound, rooms, tries, around, observe, onLate }: Options) => {
  /** How often a step was tried; one that went away is forgotten in time. */
  const attempts = recent<number>(10_000)
  /** Effects that nobody waits for, each with its latest try. */
  const late = new Map<string, unknown>()

  const tryTo = async (work: Work, step: Step, trace: TraceContext | undefined): Promise<Either<Trouble, TodoOutcome>> => {
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
      ...(trace === undefined ? {} : { trace }),
    })
  }

  /** A rule or an exchange that throws is that to-do's failure, not everyone's. */
  const guarded = (work: Work, step: Step, trace: TraceContext | undefined): Promise<Either<Trouble, TodoOutcome>> =>
    tryTo(work, step, trace).catch((error: unknown) => E.left({ kind: 'todo', failure: { _tag: 'Threw', reason: reasonOf(error) } }))

  /** Within what lies around it, which can hand the trace on, and can neither stop it nor do it twice. */
  const act = async (work: Work, step: Step): Promise<Either<Trouble, TodoOutcome>> => {
    const trace = step.cause?.trace
    let done: Promise<Either<Trouble, TodoOutcome>> | undefined
    const once = (carried: TraceContext | undefined) => (done ??= guarded(work, step, carried))
    try {
      await around?.({ work: work.name, id: step.id, does: kindOf(step), trace }, once)
    } catch {
      // Telling is no part of the work.
    }
    return once(trace)
  }

  /** PROC-01 A to-do that fails technically is tried again with growing pauses, then parked with its reason, and stops its key alone. */
  const failed = (work: Work, step: Step, reason: string, now: Instant) => {
    const name = nameOf(work, step)
    const tried = (attempts.get(name) ?? 0) + 1
    if (tried < tries) {
      const until = plus(now, Math.ceil(Math.min(longestPauseMs, 1000 * 2 ** tried) * (0.5 + ids.chance() / 2)))
      attempts.put(name, tried)
      work.postpone(step.key, until)
      observe({ _tag: 'retried', work: work.name, key: step.key, id: step.id, tries: tried, until, reason })
      return
    }
    attempts.drop(name)
    work.stop(step.key, { what: 'to-do', id: step.id, reason })
  }

  /** Answers whether it stored anything. */
  const finish = (work: Work, step: Step, result: Either<Trouble, TodoOutcome>, now: Instant): Either<StoreTrouble, boolean> => {
    if (E.isRight(result)) {
      attempts.drop(nameOf(work, step))
      step.done(result.right)
      observe({ _tag: 'stepped', work: work.name, id: step.id, outcome: result.right._tag, ...(step.dueAt === undefined ? {} : { lateMs: Math.max(0, now - step.dueAt) }) })
      return E.right(result.right._tag === 'events')
    }
    if (result.left.kind === 'store') return E.left(result.left.failure as StoreTrouble)
    failed(work, step, JSON.stringify(result.left.failure), now)
    return E.right(false)
  }

  /** Its key waits meanwhile, and everything else goes on. */
  const leave = async (work: Work, step: Step, acted: ReturnType<typeof act>, now: Instant): Promise<void> => {
    const name = nameOf(work, step)
    late.set(name, acted)
    work.postpone(step.key, plus(now, longestPauseMs))
    const result = await acted
    // Of several tries the first that goes well counts, or else the latest; of a partition that is gone none, since its next holder does it again under the same id.
    const isLatest = late.get(name) === acted
    const counts = E.isRight(result) ? late.has(name) : isLatest
    if (counts) late.delete(name)
    if (!counts || step.isHeld?.() === false) return
    if (E.isRight(result)) work.postpone(step.key, now)
    finish(work, step, result, now)
    onLate()
  }

  /** PROC-06 An effect that the exchange is slow to take holds up its own key alone; where very many are under way, the next ones wait a little. */
  return async (work: Work, step: Step, now: Instant, patience: Patience): Promise<Either<StoreTrouble, boolean>> => {
    if (patience === undefined || !('carry' in step.action)) return finish(work, step, await act(work, step), now)
    // It has not answered for as long as its key waited.
    if (late.delete(nameOf(work, step))) {
      failed(work, step, JSON.stringify({ _tag: 'NoAnswer' }), now)
      return E.right(false)
    }
    if (late.size >= lateAtMost) {
      work.postpone(step.key, plus(now, 1000))
      return E.right(false)
    }
    const acted = act(work, step)
    const inTime = await Promise.race([acted.then(() => true), patience.then(() => false)])
    if (inTime) return finish(work, step, await acted, now)
    leave(work, step, acted, now).catch(() => undefined)
    return E.right(false)
  }
}
