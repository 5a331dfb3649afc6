import { describe, expect, it } from 'vitest'
import { minutes, plus, seconds, type CommandId, type OfferId } from '@disque/core'
import { ana, call, centre, firstPlan, plan, shift, topic } from '../plan.js'
import { must, openCentre } from './centre.js'

/** The quickstart up to the call, with what the tutorial changes. */
const started = async ({ trained = true, origin = 'landline' }: { readonly trained?: boolean; readonly origin?: 'landline' | 'mobile' } = {}) => {
  const { store, rooms, runtime, clock, ids } = openCentre()
  const at = clock.now()
  await must(rooms.centre({ type: 'ChangePlan', centre, plan, at }))
  await must(rooms.attendant({ type: 'RegisterAttendant', attendant: ana, centre, capacity: 1, at }))
  if (trained) await must(rooms.attendant({ type: 'TrainAttendant', attendant: ana, topic, level: 1, at }))
  await must(rooms.attendant({ type: 'OpenShift', attendant: ana, shift, startBy: plus(at, minutes(1)), at }))
  await must(rooms.call({ type: 'ReceiveCall', call, centre, plan: firstPlan, planNow: firstPlan, at, dialled: '156', origin, subject: ids.subjectRef(), protocol: ids.protocolNumber(at, plan.timeZone) }))
  await must(runtime.settle(at))
  const events = async () => {
    const found: { readonly type: string; readonly data: Readonly<Record<string, unknown>> }[] = []
    for await (const read of store.readAll()) if (read._tag === 'Right') found.push(read.right)
    return found
  }
  return { rooms, runtime, clock, events, types: async () => (await events()).map((e) => e.type) }
}

describe('what the tutorial says of its changes', () => {
  it('an attendant who is not trained is not offered the call', async () => {
    const { types } = await started({ trained: false })
    expect(await types()).toContain('CallQueued')
    expect(await types()).not.toContain('Reserved')
  })

  it('an offer that nobody accepts lapses and counts as a miss', async () => {
    const { runtime, clock, events, types } = await started()
    await must(runtime.settle(clock.advance(seconds(15))))
    expect(await types()).toContain('MissCounted')
    expect((await events()).find((e) => e.type === 'OfferEnded')?.data).toMatchObject({ outcome: 'noAnswer' })
  })

  it('a caller who hangs up while the attendant is rung ends the offer in the same append', async () => {
    const { rooms, clock } = await started()
    const { events } = await must(rooms.call({ type: 'HangUp', call, by: 'caller', at: clock.now() }))
    expect(events.map((e) => e.type)).toEqual(['CallAbandoned', 'OfferEnded'])
  })

  it('the same command twice under one id says already, and stores nothing', async () => {
    const { rooms, clock, events, types } = await started()
    const offer = (await events()).find((e) => e.type === 'Reserved')?.data['offer'] as OfferId
    const accept = rooms.shift({ type: 'Accept', shift, offer, at: clock.now() }, { commandId: 'accept-1' as CommandId })
    expect((await must(accept)).already).toBe(false)
    const before = await types()
    expect((await must(accept)).already).toBe(true)
    expect(await types()).toEqual(before)
  })

  it('an origin that the plan does not serve is refused', async () => {
    const { events } = await started({ origin: 'mobile' })
    expect((await events()).find((e) => e.type === 'CallRefused')?.data).toMatchObject({ rule: 'originNotServed' })
  })
})
