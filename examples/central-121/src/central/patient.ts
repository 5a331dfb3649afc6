import { isRight } from 'fp-ts/lib/Either.js'
import type { Clock, Handle } from '@disque/core'
import type { CentreRooms } from '@disque/runtime'

/** What passes by itself: the store does not answer, or others were quicker. */
const passing: readonly string[] = ['StoreUnavailable', 'StoreFull', 'OutcomeUnknown', 'TooMuchContention']
const longestPauseMs = 1000

/** Sends a command again, under the same id, until the store has answered. Pauses are the wall's, whatever the speed. */
const patiently = <C, A, R>(handle: Handle<C, A, R>, pause: Clock['pause'], onTrouble: (failure: { readonly _tag: string }) => void): Handle<C, A, R> =>
  (command, context) => async () => {
    for (let tries = 0; ; tries++) {
      const result = await handle(command, context)()
      if (isRight(result)) return result
      const failure = result.left as { readonly _tag: string }
      if (!passing.includes(failure._tag)) return result
      onTrouble(failure)
      await pause(Math.min(longestPauseMs, 20 * 2 ** tries))
    }
  }

/** The rooms of people who do not give up while the store is away. */
export const patient = (rooms: CentreRooms, pause: Clock['pause'], onTrouble: (failure: { readonly _tag: string }) => void): CentreRooms => ({
  ...rooms,
  call: patiently(rooms.call, pause, onTrouble),
  shift: patiently(rooms.shift, pause, onTrouble),
  attendant: patiently(rooms.attendant, pause, onTrouble),
  centre: patiently(rooms.centre, pause, onTrouble),
})
