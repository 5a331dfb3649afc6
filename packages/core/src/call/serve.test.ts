import { describe, it } from 'vitest'
import type { QueueId, TopicId } from '../shared/ids.js'
import { instant } from '../shared/instant.js'
import {
  aCall, ana, anasCall, anasOffer, answer, answered, at, bia, biasOffer, caio, call, calls, ended, hangUp, health, holder, inMenu, joined, consulted, later, offer, offered, offerOf, over, planNow, queued, received,
  sharedCall, waitingCall, second, sport, subject, heard,
} from '../testing/samples/call.js'
import type { Command, Event, Refusal } from './call.js'
import type { OfferOutcome } from '../waiting/waiting.js'

const withdraw = (id: string, outcome: OfferOutcome, n = 0): Command => ({ type: 'WithdrawOffer', call, at: at(n), offer: offerOf(id), outcome })
const fenced = (id: string, n = 0): Event => ({ type: 'OfferFenced', at: at(n), offer: offerOf(id) })
const refusedCall: readonly Event[] = [received, { type: 'CallRefused', at: at(0), rule: 'blocked', announcement: heard('blocked'), planNow }]
const endedCall: readonly Event[] = [...anasCall, ended('caller', 'answered', 9, ['o1'])]
const caiosOffer = holder(caio, 'o3')

describe('offering', () => {
  it('CALL-05 only a call that waits, or whose holder consults, is offered', () => {
    aCall(...waitingCall).when(offer(anasOffer)).then(offered(anasOffer))
    aCall(...anasCall, consulted(ana)).when(offer(biasOffer)).then(offered(biasOffer))
    const elsewhere: readonly (readonly [readonly Event[], Extract<Refusal, { _tag: 'CallNotWaiting' }>['status']])[] = [
      [[], 'unknown'], [[received, inMenu('main')], 'menu'], [anasCall, 'talking'], [sharedCall, 'talking'], [endedCall, 'ended'], [refusedCall, 'refused'],
    ]
    for (const [history, status] of elsewhere) aCall(...history).when(offer(caiosOffer)).thenRefused({ _tag: 'CallNotWaiting', status })
  })

  it('CALL-05 the holder is not offered his own consultation', () => {
    aCall(...anasCall, consulted(ana)).when(offer(holder(ana, 'o9'))).thenRefused({ _tag: 'HolderNotOffered', attendant: ana })
  })

  it('CALL-31 a reservation for a queue that the call has left comes too late', () => {
    aCall(...waitingCall).when({ ...offer(anasOffer), queue: calls } as Command).then(offered(anasOffer))
    aCall(...waitingCall).when({ ...offer(anasOffer), queue: second } as Command).thenRefused({ _tag: 'NotInQueue', queue: second })
  })

  it('CALL-31 a call that was passed to one attendant, and a consultation of one, is offered to nobody else', () => {
    const passed: Event = { type: 'CallTransferred', at: at(5), from: ana, queue: calls, topic: health, priority: 1, rankSince: at(0), planNow, releases: [offerOf('o1')], only: bia }
    aCall(...anasCall, passed).when(offer(caiosOffer, 6)).thenRefused({ _tag: 'MeantForAnother', attendant: bia }).when(offer(biasOffer, 6)).then(offered(biasOffer, 6))
    aCall(...anasCall, { ...consulted(ana), only: bia }).when(offer(caiosOffer)).thenRefused({ _tag: 'MeantForAnother', attendant: bia }).when(offer(biasOffer)).then(offered(biasOffer))
  })

  it('WAIT-01 an offer is made once, never after it ended, and not beyond the limit in force', () => {
    aCall(...waitingCall, offered(anasOffer)).when(offer(anasOffer)).thenNothing()
    aCall(...waitingCall, offered(anasOffer), over(anasOffer, 'noAnswer')).when(offer(anasOffer)).thenRefused({ _tag: 'OfferEndedBefore', offer: offerOf('o1') })
    aCall(...waitingCall, offered(anasOffer)).when(offer(biasOffer)).then(offered(biasOffer)).when(offer(caiosOffer)).thenRefused({ _tag: 'OfferLimitReached', limit: 2 })
    aCall(...waitingCall, offered(anasOffer)).when({ ...offer(biasOffer), planNow: later } as Command).thenRefused({ _tag: 'OfferLimitReached', limit: 1 })
    aCall(...waitingCall.slice(0, -1), { ...queued(), planNow: later }, offered(anasOffer)).when(offer(biasOffer)).thenRefused({ _tag: 'OfferLimitReached', limit: 1 })
  })

  it('the reason for it is kept on its event', () => {
    const reason = { policy: planNow, basis: '7', decidedAt: at(0), seed: 0, chosen: { attendant: ana, key: [0, 1, 'ana'] }, tieBreak: 'none', runnersUp: [], excluded: { noRoom: 1 } }
    aCall(...waitingCall).when({ ...offer(anasOffer), reason, planNow } as Command).then({ ...offered(anasOffer), reason, planNow } as Event)
  })

  it('CALL-06 an offer that stands is ended, one that never came is fenced, once', () => {
    aCall(...waitingCall, offered(anasOffer)).when(withdraw('o1', 'declined', 2)).then(over(anasOffer, 'declined', 2)).when(withdraw('o1', 'declined', 2)).thenNothing()
    aCall(...waitingCall).when(withdraw('o1', 'noAnswer', 2)).then(fenced('o1', 2)).when(withdraw('o1', 'noAnswer', 2)).thenNothing().when(offer(anasOffer, 3)).thenRefused({ _tag: 'OfferEndedBefore', offer: offerOf('o1') })
    aCall(...endedCall).when(withdraw('o7', 'noAnswer', 10)).thenNothing()
  })

  it('CALL-06 whoever serves the call keeps it; who was released is told nothing stands in the way', () => {
    aCall(...anasCall).when(withdraw('o1', 'unconfirmed')).thenRefused({ _tag: 'OfferAnswered', offer: offerOf('o1') })
    aCall(...sharedCall).when(withdraw('o2', 'unconfirmed')).thenRefused({ _tag: 'OfferAnswered', offer: offerOf('o2') })
    const handedOver: Event = { type: 'HandedOver', at: at(5), from: ana, to: bia, releases: [offerOf('o1')] }
    aCall(...sharedCall, handedOver).when(withdraw('o2', 'unconfirmed', 6)).thenRefused({ _tag: 'OfferAnswered', offer: offerOf('o2') })
    aCall(...sharedCall, handedOver).when(withdraw('o1', 'unconfirmed', 6)).thenNothing()
    aCall(...sharedCall, { type: 'ConsultationEnded', at: at(5), by: ana, releases: [offerOf('o2')] }).when(withdraw('o2', 'unconfirmed', 6)).thenNothing()
    const transferred: Event = { type: 'CallTransferred', at: at(5), from: ana, queue: calls, topic: health, priority: 1, rankSince: at(0), planNow, releases: [offerOf('o1')] }
    aCall(...anasCall, transferred).when(withdraw('o1', 'unconfirmed', 6)).thenNothing().when(answer(anasOffer, 6)).thenRefused({ _tag: 'OfferNotStanding', offer: offerOf('o1') })
    aCall(...endedCall).when(withdraw('o1', 'unconfirmed', 10)).thenNothing()
  })
})

describe('answering', () => {
  it('CALL-07 the first to answer wins, and every other offer ends with it', () => {
    aCall(...waitingCall, offered(anasOffer), offered(biasOffer))
      .when(answer(biasOffer, 3))
      .then(answered(biasOffer, 3), over(anasOffer, 'answeredByAnother', 3))
      .when(answer(anasOffer, 3))
      .thenRefused({ _tag: 'OfferNotStanding', offer: offerOf('o1') })
      .when(answer(biasOffer, 4))
      .thenNothing()
  })

  it('CALL-07 without a standing offer of exactly this attendant and shift nobody answers', () => {
    const notStanding = { _tag: 'OfferNotStanding', offer: offerOf('o1') } as const
    aCall(...waitingCall).when(answer(anasOffer)).thenRefused(notStanding)
    aCall(...waitingCall, offered(anasOffer)).when(answer(holder(bia, 'o1'))).thenRefused(notStanding)
    aCall(...waitingCall, offered(anasOffer), over(anasOffer, 'noAnswer', 2)).when(answer(anasOffer, 3)).thenRefused(notStanding)
    aCall(...waitingCall, fenced('o1')).when(answer(anasOffer)).thenRefused(notStanding)
    aCall(...anasCall).when(answer(holder(bia, 'o1'))).thenRefused(notStanding)
    aCall(...endedCall).when(answer(anasOffer, 10)).thenRefused(notStanding)
    aCall().when(answer(anasOffer)).thenRefused({ _tag: 'CallUnknown' })
  })
})

describe('the holder', () => {
  const hold: Command = { type: 'HoldCall', call, at: at(1), attendant: ana }
  const resume: Command = { type: 'ResumeCall', call, at: at(1), attendant: ana }

  it('CALL-08 puts the caller on hold and takes the caller back, once each', () => {
    aCall(...anasCall).when(resume).thenNothing().when(hold).then({ type: 'CallHeld', at: at(1), attendant: ana }).when(hold).thenNothing().when(resume).then({ type: 'CallResumed', at: at(1), attendant: ana }).when(resume).thenNothing()
  })

  it('CALL-08 alone may do what only the holder may', () => {
    const byBia: readonly Command[] = [
      { ...hold, attendant: bia }, { ...resume, attendant: bia }, { type: 'TransferCall', call, at: at(1), by: bia, queue: calls, topic: health, planNow },
      { type: 'OpenConsultation', call, at: at(1), by: bia, queue: calls, topic: health, planNow }, { type: 'HandOver', call, at: at(1), from: bia, to: ana }, hangUp('attendant', 1, bia),
    ]
    for (const command of byBia) {
      aCall(...sharedCall).when(command).thenRefused({ _tag: 'NotTheHolder', attendant: bia, holder: ana })
      aCall(...waitingCall).when(command).thenRefused({ _tag: 'CallNotAnswered', status: 'waiting' })
    }
  })
})

describe('passing a call on', () => {
  const transfer = (more: Partial<Extract<Command, { type: 'TransferCall' }>> = {}): Command => ({ type: 'TransferCall', call, at: at(60), by: ana, queue: calls, topic: sport, planNow, ...more })
  const transferred = (releases: readonly string[]): Extract<Event, { type: 'CallTransferred' }> => ({
    type: 'CallTransferred', at: at(60), from: ana, queue: calls, topic: sport, priority: 1, rankSince: at(0), planNow, releases: releases.map(offerOf),
  })

  it('CALL-10 the call waits again with its rank, and its holder is released, in one event', () => {
    aCall(...anasCall).when(transfer()).then(transferred(['o1'])).when(offer(biasOffer, 61)).then(offered(biasOffer, 61)).when(hangUp('caller', 70))
      .then({ type: 'CallAbandoned', at: at(70), queue: calls, rankSince: at(0), enteredAt: at(60), subject }, over(biasOffer, 'abandoned', 70))
    aCall(...anasCall).when(transfer({ only: bia, priority: 3 })).then({ ...transferred(['o1']), only: bia, priority: 3 })
  })

  it('CALL-10 a participant is released with the holder, a standing offer ends', () => {
    aCall(...sharedCall).when(transfer()).then(transferred(['o1', 'o2']))
    aCall(...anasCall, consulted(ana), offered(biasOffer)).when(transfer()).then(transferred(['o1']), over(biasOffer, 'moved', 60))
  })

  it('CALL-09 it goes only to a topic and a queue that exist, are open and have room', () => {
    const unknown = { queue: 'nowhere' as QueueId }
    const unheard = { topic: 'unheard' as TopicId }
    const opensAt = instant('2020-07-01T12:05:00Z')
    for (const type of ['TransferCall', 'OpenConsultation'] as const) {
      const pass = (more: Partial<Extract<Command, { type: 'TransferCall' }>>) => aCall(...anasCall).when({ ...transfer(more), type } as Command)
      pass(unknown).thenRefused({ _tag: 'QueueUnknown', queue: unknown.queue })
      pass(unheard).thenRefused({ _tag: 'TopicUnknown', topic: unheard.topic })
      pass({ queue: second }).thenRefused({ _tag: 'QueueClosed', queue: second, opensAt })
      pass({ waitingNow: { calls: 3 } }).thenRefused({ _tag: 'QueueIsFull', queue: calls, limit: 3 })
    }
    aCall(...anasCall).when(transfer({ waitingNow: { calls: 3 }, planNow: later })).then({ ...transferred(['o1']), planNow: later })
    aCall(...anasCall).when(transfer({ queue: second, at: at(300) })).then({ ...transferred(['o1']), queue: second, at: at(300) })
  })
})

describe('a consultation', () => {
  const open: Command = { type: 'OpenConsultation', call, at: at(0), by: ana, queue: calls, topic: health, planNow }
  const end = (by: typeof ana | 'system', n = 5): Command => ({ type: 'EndConsultation', call, at: at(n), by })
  const closed = (by: typeof ana | 'system', releases: readonly string[]): Event => ({ type: 'ConsultationEnded', at: at(5), by, releases: releases.map(offerOf) })

  it('CALL-11 is opened by the holder, one at a time', () => {
    aCall(...anasCall).when({ ...open, only: bia }).then({ ...consulted(ana), only: bia }).when(open).thenRefused({ _tag: 'ConsultationOpen' })
    aCall(...sharedCall).when(open).thenRefused({ _tag: 'ConsultationOpen' })
    aCall(...sharedCall, closed(ana, ['o2'])).when({ ...open, at: at(6) }).then(consulted(ana, 6))
  })

  it('is answered by a participant, and the other offers end', () => {
    aCall(...anasCall, consulted(ana), offered(biasOffer), offered(caiosOffer)).when(answer(biasOffer, 3)).then(joined(biasOffer, 3), over(caiosOffer, 'answeredByAnother', 3)).when(answer(biasOffer, 3)).thenNothing()
  })

  it('ends by either of the two or the system, and releases the participant or ends the offers', () => {
    aCall(...sharedCall).when(end(ana)).then(closed(ana, ['o2'])).when(end(ana)).thenNothing()
    aCall(...sharedCall).when(end(bia)).then(closed(bia, ['o2']))
    aCall(...anasCall, consulted(ana), offered(biasOffer)).when(end('system')).then(closed('system', []), over(biasOffer, 'moved', 5))
    aCall(...sharedCall).when(end(caio)).thenRefused({ _tag: 'NotTheHolder', attendant: caio, holder: ana })
    aCall(...waitingCall).when(end(ana)).thenRefused({ _tag: 'CallNotAnswered', status: 'waiting' })
  })

  it('CALL-12 makes its participant the holder, in one event', () => {
    const handOver: Command = { type: 'HandOver', call, at: at(5), from: ana, to: bia }
    aCall(...sharedCall, { type: 'CallHeld', at: at(4), attendant: ana })
      .when(handOver)
      .then({ type: 'HandedOver', at: at(5), from: ana, to: bia, releases: [offerOf('o1')] })
      .when({ type: 'HoldCall', call, at: at(6), attendant: bia })
      .then({ type: 'CallHeld', at: at(6), attendant: bia })
      .when(hangUp('attendant', 7, bia))
      .then({ ...ended('attendant', 'answered', 7, ['o2']), attendant: bia })
  })

  it('CALL-12 is handed to nobody but the participant', () => {
    const handOver = (to: typeof ana): Command => ({ type: 'HandOver', call, at: at(5), from: ana, to })
    aCall(...sharedCall).when(handOver(caio)).thenRefused({ _tag: 'NotAParticipant', attendant: caio })
    aCall(...sharedCall).when(handOver(ana)).thenRefused({ _tag: 'NotAParticipant', attendant: ana })
    aCall(...anasCall, consulted(ana), offered(biasOffer)).when(handOver(bia)).thenRefused({ _tag: 'NotAParticipant', attendant: bia })
  })
})

describe('the end', () => {
  it('CALL-13 who hangs up while waiting has abandoned the call, and every offer ends with it', () => {
    aCall(...waitingCall, offered(anasOffer), offered(biasOffer))
      .when(hangUp('caller', 8))
      .then({ type: 'CallAbandoned', at: at(8), queue: calls, rankSince: at(0), enteredAt: at(0), subject }, over(anasOffer, 'abandoned', 8), over(biasOffer, 'abandoned', 8))
      .when(hangUp('caller', 8))
      .thenNothing()
  })

  it('CALL-13 a call that the system ends while it waits was not served', () => {
    aCall(...waitingCall, offered(anasOffer)).when(hangUp('system', 8)).then(ended('system', 'unserved', 8), over(anasOffer, 'contactEnded', 8))
    aCall(received).when(hangUp('caller', 8)).then(ended('caller', 'unserved', 8))
  })

  it('an answered call ends for everyone who serves it, and every offer ends with it', () => {
    aCall(...anasCall).when(hangUp('caller', 9)).then(ended('caller', 'answered', 9, ['o1']))
    aCall(...sharedCall).when(hangUp('attendant', 9, ana)).then({ ...ended('attendant', 'answered', 9, ['o1', 'o2']), attendant: ana })
    aCall(...anasCall, consulted(ana), offered(biasOffer)).when(hangUp('system', 9)).then(ended('system', 'answered', 9, ['o1']), over(biasOffer, 'contactEnded', 9))
    aCall(...anasCall).when(hangUp('attendant', 9)).thenRefused({ _tag: 'NotTheHolder', attendant: '' as never, holder: ana })
  })

  it('is the end: hanging up again changes nothing', () => {
    for (const history of [endedCall, refusedCall]) for (const by of ['caller', 'attendant', 'system'] as const) aCall(...history).when(hangUp(by, 10)).thenNothing()
  })
})
