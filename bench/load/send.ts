import type { Either } from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Attendant, Call, Clock, Context, HandleFailure, Ids, Shift } from '@disque/core'
import type { CentreRooms } from '@disque/runtime'
import { tally } from './tally.js'

/** Failures of the machine: whoever calls or serves tries again. */
const passing: Readonly<Partial<Record<HandleFailure['_tag'], true>>> = { StoreUnavailable: true, StoreFull: true, OutcomeUnknown: true, TooMuchContention: true }
const tries = 30
const pauseMs = 200

type Without<C, K extends PropertyKey> = C extends unknown ? Omit<C, K> : never

/** Sends what callers and attendants do, and measures each answer. */
export const sender = (rooms: CentreRooms, clock: Clock, ids: Ids) => {
  const latencies: number[] = []
  const counts = tally()
  let underway = 0

  const send = async (type: string, handle: (context: Context) => TaskEither<{ readonly _tag: string }, unknown>): Promise<boolean> => {
    const context: Context = { commandId: ids.commandId() }
    underway++
    try {
      for (let tried = 1; ; tried++) {
        const began = performance.now()
        const answer: Either<{ readonly _tag: string }, unknown> = await handle(context)()
        latencies.push(performance.now() - began)
        if (answer._tag === 'Right') {
          counts.add('done')
          return true
        }
        const { _tag } = answer.left
        if (!Object.hasOwn(passing, _tag)) {
          counts.add(`${type}: ${_tag}`)
          return false
        }
        counts.add(`tried again: ${_tag}`)
        if (tried >= tries) {
          counts.add(`given up: ${type}`)
          return false
        }
        await clock.pause(pauseMs)
      }
    } finally {
      underway--
    }
  }

  return {
    toCall: (command: Without<Call.Command, 'at'>) => send(command.type, (context) => rooms.call({ ...command, at: clock.now() }, context)),
    toShift: (command: Without<Shift.Command, 'at'>) => send(command.type, (context) => rooms.shift({ ...command, at: clock.now() }, context)),
    toAttendant: (command: Without<Attendant.Command, 'at'>) => send(command.type, (context) => rooms.attendant({ ...command, at: clock.now() }, context)),
    /** In milliseconds, tries that failed included. */
    latencies: (): readonly number[] => latencies,
    counts: counts.all,
    underway: () => underway,
  }
}
export type Sender = ReturnType<typeof sender>
