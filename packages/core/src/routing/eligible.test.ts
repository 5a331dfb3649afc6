import { describe, expect, it } from 'vitest'
import { plus } from '../shared/instant.js'
import { tryOf, type WaitingContact } from './contact.js'
import type { Exclusion } from './eligible.js'
import type { QueueRouting } from './policy.js'
import { route, weigh } from './route.js'
import { ago, call, decided, health, inOrder, member, name, now, person, policyWith, sport } from './routing.test-kit.js'
import type { SignedIn } from './signed-in.js'

const whyNot = (routing: QueueRouting, contact: WaitingContact, a: SignedIn, ...others: readonly SignedIn[]): Exclusion | undefined =>
  weigh(policyWith(routing), contact, [a, ...others], now)?.excluded.find((e) => e.attendant === a)?.why

const [ana, bia] = [person('ana'), person('bia')]

describe('who may serve', () => {
  const cases: Readonly<Record<Exclusion, readonly [routing: QueueRouting, contact: WaitingContact, a: SignedIn, ...others: readonly SignedIn[]]>> = {
    notTaking: [{}, call(1), person('ana', { taking: false })],
    noRoom: [{}, call(1), person('ana', { held: 1 })],
    resting: [{}, call(1), person('ana', { readyAt: plus(now, 1) })],
    notMember: [{ members: [member('bia')], others: 'excluded' }, call(1), ana],
    notTrained: [{ level: 2 }, call(1), ana],
    tierClosed: [{ members: [member('ana', { tier: 1 })], tiers: [{ tier: 1, afterSeconds: 31 }] }, call(1), ana],
    notChosen: [{}, call(1, { only: name('bia') }), ana],
    heldForKnown: [{ knownSeconds: 31 }, call(1, { prefers: name('bia') }), ana, bia],
    alreadyOffered: [{}, call(1, { offered: [name('ana')] }), ana],
    refused: [{}, call(1, { refusedBy: [tryOf(ana)] }), ana],
  }
  for (const [why, [routing, contact, a, ...others]] of Object.entries(cases))
    it(`ROUTE-03 excludes by ${why}`, () => expect(whyNot(routing, contact, a, ...others)).toBe(why))

  it('ROUTE-03 the first rule that applies is told, in the order of the list', () => {
    const order = Object.keys(cases) as Exclusion[]
    const everything: SignedIn = person('ana', { taking: false, held: 1, readyAt: plus(now, 1), training: [] })
    expect(whyNot({ members: [], others: 'excluded' }, call(1), everything)).toBe(order[0])
    expect(whyNot({ members: [], others: 'excluded' }, call(1), { ...everything, taking: true })).toBe(order[1])
    expect(whyNot({ members: [], others: 'excluded' }, call(1), { ...everything, taking: true, held: 0 })).toBe(order[2])
    expect(whyNot({ members: [], others: 'excluded' }, call(1), person('ana', { training: [] }))).toBe(order[3])
  })

  it('ROUTE-03 counts everyone under one rule', () => {
    const people = [ana, person('caio', { taking: false }), person('davi', { held: 1 }), person('eva', { training: [] }), bia]
    expect(decided(policyWith({}), call(1, { not: name('bia') }), ...people)?.excluded).toEqual({
      notTaking: 1, noRoom: 1, resting: 0, notMember: 0, notTrained: 1, tierClosed: 0, notChosen: 1, heldForKnown: 0, alreadyOffered: 0, refused: 0,
    })
  })

  it('ROUTE-03 a shift that refused is asked again once it has changed', () => {
    expect(decided(policyWith({}), call(1, { refusedBy: [tryOf(ana)] }), { ...ana, revision: 4 })?.chosen.attendant).toBe('ana')
  })

  it('ROUTE-03 who is not listed is a member of the first tier, unless the queue leaves the others out', () => {
    const listed = { members: [member('bia', { tier: 1 })], tiers: [{ tier: 1, afterSeconds: 0 }] }
    expect(inOrder(policyWith(listed), call(1), ana, bia)).toEqual(['ana', 'bia'])
    expect(inOrder(policyWith({ ...listed, others: 'excluded' }), call(1), ana, bia)).toEqual(['bia'])
  })
})

describe('room', () => {
  const free = (a: Partial<SignedIn>, interrupts: readonly string[] = []) => decided(policyWith({}, { cost: 3, interrupts }), call(1), person('ana', a)) !== undefined

  it('ROUTE-22 what is engaged, reserved or wrapped up takes room', () => {
    expect([free({ capacity: 3 }), free({ capacity: 2 }), free({ capacity: 4, held: 2 }), free({ capacity: 4, held: 1 }), free({ capacity: 4, engaged: { chat: 2 } })]).toEqual([true, false, false, true, false])
  })

  it('ROUTE-22 a channel that may be interrupted does not stand in the way, a reservation does', () => {
    expect([free({ capacity: 3, engaged: { chat: 3 } }, ['chat']), free({ capacity: 3, engaged: { chat: 3, voice: 1 } }, ['chat']), free({ capacity: 3, held: 1 }, ['chat'])]).toEqual([true, false, false])
  })

  it('ROUTE-22 a shift without bound takes whatever comes', () => expect(free({ capacity: 0, unbounded: true, engaged: { voice: 9 } })).toBe(true))

  it('ROUTE-22 one decision takes the room of the next', () => {
    const two = [call(1), call(2, { rankSince: ago(1) })]
    expect(route(policyWith({}), two, [ana], now).map((d) => d.contact.contact)).toEqual(['call-1'])
    expect(route(policyWith({}), two, [person('ana', { capacity: 2 })], now)).toHaveLength(2)
  })
})

describe('what is asked', () => {
  const trained = (...training: readonly (readonly [string, number])[]) => person('ana', { training: training.map(([topic, level]) => ({ topic: topic as typeof health, level, since: ago(99) })) })
  const may = (routing: QueueRouting, a: SignedIn, contact = call(1)) => decided(policyWith(routing), contact, a) !== undefined

  it('ROUTE-23 level 1 of the topic where nothing is said, and every further skill at its level', () => {
    expect([may({}, trained(['health', 1])), may({}, trained(['sport', 1])), may({ level: 0 }, trained())]).toEqual([true, false, true])
    const also = [{ topic: sport, level: 2 }]
    expect([may({ also }, trained(['health', 1])), may({ also }, trained(['health', 1], ['sport', 1])), may({ also }, trained(['health', 1], ['sport', 2]))]).toEqual([false, false, true])
  })

  it('ROUTE-23 training counts from its date on', () => {
    const since = (s: number) => person('ana', { training: [{ topic: health, level: 1, since: ago(s) }] })
    expect([may({}, since(0)), may({}, since(-1))]).toEqual([true, false])
  })

  it('ROUTE-23 a level is lowered and a skill let go once the contact has waited so long', () => {
    const routing = (s: number): QueueRouting => ({ level: 3, also: [{ topic: sport, level: 1 }], relax: [{ afterSeconds: s, level: 1, drops: [sport] }] })
    expect([may(routing(30), trained(['health', 1])), may(routing(31), trained(['health', 1]))]).toEqual([true, false])
    expect(may({ level: 1, relax: [{ afterSeconds: 0, level: 3 }] }, trained(['health', 1]))).toBe(true)
  })

  it('ROUTE-23 an escalation step lets go likewise, for this contact', () => {
    const routing: QueueRouting = { level: 3, also: [{ topic: sport, level: 1 }] }
    expect([may(routing, trained(['health', 1]), call(1, { widened: { level: 1, drops: [sport] } })), may(routing, trained(['health', 1]), call(1, { widened: { level: 1 } }))]).toEqual([true, false])
  })
})

describe('tiers', () => {
  const members = [member('ana'), member('bia', { tier: 1 }), member('caio', { tier: 2 })]
  const open = (more: QueueRouting, contact: WaitingContact, ...people: readonly string[]) => inOrder(policyWith({ members, others: 'excluded', ...more }), contact, ...people.map((n) => person(n)))
  const tiers = [{ tier: 1, afterSeconds: 20 }, { tier: 2, afterSeconds: 40 }]

  it('ROUTE-24 open by waiting in the queue, not by rank', () => {
    expect(open({ tiers }, call(1, { joinedAt: ago(19), rankSince: ago(99) }), 'bia', 'caio')).toEqual([])
    expect(open({ tiers }, call(1, { joinedAt: ago(20) }), 'bia', 'caio')).toEqual(['bia'])
    expect(open({ tiers }, call(1, { joinedAt: ago(40) }), 'bia', 'caio')).toEqual(['bia', 'caio'])
  })

  it('ROUTE-24 open by escalation, with all tiers below', () => {
    expect(open({ tiers }, call(1, { joinedAt: ago(0), widened: { tier: 2 } }), 'bia', 'caio')).toEqual(['bia', 'caio'])
  })

  it('ROUTE-24 where the queue says so, open at once while nobody of those before is signed in', () => {
    const fresh = call(1, { joinedAt: ago(0) })
    expect(open({ tiers }, fresh, 'bia')).toEqual([])
    expect(open({ tiers, skipEmptyTiers: true }, fresh, 'bia', 'caio')).toEqual(['bia'])
    expect(open({ tiers, skipEmptyTiers: true }, fresh, 'caio')).toEqual(['caio'])
    const onBreak = person('ana', { taking: false })
    expect(inOrder(policyWith({ members, others: 'excluded', tiers, skipEmptyTiers: true }), fresh, onBreak, person('bia'))).toEqual([])
  })
})

describe('the attendant who knows the contact', () => {
  const known = (contact: Partial<WaitingContact>, ...people: readonly SignedIn[]) => inOrder(policyWith({ knownSeconds: 31, members: [member('caio', { tier: 1 })], tiers: [{ tier: 1, afterSeconds: 60 }] }), call(1, { prefers: name('bia'), ...contact }), ...people)

  it('ROUTE-25 is the only one for a while, also while busy', () => {
    expect(known({}, ana, bia)).toEqual(['bia'])
    expect(decided(policyWith({ knownSeconds: 31 }), call(1, { prefers: name('bia') }), ana, bia)?.chosen.key[1]).toBe(0)
    expect(known({}, ana, person('bia', { held: 1 }))).toEqual([])
  })

  it('ROUTE-25 is one of all once that while is over, or where the queue gives none', () => {
    expect(known({ joinedAt: ago(31) }, ana, person('bia', { held: 1 }))).toEqual(['ana'])
    expect(inOrder(policyWith({}), call(1, { prefers: name('bia'), joinedAt: ago(0) }), ana, bia)).toEqual(['ana', 'bia'])
  })

  it('ROUTE-25 is not waited for when away, on a break, untrained, of a closed tier, or after letting it ring', () => {
    expect(known({}, ana)).toEqual(['ana'])
    expect(known({}, ana, person('bia', { taking: false }))).toEqual(['ana'])
    expect(known({}, ana, person('bia', { training: [] }))).toEqual(['ana'])
    expect(known({ prefers: name('caio') }, ana, person('caio'))).toEqual(['ana'])
    expect(known({ passedOver: [name('bia')] }, ana, bia)).toEqual(['ana', 'bia'])
  })

  it('ROUTE-25 is not waited for by a contact that another one must take, or that he may not take', () => {
    expect(known({ only: name('ana') }, ana, bia)).toEqual(['ana'])
    expect(known({ not: name('bia') }, ana, bia)).toEqual(['ana'])
  })
})
