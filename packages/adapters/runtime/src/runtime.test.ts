import { describe, expect, test } from 'vitest'
import { plus, seconds, termsFor, type ContactId, type OfferId, type QueueId } from '@disque/core'
import { centre, planWith, scene, start } from './scene.test-kit.js'

describe('a call through the runtime', () => {
  test('is offered, answered and ended, and its attendant wraps up', async () => {
    const s = await scene()
    await s.changePlan()
    await s.signIn('ana')
    await s.settle()
    await s.dial('c1')
    await s.press('c1', '1')
    await s.settle()
    await s.acceptAll()
    await s.advance(seconds(60))
    await s.hangUp('c1')
    await s.settle()
    expect(await s.typesOf('call-c1')).toEqual(['CallReceived', 'MenuEntered', 'DigitPressed', 'CallQueued', 'CallOffered', 'CallAnswered', 'CallEnded'])
    expect(await s.typesOf('shift-ana-1')).toEqual(['ShiftStarted', 'Reserved', 'Engaged', 'EngagementConfirmed', 'Disengaged'])
    await s.advance(seconds(30))
    expect((await s.typesOf('shift-ana-1')).at(-1)).toBe('WrapUpEnded')
  })

  test('PLANS-03 is offered at the instant at which a plan that allows it begins to count, by the clock alone', async () => {
    const s = await scene()
    await s.changePlan(planWith({ routing: { level: 2 } }))
    await s.rooms.centre({ type: 'ChangePlan', centre, plan: planWith({}), at: start, validAt: plus(start, seconds(100)) })()
    await s.signIn('ana')
    await s.dial('c1')
    await s.press('c1', '1')
    await s.advance(seconds(200))
    expect((await s.events()).find((e) => e.type === 'Reserved')?.data.at).toBe(plus(start, seconds(100)))
  })

  test('OFFER-07 who picks a contact that no channel knows is free again', async () => {
    const s = await scene()
    await s.changePlan()
    await s.signIn('ana')
    await s.settle()
    const edition = s.plans.inForce(centre, start)
    const terms = edition === undefined ? undefined : termsFor(edition, 'general' as QueueId, start)
    if (terms === undefined) throw new Error('no plan')
    await s.toShift('ana-1', { type: 'PickContact', offer: 'by-hand' as OfferId, contact: 'mail-7' as ContactId, terms })
    await s.settle()
    expect(await s.typesOf('shift-ana-1')).toEqual(['ShiftStarted', 'Reserved', 'Engaged', 'Disengaged'])
  })
})
