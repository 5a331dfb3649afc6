import { openAt, queueOf } from '../../plan/lookup.js'
import type { Plan } from '../../plan/plan.js'
import { outcomes, type Outcome } from '../../shared/decider.js'
import type { PlanVersion, QueueId, TopicId } from '../../shared/ids.js'
import type { Instant } from '../../shared/instant.js'
import { endOthers } from '../../waiting/waiting.js'
import type { EndConsultation, Event, HandOver, Live, OpenConsultation, Refusal, State, TransferCall } from '../call.js'
import { asHolder, engaged, type Talking } from './serve.js'
import { isFull } from './targets.js'

const { emit, refuse, nothing } = outcomes<Event, Refusal>()
type Answer = Outcome<Event, Refusal>

interface Aimed {
  readonly priority: number
  readonly planNow: PlanVersion
}

/** CALL-09 A call is passed only to a topic and a queue that exist, and to a queue that is open and has room, by the plan in force. */
export const whyNotTo = (to: { readonly queue: QueueId; readonly topic: TopicId }, at: Instant, now: Plan, waitingNow: Live['waitingNow']): Refusal | undefined => {
  const queue = queueOf(now, to.queue)
  if (queue === undefined) return { _tag: 'QueueUnknown', queue: to.queue }
  if (!now.topics.some((x) => x.id === to.topic)) return { _tag: 'TopicUnknown', topic: to.topic }
  const hours = openAt(now, queue.calendar, at)
  if (!hours.open) return { _tag: 'QueueClosed', queue: to.queue, ...(hours.opensAt === undefined ? {} : { opensAt: hours.opensAt }) }
  return isFull(queue, waitingNow) ? { _tag: 'QueueIsFull', queue: to.queue, limit: queue.maxWaiting ?? 0 } : undefined
}

const aim = (c: TransferCall | OpenConsultation, s: Talking, plan: (version: PlanVersion) => Plan, then: (a: Aimed) => Answer): Answer => {
  const { planNow } = c
  const refused = whyNotTo(c, c.at, plan(planNow), c.waitingNow)
  return refused === undefined ? then({ priority: c.priority ?? s.place.priority, planNow }) : refuse(refused)
}

const chosen = (c: TransferCall | OpenConsultation) => (c.only === undefined ? {} : { only: c.only })

/** CALL-10 A blind transfer ends the holder and puts the call back to waiting in one event; it keeps its rank. */
export const transfer = (c: TransferCall, state: State, plan: (version: PlanVersion) => Plan): Answer =>
  asHolder(state, c.by, (s) =>
    aim(c, s, plan, (a) =>
      emit(
        { type: 'CallTransferred', at: c.at, from: c.by, queue: c.queue, topic: c.topic, ...a, rankSince: s.place.rankSince, releases: engaged(s), ...chosen(c), ...(c.prefers === undefined ? {} : { prefers: c.prefers }) },
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
