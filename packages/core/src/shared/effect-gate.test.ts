import { describe, expect, it } from 'vitest'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Effect } from '../ports/outbound.js'
import { heldClock } from '../testing/held-clock.js'
import { outboundContract, type Done, type OutboundUnderTest } from '../testing/contracts/outbound.js'
import { effectGate } from './effect-gate.js'
import type { Instant } from './instant.js'

type Judge = (effect: Effect, now: Instant) => 'carry' | 'drop'

/** Devices that remember what was done to them, behind whatever judges. */
const devices = (judge: Judge) => async (): Promise<OutboundUnderTest> => {
  const clock = heldClock(0 as Instant)
  const done: Done[] = []
  return {
    clock,
    done: () => done,
    outbound: {
      carry: (effect) => {
        if (judge(effect, clock.now()) === 'carry') done.push({ id: effect.id, kind: effect.kind, key: effect.key })
        return TE.right(undefined)
      },
    },
  }
}

describe('devices behind the gate', () => {
  for (const { name, run } of outboundContract(() => devices(effectGate().judge)())) it(name, run)
})

describe('the contract finds a receiver', () => {
  const failing = async (judge: () => Judge): Promise<readonly string[]> => {
    const failed: string[] = []
    for (const { name, run } of outboundContract(() => devices(judge())())) await run().catch(() => failed.push(name))
    return failed
  }
  const flawed: Readonly<Record<string, () => Judge>> = {
    'that does everything it is told': () => () => 'carry',
    'that does nothing': () => () => 'drop',
    'that looks at ids only': () => {
      const seen = new Set<string>()
      return ({ id }) => (seen.size === seen.add(id).size ? 'drop' : 'carry')
    },
    'that looks at order only': () => {
      const gate = effectGate()
      return (effect, now) => gate.judge({ ...effect, id: `${effect.id}/${Math.random()}` }, now)
    },
    'that forgets the time': () => {
      const gate = effectGate()
      return ({ id, key, order }, now) => gate.judge({ id, key, order }, now)
    },
    'that takes one effect an order': () => {
      const highest = new Map<string, number>()
      return ({ key, order }) => (order > (highest.get(key) ?? -1) ? (highest.set(key, order), 'carry') : 'drop')
    },
    'that mixes up keys': () => {
      const gate = effectGate()
      return (effect, now) => gate.judge({ ...effect, key: 'one' }, now)
    },
  }
  for (const [name, judge] of Object.entries(flawed)) {
    it(name, async () => {
      expect(await failing(judge)).not.toEqual([])
    })
  }
})

describe('the gate', () => {
  const now = 0 as Instant
  const effect = (id: string, order: number, key = 'call-a/line') => ({ id, order, key })

  it('lets through again what could not be done', () => {
    const gate = effectGate()
    expect(gate.judge(effect('a', 1), now)).toBe('carry')
    gate.failed(effect('a', 1))
    expect(gate.judge(effect('a', 1), now)).toBe('carry')
    expect(gate.judge(effect('a', 1), now)).toBe('drop')
  })

  it('keeps dropping what could not be done once something newer has come', () => {
    const gate = effectGate()
    gate.judge(effect('a', 1), now)
    gate.judge(effect('b', 2), now)
    gate.failed(effect('a', 1))
    expect(gate.judge(effect('a', 1), now)).toBe('drop')
    expect(gate.judge(effect('b', 2), now)).toBe('drop')
  })

  it('forgets the keys that were used longest ago, and only those', () => {
    const gate = effectGate(2)
    gate.judge(effect('a', 1, 'k1'), now)
    gate.judge(effect('b', 1, 'k2'), now)
    gate.judge(effect('c', 2, 'k1'), now)
    gate.judge(effect('d', 1, 'k3'), now)
    expect(gate.judge(effect('c', 2, 'k1'), now)).toBe('drop')
    expect(gate.judge(effect('b', 1, 'k2'), now)).toBe('carry')
  })
})
