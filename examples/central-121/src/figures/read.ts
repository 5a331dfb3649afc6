import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Errors } from 'io-ts'
import {
  Attendant, Call, categoryOf, Centre, Figures, Shift, type AttendantId, type EventStore, type EventUnion, type Happened, type Instant, type ReadFailure, type Recorded,
} from '@disque/core'
import * as CallLog from '../calls/log-room.js'
import { attendants, type AttendantFacts } from './attendants.js'
import { contacts, type ContactFacts } from './contacts.js'
import { halfHourOf } from './intervals.js'
import { wallClock, type WallClock } from './wall-clock.js'

/** All that reports are made from: counts, never figures, which differ by who asks. */
export interface Facts extends ContactFacts {
  readonly events: number
  /** Of the centre, as its plan says. */
  readonly clock: WallClock
  readonly attendants: ReadonlyMap<AttendantId, AttendantFacts>
  /** Of a store that holds a recorded call log. */
  readonly log?: CallLog.Opened & { readonly imported: boolean }
}

export type FactsFailure =
  | ReadFailure
  | { readonly _tag: 'EventUndecodable'; readonly stream: string; readonly revision: number; readonly type: string; readonly path: string }

/** T and the short limit that reports ask for where nothing else is said. */
export const usualLimits: Figures.Limits = { withinSeconds: 20, shortSeconds: 5 }

const utc: WallClock = { instantOf: (day, seconds) => (day * 86_400_000 + seconds * 1000) as Instant, offsetAt: () => 0 }

const placesOf = (errors: Errors): string =>
  errors.slice(0, 3).map(({ context, message }) => `${context.map((c) => c.key).filter((key) => key !== '').join('.')}${message === undefined ? '' : `: ${message}`}`).join('; ')

const decoded = <A extends Happened>(union: EventUnion<A>, { data, stream, revision, type }: Recorded, then: (event: A) => void): FactsFailure | undefined => {
  if (union.is(data)) {
    then(data)
    return undefined
  }
  const result = union.decode(data)
  const path = E.isLeft(result) ? placesOf(result.left) : ''
  return { _tag: 'EventUndecodable', stream, revision, type, path }
}

/** Folds everything that a store holds, from its events alone, keeping no more than what is still open. */
export const factsOf = (store: EventStore, limits: Figures.Limits = usualLimits): TaskEither<FactsFailure, Facts> => async () => {
  let clock = utc
  let log: Facts['log']
  let events = 0
  const calls = contacts(limits, (at) => halfHourOf(clock)(at))
  const staff = attendants()

  const take = (recorded: Recorded): FactsFailure | undefined => {
    const { stream } = recorded
    switch (categoryOf(stream)) {
      case 'call':
        return decoded(Call.Event, recorded, (e) => calls.take(stream, e))
      case 'shift':
        return decoded(Shift.Event, recorded, (e) => staff.takeShift(stream, e))
      case 'attendant':
        return decoded(Attendant.Event, recorded, staff.takeAttendant)
      case 'centre':
        return decoded(Centre.Event, recorded, (e) => {
          clock = wallClock(e.plan.timeZone) ?? clock
        })
      case 'import':
        return decoded(CallLog.Event, recorded, (e) => {
          if (e.type === 'CallLogOpened') log = { ...e, imported: false }
          else if (log !== undefined) log = { ...log, imported: true }
        })
      default:
        return undefined
    }
  }

  for await (const read of store.readAll()) {
    if (E.isLeft(read)) return read
    events++
    const failure = take(read.right)
    if (failure !== undefined) return E.left(failure)
  }
  const facts: Either<never, Facts> = E.right({ ...calls.facts(), events, clock, attendants: staff.facts(), ...(log === undefined ? {} : { log }) })
  return facts
}

/** The counts of all queues and intervals together. */
export const totalOf = (facts: Pick<ContactFacts, 'visits'>): Figures.Counts =>
  [...facts.visits.values()].flatMap((ofQueue) => [...ofQueue.values()]).reduce(Figures.addCounts, Figures.noCounts)
