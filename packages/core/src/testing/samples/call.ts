import { callDecider } from '../../call/decider.js'
import type { Command, EscalateCall, Event, Holder, PressDigit, ReceiveCall } from '../../call/call.js'
import type { AnnouncementId, AttendantId, CallId, CentreId, MenuId, OfferId, PlanVersion, ProtocolNumber, QueueId, ShiftId, SubjectRef, TopicId } from '../../shared/ids.js'
import type { Action } from '../../routing/policy.js'
import { instant, plus, seconds, type Instant } from '../../shared/instant.js'
import { given } from '../given.js'
import { callPlans } from './call-plans.js'

type Named<T extends Event['type']> = Extract<Event, { type: T }>

/** Wednesday, 1 July 2020, nine o'clock in Brasília: five minutes before the second queue opens. */
export const nine = instant('2020-07-01T12:00:00Z')
/** So many seconds after nine. */
export const at = (n: number): Instant => plus(nine, seconds(n))
export const call = 'c1' as CallId
export const planNow = 'centre@1' as PlanVersion
export const later = 'centre@2' as PlanVersion
export const subject = 's1' as SubjectRef
export const calls = 'calls' as QueueId
export const second = 'second' as QueueId
export const health = 'health' as TopicId
export const sport = 'sport' as TopicId
export const [ana, bia, caio] = ['ana', 'bia', 'caio'] as AttendantId[] as [AttendantId, AttendantId, AttendantId]
export const offerOf = (id: string) => id as OfferId
export const heard = (id: string) => id as AnnouncementId
const menuId = (id: string) => id as MenuId
/** An offer, the attendant to whom it goes and the shift. */
export const holder = (attendant: AttendantId, offer: string): Holder => ({ attendant, shift: `shift-${attendant}` as ShiftId, offer: offerOf(offer) })

const of = { call }
export const receive: ReceiveCall = {
  type: 'ReceiveCall', ...of, at: nine, centre: 'centre' as CentreId, plan: planNow, planNow, protocol: '20200701-482139701123-4' as ProtocolNumber, dialled: '121', origin: 'landline', subject,
}
const { type: _, planNow: __, ...asReceived } = receive
export const received: Named<'CallReceived'> = { type: 'CallReceived', ...asReceived, payer: 'centre' }
export const press = (digit: string, n = 0): PressDigit => ({ type: 'PressDigit', ...of, at: at(n), digit, planNow })
export const timeOut = (n: number, dueAt: number): Command => ({ type: 'TimeOutMenu', ...of, at: at(n), dueAt: at(dueAt) })
export const hangUp = (by: 'caller' | 'attendant' | 'system', n = 0, attendant?: AttendantId): Command => ({ type: 'HangUp', ...of, at: at(n), by, ...(attendant === undefined ? {} : { attendant }) })
export const offer = (to: Holder, n = 0): Command => ({ type: 'OfferCall', ...of, at: at(n), ...to })
export const answer = (by: Holder, n = 0): Command => ({ type: 'AnswerCall', ...of, at: at(n), ...by })

export const inMenu = (menu: 'main' | 'care', n = 0): Event => ({ type: 'MenuEntered', at: at(n), menu: menuId(menu), prompt: heard(menu === 'main' ? 'welcome' : 'care'), until: at(n + 10) })
export const repeated = (menu: 'main' | 'care', why: 'asked' | 'wrongDigit' | 'silence', tries: number, n = 0, digit?: string): Event => ({
  type: 'MenuRepeated', at: at(n), menu: menuId(menu), prompt: heard(menu === 'main' ? 'welcome' : 'care'), why, tries, until: at(n + 10), ...(digit === undefined ? {} : { digit }),
})
export const pressed = (menu: 'main' | 'care', digit: string, n = 0): Event => ({ type: 'DigitPressed', at: at(n), menu: menuId(menu), digit })
export const queued = (n = 0, rankSince = n): Named<'CallQueued'> => ({ type: 'CallQueued', at: at(n), queue: calls, topic: health, priority: 1, rankSince: at(rankSince), planNow })
export const ended = (by: 'caller' | 'attendant' | 'system', outcome: 'answered' | 'contained' | 'unserved' | 'withdrawn', n = 0, releases: readonly string[] = []): Named<'CallEnded'> => ({
  type: 'CallEnded', at: at(n), by, outcome, releases: releases.map(offerOf),
})
export const offered = (to: Holder, n = 0): Event => ({ type: 'CallOffered', at: at(n), ...to })
export const answered = (by: Holder, n = 0): Event => ({ type: 'CallAnswered', at: at(n), ...by })
export const over = (one: Holder, outcome: Named<'OfferEnded'>['outcome'], n = 0): Event => ({ type: 'OfferEnded', at: at(n), ...one, outcome })
export const consulted = (by: AttendantId, n = 0): Named<'ConsultationOpened'> => ({ type: 'ConsultationOpened', at: at(n), by, queue: calls, topic: health, priority: 1, planNow })
export const joined = (by: Holder, n = 0): Event => ({ type: 'ConsultationAnswered', at: at(n), ...by })

export const escalate = (step: string, n = 0, queue: QueueId = calls): EscalateCall => ({ type: 'EscalateCall', ...of, at: at(n), queue, step, planNow })
export const escalated = (step: string, action: Action, n = 0, queue: QueueId = calls): Named<'CallEscalated'> => ({ type: 'CallEscalated', at: at(n), queue, step, action, planNow })
/** On the terms of the first plan: twice, twenty seconds apart, half a minute of ringing. */
export const asked = (n = 0): Named<'CallbackRequested'> => ({ type: 'CallbackRequested', at: at(n), queue: calls, planNow, terms: { attempts: 2, retrySeconds: 20, dialSeconds: 30 } })
export const dialledFor = (to: Holder, attempt: number, n = 0): Named<'CallbackDialled'> => ({ type: 'CallbackDialled', at: at(n), ...to, attempt, until: at(n + 30) })
export const failed = (to: Holder, attempt: number, why: Named<'CallbackFailed'>['why'], n = 0, notBefore?: number): Named<'CallbackFailed'> => ({
  type: 'CallbackFailed', at: at(n), attempt, why, releases: [to.offer], ...(notBefore === undefined ? {} : { notBefore: at(notBefore) }),
})

/** A call that waits since nine. */
export const waitingCall: readonly Event[] = [received, inMenu('main'), pressed('main', '1'), queued()]
export const anasOffer = holder(ana, 'o1')
export const biasOffer = holder(bia, 'o2')
/** A call that Ana answered. */
export const anasCall: readonly Event[] = [...waitingCall, offered(anasOffer), answered(anasOffer)]
/** Ana's call, with Bia as participant. */
export const sharedCall: readonly Event[] = [...anasCall, consulted(ana), offered(biasOffer), joined(biasOffer)]

/** A call whose citizen is to be called back, and is being dialled for Ana. */
export const askedCall: readonly Event[] = [...waitingCall, asked(5)]
export const dialledCall: readonly Event[] = [...askedCall, offered(anasOffer, 10), dialledFor(anasOffer, 1, 12)]

export const aCall = given(callDecider(callPlans))
