import { describe, expect, test } from 'vitest'
import { seconds } from '@disque/core'
import { memoryReadModel, memoryStore } from '@disque/memory'
import { scene } from '../scene.test-kit.js'

const menuOf = async (s: Awaited<ReturnType<typeof scene>>) => (await s.typesOf('call-c1')).slice(2)

describe('timers', () => {
  test('TIMER-01 a silent caller hears the menu again, and in the end takes its last way out', async () => {
    const s = await scene()
    await s.changePlan()
    await s.dial('c1')
    await s.advance(seconds(9))
    expect(await menuOf(s)).toEqual([])
    await s.advance(seconds(1))
    expect(await menuOf(s)).toEqual(['MenuRepeated'])
    await s.advance(seconds(60))
    expect(await menuOf(s)).toEqual(['MenuRepeated', 'CallQueued'])
  })

  test('TIMER-01 a timer is set anew by the next event and no longer fires for the old one', async () => {
    const s = await scene()
    await s.changePlan()
    await s.dial('c1')
    await s.advance(seconds(6))
    await s.press('c1', '7')
    await s.advance(seconds(5))
    expect(await menuOf(s)).toEqual(['MenuRepeated'])
  })

  test('TIMER-02 a timer that another worker set is fired by the one that comes after it', async () => {
    const shared = { store: memoryStore(), readModel: memoryReadModel() }
    const first = await scene(shared)
    await first.changePlan()
    await first.dial('c1')
    await first.settle()
    const later = await scene({ ...shared, now: first.clock.now(), holder: 'the-second', seed: 2 })
    await later.advance(seconds(30))
    expect(await menuOf(later)).toEqual(['MenuRepeated', 'CallQueued'])
  })

  test('TIMER-02 a timer that led to nothing is gone', async () => {
    const s = await scene()
    await s.changePlan()
    await s.dial('c1')
    await s.settle()
    await s.hangUp('c1')
    const { next } = await s.settle()
    expect(next).toBeUndefined()
    await s.advance(seconds(60))
    expect(await menuOf(s)).toEqual(['CallLeftInMenu'])
  })

  test('a timer of a queue with a limit counts who waits there', async () => {
    const s = await scene()
    const { plan } = await import('../scene.test-kit.js')
    await s.changePlan({ ...plan, queues: plan.queues.map((q) => ({ ...q, maxWaiting: 1 })) })
    await s.dial('c0')
    await s.press('c0', '1')
    await s.dial('c1')
    await s.advance(seconds(30))
    expect(await s.typesOf('call-c0')).toContain('CallQueued')
    expect((await menuOf(s)).at(-1)).toBe('CallRefused')
  })
})
