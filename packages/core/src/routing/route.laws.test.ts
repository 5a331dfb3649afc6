import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { routingLaws } from '../testing/routing-laws.js'
import { afterDecision, comesBefore, mayServe, wantsMore } from '../testing/routing-situation.js'
import { byCandidateKey } from './candidate.js'
import { byRankKey, rankKey } from './contact.js'
import { exclusions } from './eligible.js'
import { route, weigh } from './route.js'
import { routingPolicy, situationUnder } from './routing.arbitrary.js'

const situation = situationUnder(routingPolicy)

describe('the plain form keeps the laws', () => {
  for (const { name, run } of routingLaws(route, { runs: 300 })) it(name, run)
})

describe('routing', () => {
  test.prop([situation], { numRuns: 300 })('ROUTE-01 ROUTE-20 who is served comes before everyone else whom somebody could serve instead', (s) => {
    let before = s
    for (const d of route(s.policy, s.waiting, s.attendants, s.now)) {
      const chosen = before.waiting.find((c) => c.contact === d.contact.contact)
      for (const c of before.waiting) {
        if (c === chosen || !wantsMore(before, c) || !before.attendants.some((a) => mayServe(before, c, a))) continue
        expect(chosen !== undefined && comesBefore(before, chosen, c), `${d.contact.contact} before ${c.contact}`).toBe(true)
      }
      before = afterDecision(before, d)
    }
  })

  test.prop([situation], { numRuns: 300 })('ROUTE-01 the order of contacts is total: two are equal only if they are one', ({ policy, waiting }) => {
    for (const a of waiting) for (const b of waiting) {
      const [one, other] = [rankKey(policy, a), rankKey(policy, b)]
      expect(Math.sign(byRankKey(one, other))).toBe(-Math.sign(byRankKey(other, one)) + 0)
      if (byRankKey(one, other) === 0) expect(a).toBe(b)
    }
  })

  test.prop([situation], { numRuns: 300 })('ROUTE-02 ROUTE-27 the order of candidates is total, whatever the strategy', ({ policy, waiting, attendants, now }) => {
    for (const c of waiting) {
      const keys = weigh(policy, c, attendants, now)?.candidates.map((one) => one.key) ?? []
      for (const key of keys) expect(key.slice(0, 5).every((part) => Number.isFinite(part))).toBe(true)
      keys.slice(1).forEach((key, i) => expect(byCandidateKey(keys[i]!, key)).toBeLessThan(0))
    }
  })

  test.prop([situation], { numRuns: 300 })('ROUTE-03 everyone is a candidate or left out by the first rule that applies', (s) => {
    for (const c of s.waiting) {
      const weighed = weigh(s.policy, c, s.attendants, s.now)
      if (weighed === undefined) continue
      const candidates = weighed.candidates.map((one) => one.attendant)
      expect(candidates.length + weighed.excluded.length).toBe(s.attendants.length)
      for (const a of s.attendants) expect(candidates.includes(a.attendant)).toBe(mayServe(s, c, a))
      for (const { why } of weighed.excluded) expect(exclusions).toContain(why)
    }
  })

  test.prop([situation, fc.nat({ max: 12 })], { numRuns: 200 })('ROUTE-01 fewer decisions are the first of all', (s, most) => {
    expect(route(s.policy, s.waiting, s.attendants, s.now, most)).toEqual(route(s.policy, s.waiting, s.attendants, s.now).slice(0, most))
  })
})
