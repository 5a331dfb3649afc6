import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import type { Instant } from '@disque/core'
import { fastClock, nowBy, wallPause } from './clock.js'

const whole = fc.nat(10_000_000)

describe('a clock that goes faster', () => {
  test.prop([whole, whole, fc.integer({ min: 1, max: 600 }), fc.array(whole)])('it is the same for all who know its pace, never goes back, and stands until it goes', (from, wallFrom, speed, walls) => {
    const pace = { from: from as Instant, wallFrom, speed }
    let wall = 0
    const [one, another] = [fastClock(pace.from, speed, () => wall), fastClock(0 as Instant, speed, () => wall)]
    one.go(pace)
    another.go(pace)
    let last = -Infinity
    for (wall of [...walls].sort((a, b) => a - b)) {
      expect(one.now()).toBe(another.now())
      expect(one.now()).toBe(from + speed * Math.max(0, wall - wallFrom))
      expect(one.now()).toBeGreaterThanOrEqual(last)
      last = one.now()
    }
    expect(fastClock(pace.from, speed, () => wall).now()).toBe(from)
  })

  test('instants are whole milliseconds', () => {
    expect(nowBy({ from: 5 as Instant, wallFrom: 0.5, speed: 3 }, 1.25)).toBe(7)
  })

  test('a pause that is called off is over at once, and leaves no listener', async () => {
    const listeners = new Set<() => void>()
    const signal = { aborted: false, addEventListener: (_: 'abort', f: () => void) => void listeners.add(f), removeEventListener: (_: 'abort', f: () => void) => void listeners.delete(f) }
    const pause = wallPause(1_000_000, signal)
    expect(listeners.size).toBe(1)
    for (const listener of listeners) listener()
    await pause
    expect(listeners.size).toBe(0)
    await wallPause(1_000_000, { ...signal, aborted: true })
    await fastClock(0 as Instant, 60).pause(-5)
  })
})
