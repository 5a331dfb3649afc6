import { plus, seconds, type Instant } from '../../shared/instant.js'
import type { ReservationOutcome, Terms } from '../shift.js'

/** By which of the policy's delays an outcome is followed; who signs out or was released needs none. */
const delayOf: Readonly<Partial<Record<ReservationOutcome, keyof Terms['delays']>>> = { busy: 'busy', declined: 'declined', lapsed: 'noAnswer', deviceLost: 'deviceLost' }

/** SHIFT-14 After an offer that came to nothing the attendant is left alone as long as the offer's terms say, from that instant on. */
export const readyAfter = (at: Instant, { delays }: Terms, outcome: ReservationOutcome): Instant | undefined => {
  const kind = delayOf[outcome]
  const delay = kind === undefined ? undefined : delays[kind]
  return delay === undefined || delay.delaySeconds === 0 ? undefined : plus(at, seconds(delay.delaySeconds))
}
