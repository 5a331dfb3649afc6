import fc from 'fast-check'
import type { AttendantId, CentreId, ContactId, OfferId, QueueId, ShiftId, TopicId } from '../shared/ids.js'
import { plus, type Instant } from '../shared/instant.js'
import { eventsOf, valuesOf } from '../testing/from-codec.js'
import { Reason } from '../waiting/waiting.js'
import type { Training } from '../shared/training.js'
import { Event, type Command, type State, type Terms } from './shift.js'

const opensAt = 1_593_561_600_000 as Instant
const at = fc.integer({ min: 0, max: 600_000 }).map((ms) => plus(opensAt, ms))
const shift = 's1' as ShiftId
const attendant = fc.constantFrom('ana', 'ana', 'ana', 'bia').map((id) => id as AttendantId)
const offers = Array.from({ length: 20 }, (_, n) => `o${n + 1}`) as OfferId[]
const offer = fc.constantFrom(...offers.slice(0, 5))
const contact = fc.integer({ min: 1, max: 3 }).map((n) => `call-${n}` as ContactId)
const channels = ['voice', 'chat', 'mail']

const training: fc.Arbitrary<readonly Training[]> = fc.uniqueArray(
  fc.record({ topic: fc.constantFrom('health', 'sport').map((id) => id as TopicId), level: fc.integer({ min: 1, max: 3 }), since: at }),
  { selector: (t) => t.topic, maxLength: 2 }
)

const delay = fc.constantFrom(undefined, undefined, { delaySeconds: 0 }, { delaySeconds: 5 }, { delaySeconds: 60 })
const delays: fc.Arbitrary<Terms['delays']> = fc
  .record({ busy: delay, declined: delay, noAnswer: delay, deviceLost: delay })
  .map((all) => Object.fromEntries(Object.entries(all).filter(([, d]) => d !== undefined)))

/** Terms of one offer; any channel may interrupt any other, also each other. */
const termsFrom = (start: Instant): fc.Arbitrary<Terms> =>
  fc
    .record({
      queue: fc.constantFrom('general', 'culture').map((id) => id as QueueId),
      channel: fc.constantFrom(...channels),
      cost: fc.integer({ min: 1, max: 4 }),
      interrupts: fc.subarray(channels),
      lasts: fc.oneof({ weight: 1, arbitrary: fc.integer({ min: 0, max: 30_000 }) }, { weight: 4, arbitrary: fc.constant(900_000) }),
      confirmSeconds: fc.integer({ min: 0, max: 20 }),
      wrapUpSeconds: fc.constantFrom(0, 0, 15.5, 60),
      missLimit: fc.integer({ min: 0, max: 3 }),
      delays,
    })
    .map(({ lasts, ...terms }) => ({ ...terms, until: plus(start, lasts) }))

const reserve = fc
  .record({ at, offer, contact })
  .chain((c) =>
    fc
      .record({ terms: termsFrom(c.at), reason: fc.option(valuesOf(Reason), { nil: undefined }) })
      .map(({ terms, reason }): Command => ({ type: 'Reserve', shift, ...c, terms, ...(reason === undefined ? {} : { reason }) }))
  )

const pick = fc.record({ at, offer, contact }).chain((c) => termsFrom(c.at).map((terms): Command => ({ type: 'PickContact', shift, ...c, terms })))
const decline = fc.record({ at, offer, busy: fc.boolean() }).map(({ busy, ...c }): Command => ({ type: 'Decline', shift, ...c, ...(busy ? { because: 'busy' } : {}) }))

const capacity = fc.integer({ min: 0, max: 6 })
const start: fc.Arbitrary<Extract<Command, { type: 'StartShift' }>> = fc
  .record({ at, attendant, capacity, training, unbounded: fc.constantFrom(false, false, false, true) })
  .map(({ unbounded, ...c }) => ({ type: 'StartShift', shift, centre: 'c1' as CentreId, ...c, ...(unbounded ? { unbounded: true } : {}) }))

/** A shift that starts, before all else. */
export const shiftOpening: fc.Arbitrary<readonly Command[]> = start.map((c) => [{ ...c, at: opensAt, capacity: Math.max(1, c.capacity) }])

const plain = fc
  .record({ at, type: fc.constantFrom('EndBreak' as const, 'EndBreak' as const, 'EndBreak' as const, 'LoseDevice' as const, 'RestoreDevice' as const, 'RestoreDevice' as const, 'RestoreDevice' as const) })
  .map((c): Command => ({ shift, ...c }))
const onOffer = fc
  .record({ at, offer, type: fc.constantFrom('Accept' as const, 'Accept' as const, 'Accept' as const, 'ConfirmEngagement' as const, 'EndWrapUp' as const) })
  .map((c): Command => ({ shift, ...c }))
const wrongTimer = fc
  .record({ at, offer, dueAt: at, type: fc.constantFrom('LapseReservation' as const, 'DoubtEngagement' as const, 'EndWrapUp' as const) })
  .map((c): Command => ({ shift, ...c }))

/** Commands about offers alone: many contacts meet. */
export const offerCommand: fc.Arbitrary<Command> = fc.oneof(
  { weight: 14, arbitrary: reserve },
  { weight: 2, arbitrary: pick },
  { weight: 10, arbitrary: onOffer },
  { weight: 2, arbitrary: decline },
  { weight: 3, arbitrary: fc.record({ at, offer, missed: fc.boolean() }).map((c): Command => ({ type: 'Release', shift, ...c })) },
  { weight: 6, arbitrary: fc.record({ at, offer, answered: fc.boolean() }).map((c): Command => ({ type: 'Disengage', shift, because: 'CallEnded', ...c })) }
)

/** Any command to one shift, many of them out of place. */
export const shiftCommand: fc.Arbitrary<Command> = fc.oneof(
  { weight: 40, arbitrary: offerCommand },
  { weight: 2, arbitrary: plain },
  { weight: 1, arbitrary: wrongTimer },
  { weight: 1, arbitrary: fc.record({ at, reason: fc.constantFrom('lunch', 'lunch', 'pause') }).map((c): Command => ({ type: 'StartBreak', shift, ...c })) },
  { weight: 1, arbitrary: start },
  { weight: 1, arbitrary: fc.record({ at, attendant }).map((c): Command => ({ type: 'CancelShift', shift, ...c })) },
  { weight: 1, arbitrary: fc.record({ at, capacity }).map((c): Command => ({ type: 'AdjustCapacity', shift, ...c })) },
  { weight: 1, arbitrary: fc.record({ at, training }).map((c): Command => ({ type: 'AdjustTraining', shift, ...c })) },
  { weight: 1, arbitrary: at.map((when): Command => ({ type: 'SignOut', shift, at: when })) }
)

const aimedAt = <A extends { readonly offer: OfferId }>(from: readonly A[], offered: OfferId): OfferId => from[Number(offered.slice(1)) % from.length]?.offer ?? offered

/** Turns four of five commands about an offer towards one that they can meet. */
export const aimShift = (command: Command, state: State): Command => {
  if ((state.status !== 'open' && state.status !== 'leaving') || !('offer' in command) || command.offer === 'o5') return command
  switch (command.type) {
    case 'Reserve':
    case 'PickContact': {
      const isFree = (id: OfferId) => ![...state.reservations, ...state.engagements, ...state.wrapUps, ...state.lapsed].some((x) => x.offer === id)
      return { ...command, offer: offers.find(isFree) ?? command.offer }
    }
    case 'Accept':
    case 'Decline':
      return { ...command, offer: aimedAt(state.reservations, command.offer) }
    case 'Release':
      return { ...command, offer: aimedAt([...state.lapsed, ...state.reservations], command.offer) }
    case 'Disengage':
    case 'ConfirmEngagement':
      return { ...command, offer: aimedAt(state.engagements, command.offer) }
    case 'EndWrapUp':
      return { ...command, offer: aimedAt(state.wrapUps, command.offer) }
    case 'LapseReservation':
    case 'DoubtEngagement':
      return command
  }
}

export const shiftEvent: fc.Arbitrary<Event> = eventsOf(Event)
