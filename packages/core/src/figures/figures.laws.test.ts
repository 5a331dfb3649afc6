import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import {
  abandonment, abandonmentWithoutShort, addCounts, addPresence, averageHandling, meanTalk, noCounts, noPresence, occupancy, serviceLevels, simpleLevel, speedOfAnswer, stillWaiting,
} from './figures.js'
import { counted, limits, waits } from './figures.arbitrary.js'

const shares = { ...serviceLevels, simple: simpleLevel, abandonment, abandonmentWithoutShort }

describe('counts', () => {
  test.prop([waits, limits])('FIG-02 a wait of exactly the limit counts as within it', (all, asked) => {
    const c = counted(all, asked)
    const among = (end: string, seconds: number) => all.filter((w) => w.end === end && w.wait <= seconds * 1000).length
    expect(c.answeredWithin).toBe(among('answered', asked.withinSeconds))
    expect(c.abandonedWithin).toBe(among('abandoned', asked.withinSeconds))
    expect(c.abandonedShort).toBe(among('abandoned', asked.shortSeconds))
  })

  test.prop([waits, waits, limits])('FIG-03 counts of two parts add up to the counts of the whole, in any order', (a, b, asked) => {
    const [left, right] = [counted(a, asked), counted(b, asked)]
    expect(addCounts(left, right)).toEqual(counted([...a, ...b], asked))
    expect(addCounts(right, left)).toEqual(counted([...[...b].reverse(), ...a], asked))
    expect(addCounts(left, noCounts)).toEqual(left)
  })

  test.prop([waits, limits])('FIG-04 every wait that began was answered, abandoned, moved on or still goes on', (all, asked) => {
    const c = counted(all, asked)
    expect(c.offered).toBe(all.length)
    expect(stillWaiting(c)).toBe(all.filter((w) => w.end === undefined).length)
  })
})

describe('figures', () => {
  it('FIG-01 of nothing are no data', () => {
    for (const share of Object.values(shares)) expect(share(noCounts)).toBeUndefined()
    for (const mean of [speedOfAnswer, meanTalk]) expect(mean(noCounts)).toBeUndefined()
    for (const figure of [averageHandling, occupancy]) expect(figure(noPresence)).toBeUndefined()
  })

  it('FIG-01 of nobody answered are 0 where somebody abandoned late, and no data where nobody is left to count', () => {
    const late = { ...noCounts, offered: 1, abandoned: 1 }
    expect(serviceLevels['SL-3'](late)).toBe(0)
    expect(serviceLevels['SL-2'](late)).toBeUndefined()
    const early = { ...late, abandonedWithin: 1, abandonedShort: 1 }
    expect([serviceLevels['SL-1'](early), serviceLevels['SL-4'](early), serviceLevels['SL-6'](early), abandonmentWithoutShort(early)]).toEqual([1, undefined, undefined, undefined])
  })

  test.prop([waits, limits])('FIG-01 every share lies between 0 and 1 or is no data', (all, asked) => {
    const c = counted(all, asked)
    for (const share of Object.values(shares)) {
      const found = share(c)
      if (found !== undefined) expect(found >= 0 && found <= 1).toBe(true)
    }
  })

  test.prop([waits, limits])('FIG-07 FIG-11 the simple level is never above the negative one, and that one is the strictest of the six', (all, asked) => {
    const c = counted(all, asked)
    const strictest = serviceLevels['SL-3'](c)
    if (strictest === undefined) return
    expect(simpleLevel(c) ?? NaN).toBeLessThanOrEqual(strictest)
    for (const level of Object.values(serviceLevels)) expect(level(c) ?? 1).toBeGreaterThanOrEqual(strictest)
  })

  test.prop([waits, limits])('FIG-09 FIG-10 counting fewer abandons as early never raises a level', (all, asked) => {
    const c = counted(all, asked)
    const order = (lower: number | undefined, upper: number | undefined) => expect(lower ?? 0).toBeLessThanOrEqual(upper ?? 1)
    order(serviceLevels['SL-5'](c), serviceLevels['SL-1'](c))
    order(serviceLevels['SL-6'](c), serviceLevels['SL-4'](c))
  })

  test.prop([waits, limits])('FIG-12 FIG-13 abandonment is the share that hung up; without the short ones it is never higher', (all, asked) => {
    const c = counted(all, asked)
    if (all.length > 0) expect(abandonment(c)).toBe(all.filter((w) => w.end === 'abandoned').length / all.length)
    expect(abandonmentWithoutShort(c) ?? 0).toBeLessThanOrEqual((abandonment(c) ?? 0) + 1e-12)
  })

  test.prop([waits, limits])('FIG-14 the speed of answer is the mean over the answered alone', (all, asked) => {
    const answered = all.filter((w) => w.end === 'answered').map((w) => w.wait)
    expect(speedOfAnswer(counted(all, asked))).toBe(answered.length === 0 ? undefined : answered.reduce((a, b) => a + b, 0) / answered.length)
    const talks = all.flatMap((w) => (w.end === 'answered' && w.talk !== undefined ? [w.talk] : []))
    expect(meanTalk(counted(all, asked))).toBe(talks.length === 0 ? undefined : talks.reduce((a, b) => a + b, 0) / talks.length)
  })

  const presence = fc.record({ handling: fc.nat(1e6), idle: fc.nat(1e6), handled: fc.nat(500), handledTime: fc.nat(1e7) })
  test.prop([presence, presence])('FIG-15 FIG-16 handling time and occupancy of two lie between those of each', (a, b) => {
    const both = addPresence(a, b)
    for (const figure of [averageHandling, occupancy]) {
      const parts = [figure(a), figure(b)].filter((n) => n !== undefined)
      const whole = figure(both)
      if (whole === undefined) expect(parts).toEqual([])
      else if (parts.length === 2) {
        expect(whole).toBeGreaterThanOrEqual(Math.min(...parts) - 1e-9)
        expect(whole).toBeLessThanOrEqual(Math.max(...parts) + 1e-9)
      }
    }
  })

  it('FIG-15 FIG-16 are worked out by hand for one attendant', () => {
    // An hour signed in: two calls of ten minutes with five of wrap-up each, half an hour free.
    const hour = { handling: 30 * 60_000, idle: 30 * 60_000, handled: 2, handledTime: 30 * 60_000 }
    expect([occupancy(hour), averageHandling(hour)]).toEqual([0.5, 15 * 60_000])
  })
})
