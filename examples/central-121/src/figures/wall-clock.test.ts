import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { toIso } from '@disque/core'
import { clockOf } from '../calls/log.test-kit.js'
import { halfHourOf, wallTimeOf } from './intervals.js'
import { wallClock } from './wall-clock.js'

const dayOf = (iso: string): number => Date.parse(iso) / 86_400_000
const at = (zone: string, date: string, hours: number, minutes = 0, seconds = 0) => toIso(clockOf(zone).instantOf(dayOf(date), hours * 3600 + minutes * 60 + seconds))

describe('wall-clock time', () => {
  it('is an instant by the zone’s offset of that day', () => {
    expect(at('Asia/Jerusalem', '1999-01-01', 0, 0, 31)).toBe('1998-12-31T22:00:31.000Z')
    expect(at('America/Sao_Paulo', '2020-07-01', 7)).toBe('2020-07-01T10:00:00.000Z')
  })

  it('in a gap is moved by the gap’s length, and one that comes twice is the first', () => {
    // Israel, 1999: the clocks went from 2:00 to 3:00 on 2 April and from 2:00 back to 1:00 on 3 September.
    expect(at('Asia/Jerusalem', '1999-04-02', 1, 59, 59)).toBe('1999-04-01T23:59:59.000Z')
    expect(at('Asia/Jerusalem', '1999-04-02', 2, 30)).toBe('1999-04-02T00:30:00.000Z')
    expect(at('Asia/Jerusalem', '1999-04-02', 3)).toBe('1999-04-02T00:00:00.000Z')
    expect(at('Asia/Jerusalem', '1999-09-03', 1, 30)).toBe('1999-09-02T22:30:00.000Z')
    expect(at('Asia/Jerusalem', '1999-09-03', 2)).toBe('1999-09-03T00:00:00.000Z')
  })

  it('past 24 hours is of the next day', () => {
    expect(at('Asia/Jerusalem', '1999-01-31', 24, 0, 8)).toBe(at('Asia/Jerusalem', '1999-02-01', 0, 0, 8))
  })

  it('has no zone of another name', () => expect(wallClock('Israel/Nowhere')).toBeUndefined())

  const zones = fc.constantFrom('Asia/Jerusalem', 'America/Sao_Paulo', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC')
  const day = fc.integer({ min: dayOf('1999-01-01'), max: dayOf('2021-01-01') })

  test.prop([zones, day, fc.integer({ min: 0, max: 86_399 })])('is read back from its instant, but for a gap’s, which is later', (zone, on, seconds) => {
    const clock = clockOf(zone)
    const instant = clock.instantOf(on, seconds)
    const shown = (instant + clock.offsetAt(instant)) / 1000 - on * 86_400
    if (shown !== seconds) expect([1800, 3600]).toContain(shown - seconds)
  })

  test.prop([zones, fc.integer({ min: Date.UTC(1999, 0), max: Date.UTC(2021, 0) })])('is in the half hour that its minutes say', (zone, ms) => {
    const clock = clockOf(zone)
    const instant = ms as Parameters<typeof clock.offsetAt>[0]
    const start = halfHourOf(clock)(instant)
    expect(instant - start).toBeGreaterThanOrEqual(0)
    expect(instant - start).toBeLessThan(1_800_000)
    expect(wallTimeOf(clock)(start).time).toMatch(/:(00|30)$/)
    expect(halfHourOf(clock)(start)).toBe(start)
  })
})
