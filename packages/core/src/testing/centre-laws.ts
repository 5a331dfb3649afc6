import * as Call from '../call/call.js'
import type { Recorded } from '../ports/event-store.js'
import * as Shift from '../shift/shift.js'
import { load } from '../shift/rules/capacity.js'
import type { OfferId } from '../shared/ids.js'

/** A law of the centre that a store's events break, and where. */
export interface Violation {
  readonly law: 'engaged-before-answered' | 'engaged-before-dialled' | 'one-holder' | 'within-capacity' | 'one-outcome' | 'miss-after-no-answer' | 'call-ended' | 'shift-clear'
  readonly stream: string
  readonly position: string
  readonly detail: string
}

interface Offered {
  /** On the contact. */
  outcome?: string
  /** On the shift. */
  engaged: boolean
  disengaged: boolean
  readonly contact: string
}

const did = { CallAnswered: 'answered', CallbackDialled: 'had the citizen dialled', ConsultationAnswered: 'answered' }

/** Who has the call beside the one of this offer: a citizen is dialled for one attendant, who then answers. */
const holders = (s: Call.State, offer: OfferId): number =>
  s.status === 'talking' ? 1 + (s.participant === undefined ? 0 : 1) : s.status === 'dialling' && s.holder.offer !== offer ? 1 : 0

/**
 * Checks what must hold of every centre, from its events alone, in the store's order: nobody is served by two, who answers was engaged
 * before, a citizen is called back only for an attendant who is engaged, nobody serves beyond capacity, every offer ends once, a miss is one.
 *
 * @example
 * const laws = centreLaws()
 * for await (const read of store.readAll()) if (read._tag === 'Right') laws.take(read.right)
 * const broken = laws.violations({ finished: true })
 */
export const centreLaws = () => {
  const calls = new Map<string, Call.State>()
  const shifts = new Map<string, Shift.State>()
  const capacities = new Map<string, number>()
  const offers = new Map<OfferId, Offered>()
  const found: Violation[] = []
  let last = ''

  const say = (law: Violation['law'], { stream, position }: Pick<Recorded, 'stream' | 'position'>, detail: string) => void found.push({ law, stream, position, detail })

  const settle = (recorded: Recorded, id: OfferId, outcome: string) => {
    const offer = offers.get(id)
    if (offer === undefined) say('one-outcome', recorded, `offer ${id} ended, but was never reserved`)
    else if (offer.outcome !== undefined) say('one-outcome', recorded, `offer ${id} ended ${outcome} after ${offer.outcome}`)
    else offer.outcome = outcome
  }

  const ofCall = (recorded: Recorded, e: Call.Event) => {
    const before = calls.get(recorded.stream) ?? Call.initial
    const after = Call.evolve(before, e)
    calls.set(recorded.stream, after)
    if (e.type === 'CallAnswered' || e.type === 'CallbackDialled' || e.type === 'ConsultationAnswered') {
      const offer = offers.get(e.offer)
      const isEngaged = offer !== undefined && offer.engaged && !offer.disengaged && offer.contact === recorded.stream
      if (!isEngaged) say(e.type === 'CallbackDialled' ? 'engaged-before-dialled' : 'engaged-before-answered', recorded, `${e.attendant} ${did[e.type]} without holding an engagement for offer ${e.offer}`)
      if (holders(before, e.offer) >= (e.type === 'ConsultationAnswered' ? 2 : 1)) say('one-holder', recorded, `${e.attendant} ${did[e.type]} while another held the call`)
      // Whoever answers after the dial answers the same offer.
      if (e.type !== 'CallAnswered' || before.status !== 'dialling' || before.holder.offer !== e.offer) settle(recorded, e.offer, 'answered')
    }
    if (e.type === 'OfferEnded') settle(recorded, e.offer, e.outcome)
  }

  const ofShift = (recorded: Recorded, e: Shift.Event) => {
    const after = Shift.evolve(shifts.get(recorded.stream) ?? Shift.initial, e)
    shifts.set(recorded.stream, after)
    if (e.type === 'Reserved') offers.set(e.offer, { engaged: false, disengaged: false, contact: e.contact })
    if (e.type === 'Engaged' || e.type === 'Disengaged') {
      const offer = offers.get(e.offer)
      if (offer !== undefined && e.type === 'Engaged') offer.engaged = true
      if (offer !== undefined && e.type === 'Disengaged') offer.disengaged = true
    }
    if (e.type === 'MissCounted' && offers.get(e.offer)?.outcome !== 'noAnswer') say('miss-after-no-answer', recorded, `offer ${e.offer} was no miss`)
    if ((after.status !== 'open' && after.status !== 'leaving') || after.unbounded) return
    // What was on when capacity was lowered is kept.
    const most = Math.max(after.capacity, capacities.get(recorded.stream) ?? 0)
    capacities.set(recorded.stream, most)
    if (load(after) > most) say('within-capacity', recorded, `${load(after)} of ${most} units are in use`)
  }

  /** What must hold once all callers and attendants are gone. */
  const leftOver = (): readonly Violation[] => {
    const at = (stream: string) => ({ stream: stream as Recorded['stream'], position: last })
    for (const [stream, state] of calls) if (state.status !== 'ended' && state.status !== 'refused') say('call-ended', at(stream), `it is still ${state.status}`)
    for (const [stream, state] of shifts)
      if ((state.status === 'open' || state.status === 'leaving') && state.reservations.length + state.engagements.length > 0)
        say('shift-clear', at(stream), `${state.reservations.length} reservations and ${state.engagements.length} engagements are left`)
    return found
  }

  return {
    take: (recorded: Recorded): void => {
      last = recorded.position
      if (recorded.stream.startsWith('call-')) ofCall(recorded, recorded.data as unknown as Call.Event)
      else if (recorded.stream.startsWith('shift-')) ofShift(recorded, recorded.data as unknown as Shift.Event)
    },
    /** `finished`: all callers are gone, so that nothing may be left open. */
    violations: ({ finished }: { readonly finished: boolean }): readonly Violation[] => (finished ? leftOver() : found),
  }
}
