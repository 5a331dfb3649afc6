import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { drawAbove, kaplanMeier, medianSurvival, restrictedMean, survivalAt, type Observation } from './survival.js'

const observation: fc.Arbitrary<Observation> = fc.record({ duration: fc.oneof(fc.integer({ min: 0, max: 12 }), fc.double({ min: 0, max: 300, noNaN: true })), event: fc.boolean() })
const observations = fc.array(observation, { maxLength: 60 })
const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
const duration = fc.double({ min: 0, max: 320, noNaN: true })

describe('the curve of Kaplan and Meier', () => {
  it('STAFF-10 of the remissions under 6-MP (Freireich 1963; 21 patients) is the published one', () => {
    const weeks = [6, 6, 6, 7, 10, 13, 16, 22, 23]
    const cut = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    const { steps } = kaplanMeier([...weeks.map((w) => ({ duration: w, event: true })), ...cut.map((w) => ({ duration: w, event: false }))])
    expect(steps.map((s) => [s.duration, s.atRisk, s.events, s.survival.toFixed(3)])).toEqual([
      [6, 21, 3, '0.857'], [7, 17, 1, '0.807'], [10, 15, 1, '0.753'], [13, 12, 1, '0.690'], [16, 11, 1, '0.627'], [22, 7, 1, '0.538'], [23, 6, 1, '0.448'],
    ])
  })

  test.prop([observations.map((all) => all.map((o) => ({ ...o, event: true }))), duration])('STAFF-10 where nothing is cut off it is the share that lasted longer', (all, t) => {
    const longer = all.filter((o) => o.duration > t).length
    expect(survivalAt(kaplanMeier(all), t)).toBeCloseTo(all.length === 0 ? 1 : longer / all.length, 9)
  })

  test.prop([observations, fc.nat(10)])('STAFF-10 falls from 1 towards 0, whatever the order in which it was seen', (all, turn) => {
    const curve = kaplanMeier(all)
    for (const [i, step] of curve.steps.entries()) {
      expect(step.survival).toBeLessThan(curve.steps[i - 1]?.survival ?? 1)
      expect(step.survival).toBeGreaterThanOrEqual(0)
    }
    expect(kaplanMeier([...all.slice(turn), ...all.slice(0, turn)])).toEqual(curve)
    expect(curve.steps.reduce((n, step) => n + step.events, 0)).toBe(all.filter((o) => o.event).length)
  })

  test.prop([observations, observation.map((o) => ({ ...o, event: false }))])('STAFF-10 one more who was cut off makes no earlier share smaller', (all, more) => {
    const [before, after] = [kaplanMeier(all), kaplanMeier([...all, more])]
    for (const { duration: t } of before.steps) expect(survivalAt(after, t)).toBeGreaterThanOrEqual(survivalAt(before, t) - 1e-12)
  })

  test.prop([observations.filter((all) => all.length > 0).map((all) => all.map((o) => ({ ...o, event: true })))])('has the mean and the median of what was seen, where nothing is cut off', (all) => {
    const curve = kaplanMeier(all)
    const sorted = all.map((o) => o.duration).sort((a, b) => a - b)
    expect(restrictedMean(curve)).toBeCloseTo(sorted.reduce((sum, d) => sum + d, 0) / sorted.length, 6)
    const median = medianSurvival(curve) ?? NaN
    expect(sorted.filter((d) => d <= median).length).toBeGreaterThanOrEqual(Math.floor(sorted.length / 2))
    expect(sorted.filter((d) => d < median).length).toBeLessThanOrEqual(sorted.length / 2)
  })

  test.prop([observations, duration, duration])('has a restricted mean that grows with its limit, and never beyond it', (all, a, b) => {
    const curve = kaplanMeier(all)
    const [less, more] = [Math.min(a, b), Math.max(a, b)]
    expect(restrictedMean(curve, less)).toBeLessThanOrEqual(restrictedMean(curve, more) + 1e-9)
    expect(restrictedMean(curve, more)).toBeLessThanOrEqual(more + 1e-9)
  })

  it('knows no median that was not seen, and takes no duration that is none', () => {
    expect(medianSurvival(kaplanMeier([{ duration: 5, event: true }, { duration: 9, event: false }, { duration: 9, event: false }]))).toBeUndefined()
    expect(kaplanMeier([])).toEqual({ steps: [], longest: 0 })
    for (const wrong of [-1, NaN, Infinity]) expect(() => kaplanMeier([{ duration: wrong, event: true }])).toThrow(RangeError)
  })
})

describe('a draw above a duration', () => {
  test.prop([observations, duration, chance])('STAFF-11 is longer than it, and a duration that was seen to end or Infinity', (all, t, u) => {
    const drawn = drawAbove(kaplanMeier(all), t, u)
    expect(drawn).toBeGreaterThan(t)
    expect([Infinity, ...all.filter((o) => o.event).map((o) => o.duration)]).toContain(drawn)
  })

  test.prop([observations, fc.integer({ min: 0, max: 14 })])('STAFF-11 falls on each duration as often as the curve says', (all, t) => {
    const curve = kaplanMeier(all)
    const left = survivalAt(curve, t)
    const draws = 4000
    const drawn = Array.from({ length: draws }, (_, i) => drawAbove(curve, t, (i + 0.5) / draws))
    for (const [i, step] of curve.steps.entries()) {
      if (step.duration <= t || left === 0) continue
      const wanted = ((i === 0 ? 1 : (curve.steps[i - 1]?.survival ?? 1)) - step.survival) / left
      expect(Math.abs(drawn.filter((d) => d === step.duration).length / draws - wanted)).toBeLessThan(2 / draws + 1e-9)
    }
    expect(Math.abs(drawn.filter((d) => d === Infinity).length / draws - (left === 0 ? 1 : (curve.steps.at(-1)?.survival ?? 1) / left))).toBeLessThan(2 / draws + 1e-9)
  })

  test.prop([observations, duration, chance, chance])('STAFF-11 with a larger chance it is not shorter', (all, t, a, b) => {
    const curve = kaplanMeier(all)
    expect(drawAbove(curve, t, Math.max(a, b))).toBeGreaterThanOrEqual(drawAbove(curve, t, Math.min(a, b)))
  })
})
