import { openAt, queueOf } from '../../plan/lookup.js'
import type { Plan } from '../../plan/plan.js'
import { outcomes, type Outcome } from '../../shared/decider.js'
import type { OfferId, PlanVersion } from '../../shared/ids.js'
import { endOthers, judgeOffer, judgeWithdrawal } from '../../waiting/waiting.js'
import type {
  AnswerCall, EndConsultation, Event, HandOver, HangUp, Holder, OfferCall, OpenConsultation, Refusal, State, TransferCall, WithdrawOffer,
} from '../call.js'
import { endInMenus, isFull } from './targets.js'

const { emit, refuse, nothing } = outcomes<Event, Refusal>()
type Answer = Outcome<Event, Refusal>
type Talking = Extract<State, { status: 'talking' }>

/** CALL-05 Only a call that waits, or whose holder has opened a consultation, is offered, and never to its holder. */
export const offer = (c: OfferCall, state: State, plan: (version: PlanVersion) => Plan): Answer => {
  const wants =
    state.status === 'waiting' ? { queue: state.place.queue, planNow: state.planNow }
    : state.status === 'talking' && state.participant === undefined ? state.consultation
    : undefined
  if (state.status === 'unknown' || wants === undefined) return refuse({ _tag: 'CallNotWaiting', status: state.status })
  if (state.status === 'talking' && state.holder.attendant === c.attendant) return refuse({ _tag: 'HolderNotOffered', attendant: c.attendant })
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

const isServing = (s: State, who: Holder): boolean =>
  s.status === 'talking' && [s.holder, s.participant].some((h) => h?.offer === who.offer && h.attendant === who.attendant && h.shift === who.shift)

/** CALL-07 The first Answer to a standing offer wins; the same append ends every other standing offer. */
export const answer = ({ at, offer, attendant, shift }: AnswerCall, state: State): Answer => {
  if (state.status === 'unknown') return refuse({ _tag: 'CallUnknown' })
  const stood = state.offers.standing.find((o) => o.offer === offer && o.attendant === attendant && o.shift === shift)
  const who = { at, offer, attendant, shift }
  if (stood === undefined) return isServing(state, who) ? nothing : refuse({ _tag: 'OfferNotStanding', offer })
  const others = endOthers(state.offers, at, 'answeredByAnother', offer)
  if (state.status === 'waiting') return emit({ type: 'CallAnswered', ...who }, ...others)
  if (state.status === 'talking') return emit({ type: 'ConsultationAnswered', ...who }, ...others)
  return refuse({ _tag: 'CallNotWaiting', status: state.status })
}

/** CALL-08 What only the holder may do is refused to everyone else. */
export const asHolder = (state: State, attendant: string, then: (talking: Talking) => Answer): Answer => {
  if (state.status !== 'talking') return state.status === 'unknown' ? refuse({ _tag: 'CallUnknown' }) : refuse({ _tag: 'CallNotAnswered', status: state.status })
  if (state.holder.attendant !== attendant) return refuse({ _tag: 'NotTheHolder', attendant: attendant as Talking['holder']['attendant'], holder: state.holder.attendant })
  return then(state)
}

const engaged = (s: Talking): readonly OfferId[] => (s.participant === undefined ? [s.holder.offer] : [s.holder.offer, s.participant.offer])

interface Aimed {
  readonly priority: number
  readonly planNow: PlanVersion
}

/** CALL-09 A call is passed only to a topic and a queue that exist, and to a queue that is open and has room, by the plan in force. */
const aim = (c: TransferCall | OpenConsultation, s: Talking, plan: (version: PlanVersion) => Plan, then: (a: Aimed) => Answer): Answer => {
  const planNow = c.planNow ?? s.plan
  const now = plan(planNow)
  const queue = queueOf(now, c.queue)
  if (queue === undefined) return refuse({ _tag: 'QueueUnknown', queue: c.queue })
  if (!now.topics.some((x) => x.id === c.topic)) return refuse({ _tag: 'TopicUnknown', topic: c.topic })
  const hours = openAt(now, queue.calendar, c.at)
  if (!hours.open) return refuse({ _tag: 'QueueClosed', queue: c.queue, ...(hours.opensAt === undefined ? {} : { opensAt: hours.opensAt }) })
  if (isFull(queue, c.waitingNow)) return refuse({ _tag: 'QueueIsFull', queue: c.queue, limit: queue.maxWaiting ?? 0 })
  return then({ priority: c.priority ?? s.place.priority, planNow })
}

const chosen = (c: TransferCall | OpenConsultation) => (c.only === undefined ? {} : { only: c.only })

/** CALL-10 A blind transfer ends the holder and puts the call back to waiting in one event; it keeps its rank. */
export const transfer = (c: TransferCall, state: State, plan: (version: PlanVersion) => Plan): Answer =>
  asHolder(state, c.by, (s) =>
    aim(c, s, plan, (a) =>
      emit(
        { type: 'CallTransferred', at: c.at, from: c.by, queue: c.queue, topic: c.topic, ...a, rankSince: s.place.rankSince, releases: engaged(s), ...chosen(c) },
        ...endOthers(s.offers, c.at, 'moved')
      )
    )
  )

/** CALL-11 One consultation at a time, opened by the holder. */
export const openConsultation = (c: OpenConsultation, state: State, plan: (version: PlanVersion) => Plan): Answer =>
  asHolder(state, c.by, (s) =>
    s.consultation !== undefined || s.participant !== undefined
      ? refuse({ _tag: 'ConsultationOpen' })
      : aim(c, s, plan, (a) => emit({ type: 'ConsultationOpened', at: c.at, by: c.by, queue: c.queue, topic: c.topic, ...a, ...chosen(c) }))
  )

export const endConsultation = (c: EndConsultation, state: State): Answer => {
  if (state.status !== 'talking') return state.status === 'unknown' ? refuse({ _tag: 'CallUnknown' }) : refuse({ _tag: 'CallNotAnswered', status: state.status })
  if (c.by !== 'system' && c.by !== state.holder.attendant && c.by !== state.participant?.attendant)
    return refuse({ _tag: 'NotTheHolder', attendant: c.by, holder: state.holder.attendant })
  if (state.consultation === undefined) return nothing
  const releases = state.participant === undefined ? [] : [state.participant.offer]
  return emit({ type: 'ConsultationEnded', at: c.at, by: c.by, releases }, ...endOthers(state.offers, c.at, 'moved'))
}

/** CALL-12 A call is handed over from its holder to its participant, in one event. */
export const handOver = ({ at, from, to }: HandOver, state: State): Answer =>
  asHolder(state, from, (s) =>
    s.participant?.attendant !== to
      ? refuse({ _tag: 'NotAParticipant', attendant: to })
      : emit({ type: 'HandedOver', at, from, to, releases: [s.holder.offer] })
  )

/** CALL-13 Whoever stops waiting ends every standing offer in the same append: abandoned by the caller, unserved by the system. */
export const hangUp = ({ at, by, attendant }: HangUp, state: State): Answer => {
  if (state.status === 'unknown') return refuse({ _tag: 'CallUnknown' })
  if (state.status === 'ended' || state.status === 'refused') return nothing
  if (by === 'attendant') return asHolder(state, attendant ?? '', (s) => endTalk(at, by, s))
  switch (state.status) {
    case 'received':
      return emit({ type: 'CallEnded', at, by, outcome: 'unserved', releases: [] })
    case 'menu':
    case 'informed': {
      const menu = state.menus.path.at(-1)
      return state.informed || menu === undefined ? emit(...endInMenus({ at, informed: state.informed }, by)) : emit({ type: 'CallLeftInMenu', at, menu, by })
    }
    case 'waiting': {
      const { queue, rankSince, enteredAt } = state.place
      return by === 'caller'
        ? emit({ type: 'CallAbandoned', at, queue, rankSince, enteredAt, subject: state.subject }, ...endOthers(state.offers, at, 'abandoned'))
        : emit({ type: 'CallEnded', at, by, outcome: 'unserved', releases: [] }, ...endOthers(state.offers, at, 'contactEnded'))
    }
    case 'talking':
      return endTalk(at, by, state)
  }
}

const endTalk = (at: HangUp['at'], by: HangUp['by'], s: Talking): Answer =>
  emit(
    { type: 'CallEnded', at, by, outcome: 'answered', releases: engaged(s), ...(by === 'attendant' ? { attendant: s.holder.attendant } : {}) },
    ...endOthers(s.offers, at, 'contactEnded')
  )
