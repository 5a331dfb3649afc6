import { describe, expect, test } from 'vitest'
import { seconds } from '@disque/core'
import { scene } from './scene.test-kit.js'

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
})
