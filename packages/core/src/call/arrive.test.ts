import { describe, expect, it } from 'vitest'
import { validatePlan } from '../plan/validate.js'
import { instant } from '../shared/instant.js'
import type { CallId, QueueId, SubjectRef } from '../shared/ids.js'
import { callPlans } from '../testing/samples/call-plans.js'
import {
  aCall, ana, anasOffer, answered, at, bia, calls, ended, hangUp, health, heard, inMenu, later, nine, offered, planNow, press, pressed, queued, receive, received, repeated, timeOut,
} from '../testing/samples/call.js'
import type { Command, Event, Previous, ReceiveCall, RefusedBy } from './call.js'

const refused = (rule: RefusedBy, announcement: string, more: { readonly at?: Event['at']; readonly opensAt?: Event['at']; readonly queue?: QueueId; readonly planNow?: typeof planNow } = {}): Event => ({
  type: 'CallRefused', at: nine, rule, announcement: heard(announcement), planNow, ...more,
})
const arrival = (more: Partial<ReceiveCall>): ReceiveCall => ({ ...receive, ...more })
const { payer: _, ...unpaid } = received

describe('the plans of these tests', () => {
  it('are without fault', () => {
    expect([validatePlan(callPlans(planNow)), validatePlan(callPlans(later))]).toEqual([[], []])
  })
})

describe('a call that comes in', () => {
  it('hears the menu of its number, and is received once', () => {
    aCall().when(receive).then(received, inMenu('main')).when(receive).thenRefused({ _tag: 'CallAlreadyReceived' })
  })

  it('goes straight to a queue, or is answered by an announcement alone, where its number says so', () => {
    aCall().when(arrival({ dialled: '123' })).then({ ...received, dialled: '123' }, queued())
    aCall()
      .when(arrival({ dialled: '122' }))
      .then({ ...received, dialled: '122' }, { type: 'SelfServiceAnswered', at: nine, announcement: heard('places') }, ended('system', 'contained'))
  })

  it('names who pays, where the number serves the origin', () => {
    const half = at(300)
    aCall().when(arrival({ at: half, origin: 'mobile' })).then({ ...received, at: half, origin: 'mobile', payer: 'caller' }, inMenu('main', 300))
  })

  it('CALL-02 a number that the plan does not have is not in service', () => {
    aCall().when(arrival({ dialled: '999' })).then({ ...unpaid, dialled: '999' }, refused('notInService', 'not-in-service'))
  })

  it('CALL-02 on a retired number the caller hears where to call', () => {
    aCall().when(arrival({ dialled: '08007072003' })).then({ ...unpaid, dialled: '08007072003' }, refused('retired', 'retired'))
  })

  it('CALL-02 a blocked caller is refused while the block lasts, by the plan in force', () => {
    const blocked = 's2' as SubjectRef
    aCall().when(arrival({ subject: blocked })).then({ ...received, subject: blocked }, refused('blocked', 'blocked'))
    aCall().when(arrival({ subject: blocked, at: at(300) })).then({ ...received, subject: blocked, at: at(300) }, inMenu('main', 300))
    aCall().when(arrival({ subject: blocked, planNow: later })).then({ ...received, subject: blocked }, inMenu('main'))
  })

  it('CALL-02 an origin is refused where and while the number does not serve it', () => {
    aCall().when(arrival({ origin: 'mobile' })).then({ ...unpaid, origin: 'mobile' }, refused('originNotServed', 'not-your-line'))
    aCall().when(arrival({ origin: 'abroad', at: at(300) })).then({ ...unpaid, origin: 'abroad', at: at(300) }, refused('originNotServed', 'not-your-line', { at: at(300) }))
  })

  it('CALL-02 outside the number’s hours the caller hears when it opens', () => {
    const evening = instant('2020-07-03T22:30:00Z')
    aCall()
      .when(arrival({ dialled: '123', at: evening }))
      .then({ ...received, dialled: '123', at: evening }, refused('closed', 'closed', { at: evening, opensAt: instant('2020-07-06T10:00:00Z') }))
  })

  it('CALL-02 the first rule that applies is the one that counts', () => {
    const blocked = 's2' as SubjectRef
    aCall().when(arrival({ subject: blocked, dialled: '999' })).then({ ...unpaid, subject: blocked, dialled: '999' }, refused('notInService', 'not-in-service'))
    aCall().when(arrival({ subject: blocked, dialled: '08007072003' })).then({ ...unpaid, subject: blocked, dialled: '08007072003' }, refused('retired', 'retired'))
    aCall().when(arrival({ subject: blocked, origin: 'mobile' })).then({ ...unpaid, subject: blocked, origin: 'mobile' }, refused('blocked', 'blocked'))
    const night = instant('2020-07-02T03:00:00Z')
    aCall().when(arrival({ dialled: '123', origin: 'mobile', at: night })).then({ ...unpaid, dialled: '123', origin: 'mobile', at: night }, refused('originNotServed', 'not-your-line', { at: night }))
  })

  it('the earlier call and the sealed number are kept as they came', () => {
    const caller = { sealed: 1 as const, subject: received.subject, key: '1', origin: { stream: 'call-c1' as never, commandId: 'x' as never, field: 'caller' }, box: 'AAAA' }
    const previous: Previous = { call: 'c0' as CallId, queue: calls, abandonedAt: at(-60), rankSince: at(-200) }
    aCall().when(arrival({ caller, previous })).then({ ...received, caller, previous }, inMenu('main'))
  })
})

describe('joining a queue', () => {
  it('CALL-01 a full queue is not joined, by the limit in force', () => {
    const full = { waitingNow: { calls: 3 } }
    aCall().when(arrival({ dialled: '123', ...full })).then({ ...received, dialled: '123' }, refused('queueFull', 'full', { queue: calls }))
    aCall().when(arrival({ dialled: '123', waitingNow: { calls: 2, second: 9 } })).then({ ...received, dialled: '123' }, queued())
    aCall().when(arrival({ dialled: '123', ...full, planNow: later })).then({ ...received, dialled: '123' }, { ...queued(), planNow: later })
    aCall(received, inMenu('main')).when({ ...press('1'), ...full }).then(pressed('main', '1'), refused('queueFull', 'full', { queue: calls }))
  })

  it('CALL-01 a closed queue is not joined, and the caller hears when it opens', () => {
    const second = 'second' as QueueId
    aCall(received, inMenu('main')).when(press('5')).then(pressed('main', '5'), refused('closed', 'closed', { queue: second, opensAt: instant('2020-07-01T12:05:00Z') }))
  })

  it('WAIT-03 who abandoned this queue a little while ago keeps the rank, not the waiting time', () => {
    const back = (queue: QueueId, ago: number): Event => ({ ...received, dialled: '123', previous: { call: 'c0' as CallId, queue, abandonedAt: at(-ago), rankSince: at(-500) } })
    const join = (e: Event): readonly [Event, Command] => [e, press('1')]
    for (const [event, rank] of [[back(calls, 300), -500], [back(calls, 301), 0], [back('second' as QueueId, 10), 0]] as const) {
      const [history, command] = join(event)
      aCall(history, inMenu('main')).when(command).then(pressed('main', '1'), queued(0, rank))
    }
  })
})

describe('the attendant who knows the caller', () => {
  const known = { prefers: ana }

  it('CALL-30 goes along with the place, whether the call named one or its last digit', () => {
    aCall().when(arrival({ dialled: '123', ...known })).then({ ...received, dialled: '123', ...known }, { ...queued(), ...known })
    aCall().when(arrival(known)).then({ ...received, ...known }, inMenu('main')).when(press('1', 3)).then(pressed('main', '1', 3), { ...queued(3), ...known })
    aCall({ ...received, ...known }, inMenu('main')).when({ ...press('1', 3), prefers: bia }).then(pressed('main', '1', 3), { ...queued(3), prefers: bia })
    aCall(received, inMenu('main')).when({ ...press('1', 3), ...known }).then(pressed('main', '1', 3), { ...queued(3), ...known })
    aCall({ ...received, ...known }, inMenu('main'), repeated('main', 'silence', 2, 20)).when(timeOut(30, 30)).then({ ...queued(30), ...known })
  })

  it('CALL-30 is named anew when the call is passed on', () => {
    const transfer = { type: 'TransferCall' as const, call: receive.call, at: at(60), by: ana, queue: calls, topic: health, planNow }
    const transferred: Event = { type: 'CallTransferred', at: at(60), from: ana, queue: calls, topic: health, priority: 1, rankSince: nine, planNow, releases: [anasOffer.offer] }
    const history: readonly Event[] = [{ ...received, ...known }, { ...queued(), ...known }, offered(anasOffer), answered(anasOffer)]
    aCall(...history).when(transfer).then(transferred)
    aCall(...history).when({ ...transfer, prefers: bia }).then({ ...transferred, prefers: bia })
  })
})

describe('a call that nobody knows', () => {
  it('is refused everything but to be received', () => {
    const unknown = { _tag: 'CallUnknown' } as const
    aCall().when(hangUp('caller')).thenRefused(unknown)
    aCall().when({ type: 'HoldCall', call: receive.call, at: nine, attendant: 'ana' as never }).thenRefused(unknown)
    aCall().when({ type: 'EndConsultation', call: receive.call, at: nine, by: 'system' }).thenRefused(unknown)
    aCall().when({ type: 'AttachRecording', call: receive.call, at: nine, reference: 'r' }).thenRefused(unknown)
    aCall().when({ type: 'RecordDisposition', call: receive.call, at: nine, attendant: 'ana' as never, code: 'x' }).thenRefused(unknown)
    aCall().when(press('1')).thenRefused(unknown)
  })
})
