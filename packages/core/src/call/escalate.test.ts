import { describe, expect, it } from 'vitest'
import type { Action } from '../routing/policy.js'
import { fold } from '../shared/decider.js'
import type { QueueId, TopicId } from '../shared/ids.js'
import { instant } from '../shared/instant.js'
import { given } from '../testing/given.js'
import { callPlans } from '../testing/samples/call-plans.js'
import {
  aCall, ana, anasCall, anasOffer, answer, answered, asked, at, biasOffer, calls, dialledCall, ended, escalate, escalated, hangUp, health, heard, inMenu, later, offer, offered, offerOf, over, planNow,
  received, second, sport, subject, waitingCall,
} from '../testing/samples/call.js'
import type { Event } from './call.js'
import { callDecider } from './decider.js'

const toSecond = (n = 300): Event => escalated('other', { do: 'queue', queue: second, topic: sport }, n)
const toCalls = (n: number): Event => escalated('other', { do: 'queue', queue: calls }, n, second)
const placeAfter = (...events: readonly Event[]) => {
  const s = fold(callDecider(callPlans), events)
  return s.status === 'waiting' ? s.place : undefined
}

/** A waiting call of a plan whose one step does this. */
const leads = (action: Action) => {
  const plan = callPlans(planNow)
  const queues = plan.queues.map((q) => ({ ...q, routing: { steps: [{ id: 'away', when: {}, then: action }] } }))
  return given(callDecider(() => ({ ...plan, queues })))(...waitingCall)
}

describe('a step of escalation', () => {
  it('CALL-20 is taken as the plan in force has it, and once', () => {
    aCall(...waitingCall).when(escalate('lower', 30)).then(escalated('lower', { do: 'relax', level: 2 }, 30)).when(escalate('lower', 31)).thenNothing()
    aCall(...waitingCall).when({ ...escalate('lower', 30), planNow: later }).then({ ...escalated('lower', { do: 'relax', level: 0 }, 30), planNow: later }).when(escalate('lower', 31)).thenNothing()
  })

  it('CALL-20 that the plan in force does not have is unknown, also in a queue that is gone', () => {
    aCall(...waitingCall).when(escalate('none')).thenRefused({ _tag: 'StepUnknown', queue: calls, step: 'none' })
    aCall(...waitingCall).when({ ...escalate('raise'), planNow: later }).thenRefused({ _tag: 'StepUnknown', queue: calls, step: 'raise' })
    aCall(...waitingCall, toSecond()).when({ ...escalate('other', 301, second), planNow: later }).thenRefused({ _tag: 'StepUnknown', queue: second, step: 'other' })
  })

  it('CALL-20 is taken only by a call that waits in its queue', () => {
    aCall(...waitingCall).when(escalate('other', 0, second)).thenRefused({ _tag: 'NotInQueue', queue: second })
    aCall(...waitingCall, toSecond()).when(escalate('lower', 301)).thenRefused({ _tag: 'NotInQueue', queue: calls })
    aCall().when(escalate('lower')).thenRefused({ _tag: 'CallUnknown' })
    aCall(received, inMenu('main')).when(escalate('lower')).thenRefused({ _tag: 'CallNotWaiting', status: 'menu' })
    aCall(...anasCall).when(escalate('lower')).thenRefused({ _tag: 'CallNotWaiting', status: 'talking' })
    aCall(...dialledCall).when(escalate('lower', 13)).thenRefused({ _tag: 'CallNotWaiting', status: 'dialling' })
  })

  it('WAIT-04 stays taken when the call comes back to the queue', () => {
    aCall(...waitingCall, escalated('lower', { do: 'relax', level: 2 }, 30), toSecond(), toCalls(400)).when(escalate('lower', 401)).thenNothing().when(escalate('other', 401)).thenNothing()
    const transferred: Event = { type: 'CallTransferred', at: at(60), from: ana, queue: calls, topic: health, priority: 1, rankSince: at(0), planNow, releases: [offerOf('o1')] }
    aCall(...waitingCall, escalated('lower', { do: 'relax', level: 2 }, 30), offered(anasOffer, 40), answered(anasOffer, 41), transferred).when(escalate('lower', 90)).thenNothing()
  })

  it('that relaxes, adds a tier or raises the priority changes the place and nothing else', () => {
    const steps = [escalated('lower', { do: 'relax', level: 2 }, 30), escalated('let-go', { do: 'relax', level: 1, drops: [sport] }, 60), escalated('tier-1', { do: 'tier', tier: 1 }, 61), escalated('raise', { do: 'priority', by: 2 }, 90)]
    const place = { queue: calls, topic: health, priority: 1, enteredAt: at(0), rankSince: at(0), joinedAt: at(0) }
    expect(placeAfter(...waitingCall, ...steps.slice(0, 1))).toEqual({ ...place, widened: { level: 2 } })
    expect(placeAfter(...waitingCall, ...steps)).toEqual({ ...place, priority: 3, widened: { level: 1, drops: [sport], tier: 1 } })
    aCall(...waitingCall, offered(anasOffer)).when(escalate('raise', 90)).then(escalated('raise', { do: 'priority', by: 2 }, 90)).when(answer(anasOffer, 91)).then(answered(anasOffer, 91))
  })

  it('that says something or offers a callback is only said', () => {
    aCall(...waitingCall, offered(anasOffer))
      .when(escalate('sorry', 10))
      .then(escalated('sorry', { do: 'message', announcement: heard('sorry') }, 10))
      .when(escalate('call-back', 120))
      .then(escalated('call-back', { do: 'callback', announcement: heard('call-back') }, 120))
      .when(answer(anasOffer, 121))
      .then(answered(anasOffer, 121))
  })

  it('CALL-22 that closes ends the call unserved, and every offer with it', () => {
    const closed = escalated('close', { do: 'close', announcement: heard('closed') }, 70)
    aCall(...waitingCall, offered(anasOffer)).when(escalate('close', 70)).then(closed, ended('system', 'unserved', 70), over(anasOffer, 'contactEnded', 70)).when(hangUp('caller', 71)).thenNothing()
    aCall(...waitingCall, asked(5)).when(escalate('close', 70)).then(closed, ended('system', 'unserved', 70))
  })
})

describe('a move to another queue', () => {
  it('CALL-21 keeps rank, first entry and priority, and ends the offers', () => {
    aCall(...waitingCall, offered(anasOffer), offered(biasOffer))
      .when(escalate('other', 300))
      .then(toSecond(), over(anasOffer, 'moved', 300), over(biasOffer, 'moved', 300))
      .when(offer({ ...anasOffer, offer: offerOf('o3') }, 301))
      .then(offered({ ...anasOffer, offer: offerOf('o3') }, 301))
      .when(hangUp('caller', 320))
      .then({ type: 'CallAbandoned', at: at(320), queue: second, rankSince: at(0), enteredAt: at(0), subject }, over({ ...anasOffer, offer: offerOf('o3') }, 'abandoned', 320))
    const raised = escalated('raise', { do: 'priority', by: 2 }, 90)
    expect(placeAfter(...waitingCall, raised, toSecond())).toEqual({ queue: second, topic: sport, priority: 3, enteredAt: at(0), rankSince: at(0), joinedAt: at(300) })
  })

  it('CALL-21 keeps the topic where the step names none', () => {
    expect(placeAfter(...waitingCall, toSecond(), toCalls(360))).toMatchObject({ queue: calls, topic: sport, joinedAt: at(360) })
    aCall(...waitingCall, toSecond()).when(escalate('other', 360, second)).then(toCalls(360))
  })

  it('CALL-21 is refused into a queue that is closed, full or gone: the caller stays', () => {
    aCall(...waitingCall, offered(anasOffer))
      .when(escalate('other', 60))
      .thenRefused({ _tag: 'QueueClosed', queue: second, opensAt: instant('2020-07-01T12:05:00Z') })
      .when(escalate('other', 300))
      .then(toSecond(), over(anasOffer, 'moved', 300))
    aCall(...waitingCall).when({ ...escalate('other', 300), waitingNow: { second: 3 } }).thenRefused({ _tag: 'QueueIsFull', queue: second, limit: 3 })
    const [nowhere, unheard] = ['nowhere' as QueueId, 'unheard' as TopicId]
    leads({ do: 'queue', queue: nowhere }).when(escalate('away', 300)).thenRefused({ _tag: 'QueueUnknown', queue: nowhere })
    leads({ do: 'queue', queue: second, topic: unheard }).when(escalate('away', 300)).thenRefused({ _tag: 'TopicUnknown', topic: unheard })
  })

  it('counts offers by the limit of the new queue', () => {
    aCall(...waitingCall, toSecond()).when(offer(anasOffer, 301)).then(offered(anasOffer, 301)).when(offer(biasOffer, 301)).thenRefused({ _tag: 'OfferLimitReached', limit: 1 })
  })
})
