import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { instant, type Instant } from './instant.js'
import { isProtocolNumber, protocolNumber, protocolNumbersADay } from './protocol-number.js'

const zone = 'America/Sao_Paulo'
const nth = fc.integer({ min: 0, max: protocolNumbersADay - 1 })
const at = fc.integer({ min: instant('1990-01-01T00:00:00Z'), max: instant('2090-01-01T00:00:00Z') }).map((n) => n as Instant)
const number = fc.tuple(at, nth).map(([when, n]) => protocolNumber(when, zone, n))
const digitPlaces = [...protocolNumber(instant('2020-07-01T12:00:00Z'), zone, 0)].flatMap((c, place) => (c === '-' ? [] : [place]))

describe('the service protocol number', () => {
  test('PROTO-01 the date is the one in the centre’s zone', () => {
    const evening = instant('2020-07-01T02:59:59Z')
    expect(protocolNumber(evening, zone, 482_139_701_123)).toBe('20200630-482139701123-4')
    expect(protocolNumber(evening, 'UTC', 482_139_701_123)).toBe('20200701-482139701123-4')
    expect(protocolNumber(instant('2020-07-01T03:00:00Z'), zone, 7)).toMatch(/^20200701-000000000007-\d$/)
  })

  test.prop([number])('PROTO-01 what is made is valid', (made) => {
    expect(isProtocolNumber(made)).toBe(true)
  })

  test.prop([at, nth, nth])('PROTO-01 another place in the day is another number', (when, a, b) => {
    expect(protocolNumber(when, zone, a) === protocolNumber(when, zone, b)).toBe(a === b)
  })

  test.prop([number, fc.constantFrom(...digitPlaces), fc.integer({ min: 1, max: 9 })])('PROTO-02 any one wrong digit is found', (made, place, by) => {
    const wrong = (Number(made[place]) + by) % 10
    expect(isProtocolNumber(made.slice(0, place) + wrong + made.slice(place + 1))).toBe(false)
  })

  test.prop([number, fc.integer({ min: 0, max: digitPlaces.length - 2 })])('PROTO-02 any two neighbours that were swapped are found', (made, i) => {
    const [a, b] = [digitPlaces[i]!, digitPlaces[i + 1]!]
    fc.pre(made[a] !== made[b])
    const digits = [...made]
    digits[a] = made[b]!
    digits[b] = made[a]!
    expect(isProtocolNumber(digits.join(''))).toBe(false)
  })

  test('text of another form is no protocol number', () => {
    for (const text of ['', '20200701', '202007014821397011239', ' 20200701-482139701123-4', '20200701-482139701123-x']) expect(isProtocolNumber(text), text).toBe(false)
  })

  test('a place outside the day is refused', () => {
    for (const n of [-1, 0.5, NaN, protocolNumbersADay]) expect(() => protocolNumber(instant('2020-07-01T12:00:00Z'), zone, n), String(n)).toThrow(RangeError)
  })
})
