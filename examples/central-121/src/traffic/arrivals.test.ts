import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { minutes } from '@disque/core'
import { midnight } from '../plan/names.js'
import { arrivals, expectedOn } from './arrivals.js'
import { random } from './random.js'

const day = { date: '2020-07-01', from: midnight('2020-07-01'), expected: 4000, holiday: false, mobileShare: 0.6 }

describe('when calls come', () => {
  test.prop([fc.nat(), fc.boolean()])('in order, within the day, about as many as expected', (seed, holiday) => {
    const all = arrivals({ ...day, holiday }, random(seed, 'arrivals'))
    expect(all).toEqual([...all].sort((a, b) => a - b))
    expect(all.every((at) => at >= day.from && at < day.from + minutes(24 * 60))).toBe(true)
    expect(Math.abs(all.length - day.expected)).toBeLessThan(6 * Math.sqrt(day.expected))
  })

  test.prop([fc.nat()])('the morning is busy, noon is quieter, the night is not empty', (seed) => {
    const all = arrivals(day, random(seed, 'arrivals'))
    const between = (from: number, until: number) => all.filter((at) => at >= day.from + minutes(60 * from) && at < day.from + minutes(60 * until)).length
    expect(between(9, 11)).toBeGreaterThan(between(12, 14))
    expect(between(14, 16)).toBeGreaterThan(between(12, 14))
    expect(between(0, 6)).toBeGreaterThan(10)
    expect(between(0, 6)).toBeLessThan(between(9, 10))
  })

  test('Mondays are the busiest, Sundays the quietest', () => {
    const week = ['2020-06-28', '2020-06-29', '2020-06-30', '2020-07-01', '2020-07-02', '2020-07-03', '2020-07-04'].map((date) => expectedOn(date, 1000))
    expect(Math.max(...week)).toBe(week[1])
    expect(Math.min(...week)).toBe(week[0])
  })
})
