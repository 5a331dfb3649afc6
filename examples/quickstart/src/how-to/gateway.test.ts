// #region imports
import { describe, expect, it } from 'vitest'
import * as E from 'fp-ts/lib/Either.js'
import { effectGate, instant, OfferId, ShiftId, type Clock, type Effect, type Outbound } from '@disque/core'
import { heldClock, outboundContract, type Done } from '@disque/core/testing'
import type { CentreRooms } from '@disque/runtime'
// #endregion imports
import { minutes, plus, streamName, type AttendantId, type CallId } from '@disque/core'
import { must, openCentre } from './centre.js'
import { centre, places, plan } from './plan.js'

// #region gateway
/** What your telephone exchange offers; it throws when it cannot. */
interface Exchange {
  readonly perform: (effect: Effect) => Promise<void>
}

/** Carries effects to the exchange: each once, none late, none in the wrong order. */
const gateway = (exchange: Exchange, clock: Clock): Outbound => {
  const gate = effectGate()
  return {
    carry: (effect) => async () => {
      if (gate.judge(effect, clock.now()) === 'drop') return E.right(undefined)
      try {
        await exchange.perform(effect)
        return E.right(undefined)
      } catch (error) {
        gate.failed(effect)
        return E.left({ _tag: 'OutboundUnavailable', reason: error instanceof Error ? error.message : String(error) })
      }
    },
  }
}
// #endregion gateway

// #region contract
const underTest = async () => {
  const clock = heldClock(instant('2020-07-01T13:00:00Z'))
  const done: Done[] = []
  const outbound = gateway({ perform: async ({ kind, key, id }) => void done.push({ kind, key, id }) }, clock)
  return { outbound, done: () => done, clock }
}

describe('the gateway keeps the contract of every outbound', () => {
  for (const { name, run } of outboundContract(underTest)) it(name, run)
})
// #endregion contract

describe('the gateway', () => {
  it('lets what failed be tried again', async () => {
    const clock = heldClock(instant('2020-07-01T13:00:00Z'))
    let up = false
    const performed: string[] = []
    const { carry } = gateway({ perform: async ({ id }) => (up ? void performed.push(id) : Promise.reject(new Error('the line is down'))) }, clock)
    const effect: Effect = { id: 'e1', kind: 'hang-up', key: 'call-1/line', order: 3, contact: 'call-1' as Effect['contact'], device: 'line', detail: {} }
    expect(await carry(effect)()).toEqual(E.left({ _tag: 'OutboundUnavailable', reason: 'the line is down' }))
    up = true
    expect(await carry(effect)()).toEqual(E.right(undefined))
    expect(performed).toEqual(['e1'])
  })

  it('what the exchange reports comes back as commands', async () => {
    const performed: string[] = []
    const ringing: Effect[] = []
    const exchange: Exchange = {
      perform: async (effect) => {
        performed.push(`${effect.kind} ${effect.device}`)
        if (effect.kind === 'ring') ringing.push(effect)
      },
    }
    const clock = heldClock(instant('2020-07-01T13:00:00Z'))
    const { rooms, runtime, plans, ids, store } = openCentre({ clock, outbound: gateway(exchange, clock) })
    // #region picked-up
    /** The attendant picked up what a `ring` effect had asked for. */
    const pickedUp = async ({ shift }: CentreRooms, { detail }: Effect) => {
      if (!ShiftId.is(detail['shift']) || !OfferId.is(detail['offer'])) throw new Error('this is no ring')
      const r = await shift({ type: 'Accept', shift: detail['shift'], offer: detail['offer'], at: clock.now() })()
      return r._tag === 'Right' ? 'accepted' : r.left._tag === 'ReservationUnknown' ? 'too late' : Promise.reject(new Error(r.left._tag))
    }
    // #endregion picked-up
    const at = clock.now()
    const [attendant, shift, call] = ['ana' as AttendantId, 'ana-1' as ShiftId, 'call-1' as CallId]
    await must(rooms.centre({ type: 'ChangePlan', centre, plan, at }))
    await must(rooms.attendant({ type: 'RegisterAttendant', attendant, centre, capacity: 1, at }))
    await must(rooms.attendant({ type: 'TrainAttendant', attendant, topic: places.rubbish, level: 1, at }))
    await must(rooms.attendant({ type: 'OpenShift', attendant, shift, startBy: plus(at, minutes(1)), at }))
    const version = plans.inForce(centre, at)!.version
    await must(rooms.call({ type: 'ReceiveCall', call, at, centre, plan: version, planNow: version, protocol: ids.protocolNumber(at, plan.timeZone), dialled: '156', origin: 'landline', subject: ids.subjectRef() }))
    await must(rooms.call({ type: 'PressDigit', call, at, digit: '1', planNow: version }))
    await must(runtime.settle(at))
    expect(ringing).toHaveLength(1)
    for (const effect of ringing) expect(await pickedUp(rooms, effect)).toBe('accepted')
    await must(runtime.settle(at))
    expect(performed).toEqual(['announce line', 'notify line', 'ring ana', 'bridge ana'])
    await must(rooms.call({ type: 'HangUp', call, by: 'caller', at }))
    await must(runtime.settle(at))
    expect(performed.at(-1)).toBe('hang-up ana')
    for (const effect of ringing) expect(await pickedUp(rooms, effect)).toBe('too late')
    const types: string[] = []
    for await (const read of store.read(streamName('shift', shift))) if (read._tag === 'Right') types.push(read.right.type)
    expect(types.at(-1)).toBe('Disengaged')
  })
})
