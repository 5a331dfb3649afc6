import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import type { AttendantId, ContactId, QueueId, ShiftId, TopicId } from '../shared/ids.js'
import type { Instant } from '../shared/instant.js'
import { byRank, route, tryOf, type CostOf, type FreeAttendant, type WaitingContact } from './route.js'

const topics = ['health', 'sport'] as TopicId[]
const queues = ['calls', 'chats', 'closed'] as QueueId[]
const names = ['ana', 'bia', 'caio', 'davi'] as AttendantId[]
const costs: Readonly<Record<string, number>> = { calls: 3, chats: 1 }
const costOf: CostOf = (queue) => costs[queue]
const instants = fc.integer({ min: 0, max: 3 }).map((n) => n as Instant)
const maybe = <A>(a: readonly A[]) => fc.option(fc.constantFrom(...a), { nil: undefined, freq: 4 })

const attendant = fc
  .record({ name: fc.constantFrom(...names), idleSince: instants, topics: fc.subarray(topics, { minLength: 1 }), taking: fc.constantFrom(true, true, true, false), free: fc.integer({ min: 0, max: 4 }) })
  .map(({ name, free, ...a }): FreeAttendant => ({ ...a, attendant: name, shift: `shift-${name}` as ShiftId, revision: 7, room: () => free }))
const attendants = fc.uniqueArray(attendant, { selector: (a) => a.attendant, maxLength: 4 })

const contact = fc
  .record({
    n: fc.integer({ min: 1, max: 6 }), queue: fc.constantFrom(...queues), topic: fc.constantFrom(...topics), priority: fc.integer({ min: 0, max: 1 }), rankSince: instants,
    passedOver: fc.subarray(names, { maxLength: 2 }), only: maybe(names), not: maybe(names), refusedBy: fc.subarray(names.map((n) => tryOf({ shift: `shift-${n}` as ShiftId, revision: 7 })), { maxLength: 1 }),
  })
  .map(({ n, only, not, ...c }): WaitingContact => ({ ...c, contact: `call-${n}` as ContactId, ...(only === undefined ? {} : { only }), ...(not === undefined ? {} : { not }) }))
const contacts = fc.uniqueArray(contact, { selector: (c) => c.contact, maxLength: 6 })

const isFor = (c: WaitingContact, a: FreeAttendant): boolean =>
  a.taking && a.topics.includes(c.topic) && (c.only ?? a.attendant) === a.attendant && c.not !== a.attendant && c.refusedBy?.includes(tryOf(a)) !== true
const isBefore = (c: WaitingContact, a: FreeAttendant, b: FreeAttendant): boolean => {
  const [late, early] = [c.passedOver.includes(a.attendant), c.passedOver.includes(b.attendant)]
  return late !== early ? early : a.idleSince !== b.idleSince ? a.idleSince < b.idleSince : a.attendant < b.attendant
}
const without = (decided: ReturnType<typeof route>) => decided.map(({ contact: c, ...rest }) => ({ ...rest, contact: c.contact }))

describe('routing', () => {
  test.prop([contacts.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray([...all], { minLength: all.length }))), attendants.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray([...all], { minLength: all.length })))])(
    'ROUTE-01 the answer does not depend on the order of its inputs',
    ([waiting, waitingAnyhow], [free, freeAnyhow]) => {
      expect(without(route(waitingAnyhow, freeAnyhow, costOf))).toEqual(without(route(waiting, free, costOf)))
    }
  )

  test.prop([contacts, attendants], { numRuns: 300 })('ROUTE-01 ROUTE-02 ROUTE-03 each contact in its rank gets the first of those who may serve it, and nobody waits while one could', (waiting, free) => {
    const decided = route(waiting, free, costOf)
    const used = new Map<string, number>()
    const expected: (readonly [string, string])[] = []
    for (const c of [...waiting].sort(byRank)) {
      const cost = costOf(c.queue)
      if (cost === undefined) continue
      const able = free.filter((a) => isFor(c, a) && a.room(c.queue) - (used.get(a.attendant) ?? 0) >= cost)
      const best = able.find((a) => able.every((b) => b === a || isBefore(c, a, b)))
      if (best === undefined) continue
      used.set(best.attendant, (used.get(best.attendant) ?? 0) + cost)
      expected.push([c.contact, best.attendant])
    }
    expect(decided.map((d) => [d.contact.contact, d.chosen.attendant])).toEqual(expected)
  })

  test.prop([contacts, attendants], { numRuns: 300 })('ROUTE-03 everyone is chosen, a runner-up or excluded by one rule', (waiting, free) => {
    for (const d of route(waiting, free, costOf)) {
      const excluded = Object.values(d.excluded).reduce((n, m) => n + m, 0)
      expect(1 + d.runnersUp.length + excluded).toBe(free.length)
    }
  })

  test.prop([contacts, contacts])('ROUTE-01 the order is total: two contacts are equal only if they are one', (some, others) => {
    for (const a of some) for (const b of others) {
      expect(Math.sign(byRank(a, b))).toBe(-Math.sign(byRank(b, a)) + 0)
      if (byRank(a, b) === 0) expect(a.contact).toBe(b.contact)
    }
  })
})

describe('a decision', () => {
  const ana: FreeAttendant = { attendant: names[0]!, shift: 'shift-ana' as ShiftId, revision: 7, idleSince: 5 as Instant, topics, taking: true, room: () => 3 }
  const bia: FreeAttendant = { ...ana, attendant: names[1]!, shift: 'shift-bia' as ShiftId }
  const call: WaitingContact = { contact: 'call-1' as ContactId, queue: queues[0]!, topic: topics[0]!, priority: 0, rankSince: 1 as Instant, passedOver: [] }
  const one = (c: WaitingContact, ...free: readonly FreeAttendant[]) => route([c], free, costOf)[0]

  it('ROUTE-02 goes to who is idle longest, and by name between equals', () => {
    expect(one(call, ana, { ...bia, idleSince: 4 as Instant })).toMatchObject({ chosen: { attendant: 'bia' }, tieBreak: 'idleSince' })
    expect(one(call, bia, ana)).toMatchObject({ chosen: { attendant: 'ana' }, tieBreak: 'attendant' })
    expect(one(call, ana)).toMatchObject({ chosen: { attendant: 'ana' }, tieBreak: 'none', runnersUp: [] })
  })

  it('ROUTE-02 goes to who passed the contact over only if nobody else can take it', () => {
    const passed: WaitingContact = { ...call, passedOver: [ana.attendant] }
    expect(one(passed, ana, { ...bia, idleSince: 9 as Instant })).toMatchObject({ chosen: { attendant: 'bia' }, tieBreak: 'none' })
    expect(one(passed, ana)).toMatchObject({ chosen: { attendant: 'ana' } })
  })

  it('ROUTE-03 counts each who cannot under the rule that says so', () => {
    const others: readonly FreeAttendant[] = [{ ...bia, taking: false }, { ...bia, room: () => 2 }, { ...bia, topics: [topics[1]!] }, { ...bia, attendant: names[2]! }]
    const free = others.map((a, i): FreeAttendant => ({ ...a, shift: `s${i}` as ShiftId }))
    expect(one({ ...call, not: names[2]! }, ana, ...free)?.excluded).toEqual({ notTaking: 1, noRoom: 1, notTrained: 1, notChosen: 1, refused: 0 })
  })

  it('ROUTE-03 is not tried again on a shift that refused it and has not changed', () => {
    const refused: WaitingContact = { ...call, refusedBy: [tryOf(ana)] }
    expect(one(refused, ana)).toBeUndefined()
    expect(one(refused, { ...ana, revision: 8 })).toMatchObject({ chosen: { attendant: 'ana' } })
  })

  it('names at most five runners-up', () => {
    const many = Array.from({ length: 9 }, (_, n): FreeAttendant => ({ ...ana, attendant: `a${n}` as AttendantId, shift: `s${n}` as ShiftId }))
    expect(one(call, ...many)?.runnersUp.map((r) => r.attendant)).toEqual(['a1', 'a2', 'a3', 'a4', 'a5'])
  })

  it('stops at as many as are wanted, and counts those who were left out before', () => {
    const two = [call, { ...call, contact: 'call-2' as ContactId }]
    expect(route(two, [ana, bia], costOf, { most: 1 })).toHaveLength(1)
    expect(route(two, [ana, bia], costOf)).toHaveLength(2)
    expect(route([call], [ana], costOf, { aside: { noRoom: 4 } })[0]?.excluded).toMatchObject({ noRoom: 4, notTaking: 0 })
  })
})
