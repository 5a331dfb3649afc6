import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { minutes, plus } from '@disque/core'
import { midnight, topics } from '../plan/names.js'
import { people } from './people.js'
import { random } from './random.js'
import { dutyOf } from './roster.js'

const open = { from: plus(midnight('2020-07-01'), minutes(7 * 60)), until: plus(midnight('2020-07-01'), minutes(19 * 60)) }
const duties = (many: number, seed: number) => people(many, random(seed, 'people')).map((p) => dutyOf(p.place, open, random(seed, p.attendant)))

describe('who works when', () => {
  test.prop([fc.nat(), fc.integer({ min: 24, max: 120 })])('somebody is there from the opening to the closing', (seed, many) => {
    const all = duties(many, seed)
    for (let at = open.from; at < open.until; at = plus(at, minutes(5))) expect(all.some((d) => d.from <= at && at < d.until)).toBe(true)
  })

  test.prop([fc.nat()])('a working day is six hours and a meal, with three breaks inside that do not overlap', (seed) => {
    for (const { from, until, breaks } of duties(24, seed)) {
      expect((until - from) / 60_000).toBeGreaterThan(380)
      expect((until - from) / 60_000).toBeLessThan(390)
      expect(breaks.map((b) => b.reason)).toEqual(['rest', 'meal', 'rest'])
      const edges = breaks.flatMap((b) => [b.at, b.at + b.seconds * 1000])
      expect([from, ...edges, until]).toEqual([...[from, ...edges, until]].sort((a, b) => a - b))
    }
  })

  test('a centre that is open shorter than a working day has everyone all the time', () => {
    const short = { from: open.from, until: plus(open.from, minutes(60)) }
    for (const p of people(12, random(1, 'people'))) expect(dutyOf(p.place, short, random(1, p.attendant))).toMatchObject({ until: short.until, breaks: [] })
  })

  test('eight people are trained in every topic that the plan needs', () => {
    const trained = new Set(people(8, random(1, 'people')).flatMap((p) => p.trainedIn))
    expect(Object.values(topics).filter((topic) => !trained.has(topic))).toEqual([])
  })
})
