import { queueOf } from '../../plan/lookup.js'
import type { Plan } from '../../plan/plan.js'
import { outcomes, type Outcome } from '../../shared/decider.js'
import type { OfferId, PlanVersion } from '../../shared/ids.js'
import { endOthers, judgeOffer, judgeWithdrawal } from '../../waiting/waiting.js'
import type { AnswerCall, Event, Holder, OfferCall, Refusal, State, WithdrawOffer } from '../call.js'
import { dial } from './callback.js'

const { emit, refuse, nothing } = outcomes<Event, Refusal>()
type Answer = Outcome<Event, Refusal>
export type Talking = Extract<State, { status: 'talking' }>

/** CALL-05 Only a call that waits, or whose holder has opened a consultation, is offered, and never to its holder. */
export const offer = (c: OfferCall, state: State, plan: (version: PlanVersion) => Plan): Answer => {
  const wants =
    state.status === 'waiting' ? { queue: state.place.queue, planNow: state.planNow, only: state.place.only }
    : state.status === 'talking' && state.participant === undefined ? state.consultation
    : undefined
  if (state.status === 'unknown' || wants === undefined) return refuse({ _tag: 'CallNotWaiting', status: state.status })
  if (state.status === 'talking' && state.holder.attendant === c.attendant) return refuse({ _tag: 'HolderNotOffered', attendant: c.attendant })
  // CALL-31 An offer for a queue that the call has left, or to another attendant than it was passed to, is refused.
  if (c.queue !== undefined && c.queue !== wants.queue) return refuse({ _tag: 'NotInQueue', queue: c.queue })
  if (wants.only !== undefined && wants.only !== c.attendant) return refuse({ _tag: 'MeantForAnother', attendant: wants.only })
  // CALL-25 Between two dials the call is not offered.
  const notBefore = state.status === 'waiting' ? state.callback?.notBefore : undefined
  if (notBefore !== undefined && c.at < notBefore) return refuse({ _tag: 'CallbackTooEarly', notBefore })
  const limit = queueOf(plan(c.planNow ?? wants.planNow), wants.queue)?.offerLimit ?? 1
  const judged = judgeOffer(state.offers, c.offer, limit)
  if (judged === 'already') return nothing
  if (judged !== 'make') return judged._tag === 'OfferEndedBefore' ? refuse({ _tag: 'OfferEndedBefore', offer: c.offer }) : refuse(judged)
  return emit({
    type: 'CallOffered', at: c.at, offer: c.offer, attendant: c.attendant, shift: c.shift,
    ...(c.reason === undefined ? {} : { reason: c.reason }),
    ...(c.planNow === undefined ? {} : { planNow: c.planNow }),
  })
}

/** CALL-06 A withdrawn offer ends if it stood, is fenced if it never came, and stays while its attendant serves the call. */
export const withdraw = (c: WithdrawOffer, state: State): Answer => {
  if (state.status === 'unknown') return refuse({ _tag: 'CallUnknown' })
  switch (judgeWithdrawal(state.offers, c.offer)) {
    case 'answered':
      return refuse({ _tag: 'OfferAnswered', offer: c.offer })
    case 'already':
      return nothing
    case 'fence':
      return isOver(state) ? nothing : emit({ type: 'OfferFenced', at: c.at, offer: c.offer })
    case 'end': {
      const stood = state.offers.standing.find((o) => o.offer === c.offer)
      return stood === undefined ? nothing : emit({ type: 'OfferEnded', at: c.at, ...stood, outcome: c.outcome })
    }
  }
}

export const isOver = (state: State): boolean => state.status === 'ended' || state.status === 'refused'

const servers = (s: State): readonly (Holder | undefined)[] => (s.status === 'talking' ? [s.holder, s.participant] : s.status === 'dialling' ? [s.holder] : [])
const isServing = (s: State, who: Holder): boolean => servers(s).some((h) => h?.offer === who.offer && h.attendant === who.attendant && h.shift === who.shift)

/** CALL-07 The first Answer to a standing offer wins; the same append ends every other standing offer. */
export const answer = ({ at, offer, attendant, shift }: AnswerCall, state: State): Answer => {
  if (state.status === 'unknown') return refuse({ _tag: 'CallUnknown' })
  const stood = state.offers.standing.find((o) => o.offer === offer && o.attendant === attendant && o.shift === shift)
  const who = { at, offer, attendant, shift }
  if (stood === undefined) return isServing(state, who) ? nothing : refuse({ _tag: 'OfferNotStanding', offer })
  const others = endOthers(state.offers, at, 'answeredByAnother', offer)
  if (state.status === 'waiting') return emit(state.callback === undefined ? { type: 'CallAnswered', ...who } : dial(who, state.callback), ...others)
  if (state.status === 'talking') return emit({ type: 'ConsultationAnswered', ...who }, ...others)
  return refuse({ _tag: 'CallNotWaiting', status: state.status })
}

/** CALL-08 What only the holder may do is refused to everyone else. */
export const asHolder = (state: State, attendant: string, then: (talking: Talking) => Answer): Answer => {
  if (state.status !== 'talking') return state.status === 'unknown' ? refuse({ _tag: 'CallUnknown' }) : refuse({ _tag: 'CallNotAnswered', status: state.status })
  if (state.holder.attendant !== attendant) return refuse({ _tag: 'NotTheHolder', attendant: attendant as Talking['holder']['attendant'], holder: state.holder.attendant })
  return then(state)
}

/** Engagements for the call. */
export const engaged = (s: Talking): readonly OfferId[] => (s.participant === undefined ? [s.holder.offer] : [s.holder.offer, s.participant.offer])
