import { describe, expect, it } from 'vitest'
import { fold } from '../shared/decider.js'
import type { PlanVersion } from '../shared/ids.js'
import { callPlans } from '../testing/samples/call-plans.js'
import {
  aCall, ana, anasCall, anasOffer, answer, answered, asked, askedCall, at, bia, biasOffer, call, calls, consulted, dialledCall, dialledFor, ended, escalated, failed, hangUp, health, inMenu, later, offer, offered,
  offerOf, over, planNow, received, second, sharedCall, sport, subject, waitingCall,
} from '../testing/samples/call.js'
import type { Command, Event } from './call.js'
import { callDecider } from './decider.js'

const request = (n = 5, more: Partial<Extract<Command, { type: 'RequestCallback' }>> = {}): Command => ({ type: 'RequestCallback', call, at: at(n), planNow, ...more })
const connect = (id: string, n: number): Command => ({ type: 'ConnectCallback', call, at: at(n), offer: offerOf(id) })
const fail = (id: string, n: number, why: 'noAnswer' | 'busy' | 'unreachable' = 'busy'): Command => ({ type: 'FailCallback', call, at: at(n), offer: offerOf(id), why })
const timeOut = (id: string, n: number, dueAt: number): Command => ({ type: 'TimeOutCallback', call, at: at(n), offer: offerOf(id), dueAt: at(dueAt) })
const cancel = (n: number): Command => ({ type: 'CancelCallback', call, at: at(n) })
const withdraw = (id: string, n: number): Command => ({ type: 'WithdrawOffer', call, at: at(n), offer: offerOf(id), outcome: 'unconfirmed' })
const sealed = (box: string) => ({ sealed: 1 as const, subject, key: '1', origin: { stream: 'call-c1' as never, commandId: 'x' as never, field: 'caller' }, box })
/** The first dial of the sample call came to nothing. */
const triedCall: readonly Event[] = [...dialledCall, failed(anasOffer, 1, 'busy', 20, 40)]
const endedCall: readonly Event[] = [...waitingCall, ended('system', 'unserved', 5)]

describe('asking to be called back', () => {
  it('CALL-23 is for who waits, where the queue offers it, on its terms of that moment', () => {
    aCall(...waitingCall).when(request()).then(asked(5)).when(request(6)).thenNothing()
    aCall(...waitingCall).when(request(5, { planNow: later })).thenRefused({ _tag: 'CallbackNotOffered', queue: calls })
    aCall(...waitingCall, escalated('other', { do: 'queue', queue: second, topic: sport }, 300)).when(request(301)).thenRefused({ _tag: 'CallbackNotOffered', queue: second })
    for (const [history, status] of [[[received, inMenu('main')], 'menu'], [anasCall, 'talking'], [endedCall, 'ended']] as const)
      aCall(...history).when(request()).thenRefused({ _tag: 'CallNotWaiting', status })
    aCall().when(request()).thenRefused({ _tag: 'CallUnknown' })
  })

  it('CALL-23 leaves the offers standing: whoever is being rung calls back', () => {
    aCall(...waitingCall, offered(anasOffer, 3), offered(biasOffer, 3))
      .when(request())
      .then(asked(5))
      .when(answer(anasOffer, 12))
      .then(dialledFor(anasOffer, 1, 12), over(biasOffer, 'answeredByAnother', 12))
      .when(request(13))
      .thenNothing()
  })

  it('CALL-23 calls back where the citizen says, or where the call came from', () => {
    const numbered = (box: string): Event => ({ ...asked(5), number: sealed(box), subject })
    const known: readonly Event[] = [{ ...received, caller: sealed('AAAA') }, ...waitingCall.slice(1)]
    aCall(...known).when(request()).then(numbered('AAAA'))
    aCall(...known).when(request(5, { number: sealed('AAAB') })).then(numbered('AAAB'))
    aCall(...waitingCall).when(request(5, { number: sealed('AAAB') })).then(numbered('AAAB'))
  })

  it('CALL-24 the caller may hang up: nothing has been abandoned', () => {
    aCall(...askedCall).when(hangUp('caller', 6)).thenNothing()
    aCall(...dialledCall).when(hangUp('caller', 13)).thenNothing()
    aCall(...triedCall).when(hangUp('caller', 21)).thenNothing()
  })
})

describe('a dial', () => {
  it('CALL-26 begins when an attendant answers the offer, not before', () => {
    aCall(...askedCall)
      .when(offer(anasOffer, 10))
      .then(offered(anasOffer, 10))
      .when(answer(biasOffer, 12))
      .thenRefused({ _tag: 'OfferNotStanding', offer: offerOf('o2') })
      .when(answer(anasOffer, 12))
      .then(dialledFor(anasOffer, 1, 12))
      .when(answer(anasOffer, 13))
      .thenNothing()
  })

  it('CALL-26 keeps its attendant: nobody else is offered it, and the engagement is not withdrawn', () => {
    aCall(...dialledCall).when(offer(biasOffer, 13)).thenRefused({ _tag: 'CallNotWaiting', status: 'dialling' })
    aCall(...dialledCall).when(withdraw('o1', 13)).thenRefused({ _tag: 'OfferAnswered', offer: offerOf('o1') })
    aCall(...dialledCall).when({ type: 'HoldCall', call, at: at(13), attendant: ana }).thenRefused({ _tag: 'CallNotAnswered', status: 'dialling' })
  })

  it('CALL-28 ends in a talk when the citizen picks up: the call is then like any other', () => {
    const connected = aCall(...dialledCall).when(connect('o1', 25)).then(answered(anasOffer, 25)).when(connect('o1', 26)).thenNothing()
    connected.when(request(26)).thenRefused({ _tag: 'CallNotWaiting', status: 'talking' })
    connected.when({ type: 'OpenConsultation', call, at: at(30), by: ana, queue: calls, topic: health, planNow }).then(consulted(ana, 30))
    connected.when(hangUp('caller', 60)).then(ended('caller', 'answered', 60, ['o1']))
    connected.when(fail('o1', 26)).thenRefused({ _tag: 'CallbackNotDialled', offer: offerOf('o1') })
    connected.when(timeOut('o1', 42, 42)).thenNothing()
  })

  it('CALL-28 that is over is not connected, and not failed again', () => {
    aCall(...triedCall).when(connect('o1', 21)).thenRefused({ _tag: 'CallbackNotDialled', offer: offerOf('o1') }).when(fail('o1', 21)).thenNothing()
    aCall(...askedCall).when(connect('o9', 21)).thenRefused({ _tag: 'CallbackNotDialled', offer: offerOf('o9') })
    const again: readonly Event[] = [...triedCall, offered(biasOffer, 40), dialledFor(biasOffer, 2, 41)]
    aCall(...again).when(fail('o1', 42)).thenNothing().when(connect('o1', 42)).thenRefused({ _tag: 'CallbackNotDialled', offer: offerOf('o1') }).when(connect('o2', 42)).then(answered(biasOffer, 42))
    for (const command of [connect('o1', 1), fail('o1', 1), cancel(1)]) aCall().when(command).thenRefused({ _tag: 'CallUnknown' })
  })

  it('CALL-27 that failed releases the attendant and is tried again after the pause', () => {
    aCall(...dialledCall)
      .when(fail('o1', 20))
      .then(failed(anasOffer, 1, 'busy', 20, 40))
      .when(withdraw('o1', 20))
      .thenNothing()
      .when(offer(biasOffer, 40))
      .then(offered(biasOffer, 40))
      .when(answer(biasOffer, 44))
      .then(dialledFor(biasOffer, 2, 44))
  })

  it('CALL-27 that was the last ends the call unserved', () => {
    aCall(...triedCall, offered(biasOffer, 40), dialledFor(biasOffer, 2, 44)).when(fail('o2', 50, 'unreachable')).then(failed(biasOffer, 2, 'unreachable', 50), ended('system', 'unserved', 50)).when(fail('o2', 51)).thenNothing()
  })

  it('CALL-27 keeps the place, whatever comes of it', () => {
    const s = fold(callDecider(callPlans), triedCall)
    expect(s.status === 'waiting' ? s.place : undefined).toEqual({ queue: calls, topic: health, priority: 1, enteredAt: at(0), rankSince: at(0), joinedAt: at(0) })
  })

  it('CALL-25 is not prepared before its time', () => {
    aCall(...triedCall).when(offer(biasOffer, 39)).thenRefused({ _tag: 'CallbackTooEarly', notBefore: at(40) }).when(offer(biasOffer, 40)).then(offered(biasOffer, 40))
  })

  it('CALL-28 ends when its time runs out, by its own timer alone', () => {
    const decider = callDecider(callPlans)
    expect(decider.due(fold(decider, dialledCall))).toEqual([{ tag: 'dial:o1', at: at(42), command: timeOut('o1', 42, 42) }])
    expect([askedCall, triedCall].map((history) => decider.due(fold(decider, history)))).toEqual([[], []])
    aCall(...dialledCall).when(timeOut('o1', 41, 42)).thenRefused({ _tag: 'TimerTooEarly', dueAt: at(42) })
    aCall(...dialledCall).when(timeOut('o1', 43, 42)).then(failed(anasOffer, 1, 'noAnswer', 43, 63))
    for (const other of [timeOut('o2', 43, 42), timeOut('o1', 43, 41)]) aCall(...dialledCall).when(other).thenNothing()
    aCall(...triedCall).when(timeOut('o1', 43, 42)).thenNothing()
  })

  it('CALL-27 fails when its attendant hangs up', () => {
    aCall(...dialledCall).when(hangUp('attendant', 20, ana)).then(failed(anasOffer, 1, 'attendantLeft', 20, 40))
    aCall(...dialledCall).when(hangUp('attendant', 20, bia)).thenRefused({ _tag: 'CallNotAnswered', status: 'dialling' })
  })
})

describe('the end of a callback', () => {
  it('CALL-29 the citizen withdraws while waiting or being dialled: neither served nor abandoned', () => {
    aCall(...askedCall, offered(anasOffer, 10)).when(cancel(11)).then(ended('caller', 'withdrawn', 11), over(anasOffer, 'contactEnded', 11)).when(cancel(12)).thenNothing()
    aCall(...dialledCall).when(cancel(13)).then(failed(anasOffer, 1, 'withdrawn', 13), ended('caller', 'withdrawn', 13))
    aCall(...triedCall).when(cancel(21)).then(ended('caller', 'withdrawn', 21))
  })

  it('CALL-29 who asked for none withdraws none', () => {
    for (const history of [waitingCall, anasCall, sharedCall, [received, inMenu('main')]]) aCall(...history).when(cancel(10)).thenRefused({ _tag: 'CallbackNotAsked' })
  })

  it('CALL-28 the system ends it, dialled or not', () => {
    aCall(...askedCall, offered(anasOffer, 10)).when(hangUp('system', 11)).then(ended('system', 'unserved', 11), over(anasOffer, 'contactEnded', 11))
    aCall(...dialledCall).when(hangUp('system', 13)).then(failed(anasOffer, 1, 'ended', 13), ended('system', 'unserved', 13))
  })

  it('a call that was called back and passed on may be called back again', () => {
    const transferred: Event = { type: 'CallTransferred', at: at(60), from: ana, queue: calls, topic: health, priority: 1, rankSince: at(0), planNow, releases: [offerOf('o1')] }
    const passedOn: readonly Event[] = [...dialledCall, answered(anasOffer, 25), transferred]
    aCall(...passedOn).when(hangUp('caller', 70)).then({ type: 'CallAbandoned', at: at(70), queue: calls, rankSince: at(0), enteredAt: at(60), subject })
    aCall(...passedOn).when(request(70)).then(asked(70)).when(offer(biasOffer, 71)).then(offered(biasOffer, 71)).when(answer(biasOffer, 72)).then(dialledFor(biasOffer, 1, 72))
  })
})

describe('the plans that a callback needs', () => {
  it('are those of the moment when it is asked for; its terms are on the event, for whatever comes later', () => {
    const decider = callDecider(callPlans)
    const versions = (command: Command, history: readonly Event[]): readonly PlanVersion[] => decider.plans?.(command, fold(decider, history)) ?? []
    expect(versions(request(5, { planNow: later }), waitingCall)).toContain(later)
    const blind = callDecider(() => { throw new Error('no plan is needed') })
    for (const [command, history] of [[answer(anasOffer, 12), dialledCall.slice(0, -1)], [connect('o1', 13), dialledCall], [fail('o1', 13), dialledCall], [cancel(13), dialledCall]] as const)
      expect(blind.decide(command, fold(blind, history))._tag).toBe('Right')
  })
})
