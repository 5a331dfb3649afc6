import { queueOf } from '../../plan/lookup.js'
import type { Plan } from '../../plan/plan.js'
import { outcomes, type Outcome } from '../../shared/decider.js'
import type { OfferId, PlanVersion } from '../../shared/ids.js'
import { plus, seconds, type Instant } from '../../shared/instant.js'
import { endOthers, statusOf, type OfferStatus } from '../../waiting/waiting.js'
import type { Callback, CancelCallback, ConnectCallback, Event, FailCallback, Holder, Refusal, RequestCallback, State, TimeOutCallback } from '../call.js'
import type { DialOutcome } from '../parts.js'

const { emit, refuse, nothing } = outcomes<Event, Refusal>()
type Answer = Outcome<Event, Refusal>
type Dialling = Extract<State, { status: 'dialling' }>

/**
 * CALL-23 Who waits may ask to be called back where the queue offers it: place and rank stay, on the terms of that moment.
 * Offers stand: whoever is being rung calls the citizen back, and nobody's turn is lost.
 */
export const requestCallback = (c: RequestCallback, state: State, plan: (version: PlanVersion) => Plan): Answer => {
  if (state.status === 'unknown') return refuse({ _tag: 'CallUnknown' })
  if (state.status === 'dialling' || (state.status === 'waiting' && state.callback !== undefined)) return nothing
  if (state.status !== 'waiting') return refuse({ _tag: 'CallNotWaiting', status: state.status })
  const { at, planNow } = c
  const { queue } = state.place
  const terms = queueOf(plan(planNow), queue)?.routing?.callback
  if (terms === undefined) return refuse({ _tag: 'CallbackNotOffered', queue })
  const number = c.number ?? state.brought.caller
  return emit({ type: 'CallbackRequested', at, queue, terms, planNow, ...(number === undefined ? {} : { number, subject: state.subject }) })
}

/** CALL-26 A citizen is dialled only for an attendant who has answered the offer: never are more dialled than attendants are there for them. */
export const dial = (who: Holder & { readonly at: Instant }, { terms, dials }: Callback): Event => ({
  type: 'CallbackDialled', ...who, attempt: dials + 1, until: plus(who.at, seconds(terms.dialSeconds)),
})

const failure = (at: Instant, why: DialOutcome, s: Dialling) => ({ type: 'CallbackFailed' as const, at, attempt: s.callback.dials, why, releases: [s.holder.offer] })

/** CALL-27 A dial without a talk releases the attendant; the call waits on with its rank and is tried again after a pause, until the attempts are used up. */
export const fail = (at: Instant, why: DialOutcome, s: Dialling): Answer => {
  const { dials, terms } = s.callback
  return dials < terms.attempts
    ? emit({ ...failure(at, why, s), notBefore: plus(at, seconds(terms.retrySeconds)) })
    : emit(failure(at, why, s), { type: 'CallEnded', at, by: 'system', outcome: 'unserved', releases: [] })
}

/** Ends the call while the citizen is dialled. */
export const stop = (at: Instant, by: 'caller' | 'system', why: DialOutcome, s: Dialling): Answer =>
  emit(failure(at, why, s), { type: 'CallEnded', at, by, outcome: by === 'caller' ? 'withdrawn' : 'unserved', releases: [] })

/** CALL-28 A dial ends once, by what comes first: the talk, its failure, its time, or the end of the call. What comes later changes nothing. */
const onDial = (offer: OfferId, state: State, settled: OfferStatus, then: (s: Dialling) => Answer): Answer => {
  if (state.status === 'unknown') return refuse({ _tag: 'CallUnknown' })
  if (state.status === 'dialling' && state.holder.offer === offer) return then(state)
  return statusOf(state.offers, offer) === settled ? nothing : refuse({ _tag: 'CallbackNotDialled', offer })
}

export const connect = ({ at, offer }: ConnectCallback, state: State): Answer =>
  onDial(offer, state, 'answered', ({ holder }) => emit({ type: 'CallAnswered', at, ...holder }))

export const failCallback = ({ at, offer, why }: FailCallback, state: State): Answer => onDial(offer, state, 'ended', (s) => fail(at, why, s))

export const timeOutCallback = ({ at, offer, dueAt }: TimeOutCallback, state: State): Answer => {
  if (state.status !== 'dialling' || state.holder.offer !== offer || state.until !== dueAt) return nothing
  return at < dueAt ? refuse({ _tag: 'TimerTooEarly', dueAt }) : fail(at, 'noAnswer', state)
}

/** CALL-29 The citizen may withdraw while waiting for the callback or being dialled: the call ends, neither served nor abandoned. */
export const cancel = ({ at }: CancelCallback, state: State): Answer => {
  switch (state.status) {
    case 'unknown':
      return refuse({ _tag: 'CallUnknown' })
    case 'dialling':
      return stop(at, 'caller', 'withdrawn', state)
    case 'waiting':
      return state.callback === undefined ? refuse({ _tag: 'CallbackNotAsked' })
        : emit({ type: 'CallEnded', at, by: 'caller', outcome: 'withdrawn', releases: [] }, ...endOthers(state.offers, at, 'contactEnded'))
    case 'ended':
    case 'refused':
      return nothing
    case 'received':
    case 'menu':
    case 'informed':
    case 'talking':
      return refuse({ _tag: 'CallbackNotAsked' })
  }
}
