import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { CommandId, EventStore, Handle, Instant, PlanVersion, ReadFailure } from '@disque/core'
import type { CentreRooms } from '@disque/runtime'
import { commandsOf, type Commanding } from './commands.js'
import { dispatch, type Job } from './dispatch.js'
import type { Command, Event, Opened, Refusal } from './log-room.js'
import { recorded } from './names.js'
import type { RecordedPlan } from './plan.js'
import type { ScheduledCall } from './schedule.js'
import { timelineOf, type Moment } from './timeline.js'
import type { WallClock } from '../figures/wall-clock.js'

/** What stopped an import, and where in the log. */
export interface Stopped {
  readonly _tag: 'ImportStopped'
  /** 0: before the first call. */
  readonly line: number
  readonly command: string
  readonly failure: { readonly _tag: string }
}

export interface ImportOptions {
  readonly store: EventStore
  readonly rooms: CentreRooms
  readonly log: Handle<Command, Event, Refusal>
  readonly opened: Opened
  readonly plan: RecordedPlan
  readonly calls: readonly ScheduledCall[]
  readonly clock: WallClock
  readonly subjectOf: Commanding['subjectOf']
}

/** Moments begun and not finished: enough for appends to share transactions. */
const inFlight = 1024

const placeOf = (stream: string, id: string): string => `${stream} ${id}`

/** Commands that a broken-off import has carried out: they are not even asked again. */
const carriedOut = async (store: EventStore): Promise<Either<ReadFailure, ReadonlySet<string>>> => {
  const done = new Set<string>()
  for await (const read of store.readAll()) {
    if (E.isLeft(read)) return read
    done.add(placeOf(read.right.stream, read.right.metadata.commandId))
  }
  return E.right(done)
}

/** Puts a schedule into a store: each command once, however often it is begun. */
export const importCalls = ({ store, rooms, log, opened, plan, calls, clock, subjectOf }: ImportOptions): TaskEither<Stopped, void> => async () => {
  const stopped = (failure: { readonly _tag: string }, command: string, line = 0): Either<Stopped, never> => E.left({ _tag: 'ImportStopped', line, command, failure })
  const idOf = (what: string) => `recorded/${opened.log}/${what}` as CommandId
  const moments = timelineOf(calls, clock)
  const [from, until] = [moments[0]?.at ?? (0 as Instant), moments.at(-1)?.at ?? (0 as Instant)]

  const began = await log({ type: 'OpenCallLog', at: from, ...opened }, { commandId: idOf('open') })()
  if (E.isLeft(began)) return stopped(began.left, 'OpenCallLog')
  const done = await carriedOut(store)
  if (E.isLeft(done)) return stopped(done.left, 'reading the store')
  const planned = await rooms.centre({ type: 'ChangePlan', at: from, centre: recorded, plan: plan.plan }, { commandId: idOf('plan') })()
  if (E.isLeft(planned)) return stopped(planned.left, 'ChangePlan')

  const commanding: Commanding = { rooms, plan, version: `${recorded}@1` as PlanVersion, timeZone: opened.timeZone, subjectOf }
  const run = async (moment: Moment): Promise<Either<Stopped, void>> => {
    for (const { stream, id, command, send } of commandsOf(moment, commanding)) {
      if (done.right.has(placeOf(stream, id))) continue
      const sent = await send()
      if (E.isLeft(sent)) return stopped(sent.left, command, moment.call.row.line)
    }
    return E.right(undefined)
  }
  const jobs = function* (): Generator<Job<Stopped>, void> {
    for (const moment of moments) {
      const { call, attendant } = moment.call
      yield { keys: moment.shift === undefined || attendant === undefined ? [call] : [call, attendant], run: () => run(moment) }
    }
  }
  const all = await dispatch(jobs(), inFlight)
  if (E.isLeft(all)) return all
  const completed = await log({ type: 'CompleteCallLog', at: until, log: opened.log }, { commandId: idOf('complete') })()
  return E.isLeft(completed) ? stopped(completed.left, 'CompleteCallLog') : E.right(undefined)
}
