import fc from 'fast-check'
import type { AttendantId, ContactId, QueueId, ShiftId, TopicId } from '../shared/ids.js'
import { plus, seconds, type Instant } from '../shared/instant.js'
import { tryOf, type WaitingContact, type Widened } from './contact.js'
import { Strategy, type Member, type Order, type Policy, type QueuePolicy, type QueueRouting } from './policy.js'
import type { SignedIn } from './signed-in.js'

/** Who waits and who is signed in at one instant, under one policy. */
export interface Situation {
  readonly policy: Policy
  readonly waiting: readonly WaitingContact[]
  readonly attendants: readonly SignedIn[]
  readonly now: Instant
}

const start = 1_593_561_600_000 as Instant
const names = ['ana', 'bia', 'caio', 'davi', 'eva', 'feli', 'gil', 'hugo'] as AttendantId[]
const topics = ['health', 'sport', 'culture'] as TopicId[]
const channels = ['voice', 'chat']
const shiftOf = (name: AttendantId) => `shift-${name}` as ShiftId

const inTenths = (weight: number) => <A>(arbitrary: fc.Arbitrary<A>): fc.Arbitrary<A | undefined> =>
  fc.oneof({ weight: 10 - weight, arbitrary: fc.constant(undefined) }, { weight, arbitrary })
const seldom = inTenths(1)
const often = inTenths(5)
const mostly = inTenths(9)

type Said<A> = { readonly [K in keyof A]?: Exclude<A[K], undefined> }
/** Without the fields that are undefined. */
const said = <A extends object>(fields: A): Said<A> => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Said<A>

const few = fc.integer({ min: 0, max: 40 })
const level = fc.constantFrom(0, 1, 1, 1, 2, 3)
const member = fc
  .record({ attendant: fc.constantFrom(...names), tier: often(fc.integer({ min: 0, max: 2 })), position: often(fc.integer({ min: 0, max: 3 })), weight: seldom(fc.constantFrom(0.5, 1, 2)) })
  .map(({ attendant, ...m }): Member => ({ attendant, ...said(m) }))
const relaxation = fc.record({ afterSeconds: few, level: often(level), drops: often(fc.subarray(topics)) }).map(({ afterSeconds, ...r }) => ({ afterSeconds, ...said(r) }))
const tiers = fc.tuple(few, few).map(([a, b]) => [{ tier: 1, afterSeconds: Math.min(a, b) }, { tier: 2, afterSeconds: Math.max(a, b) }])

const members = fc.uniqueArray(member, { selector: (m) => m.attendant, maxLength: 5 })
const anyRouting: fc.Arbitrary<QueueRouting> = fc
  .record({
    strategy: mostly(fc.constantFrom(...(Object.keys(Strategy.keys) as Strategy[]))),
    members: often(members),
    others: often(fc.constantFrom('included' as const, 'excluded' as const)),
    tiers: often(tiers),
    skipEmptyTiers: often(fc.boolean()),
    level: often(level),
    also: seldom(fc.array(fc.record({ topic: fc.constantFrom(...topics), level: fc.integer({ min: 1, max: 2 }) }), { maxLength: 2 })),
    relax: often(fc.array(relaxation, { maxLength: 2 })),
    weight: often(fc.integer({ min: 0, max: 2 })),
    knownSeconds: often(few),
    progressSeconds: often(fc.integer({ min: 1, max: 10 })),
  })
  .map(said)
/** Tiers that are passed while they are empty: few of all would have them. */
const tiered = fc.record({ routing: anyRouting, members, tiers }).map(({ routing, ...t }): QueueRouting => ({ ...routing, ...t, skipEmptyTiers: true }))
const routing = fc.oneof({ weight: 4, arbitrary: anyRouting }, { weight: 1, arbitrary: tiered })
const queuePolicy: fc.Arbitrary<QueuePolicy> = fc.record({
  channel: fc.constantFrom(...channels), cost: fc.integer({ min: 1, max: 3 }), interrupts: fc.subarray(channels), offerLimit: fc.integer({ min: 1, max: 3 }), routing,
})
const order: fc.Arbitrary<Order> = fc.oneof(
  fc.constant<Order>({ by: 'priority' }),
  fc.record({ by: fc.constant('age' as const), prioritySeconds: fc.constantFrom(0, 5, 7.5), weightSeconds: fc.constantFrom(0, 10) })
)

/** Two queues that differ in everything, in their members, or in nothing. */
const two = fc.record({ calls: queuePolicy, chats: queuePolicy, alike: fc.constantFrom('in nothing', 'in nothing', 'but for members', 'in all') }).map(({ calls, chats, alike }) => ({
  calls, chats: alike === 'in nothing' ? chats : { ...calls, routing: { ...calls.routing, ...(alike === 'in all' ? {} : said({ members: chats.routing.members })) } },
}))

/** Any policy: every strategy, tiers, levels, relaxation, weights and both orders occur. */
export const routingPolicy: fc.Arbitrary<Policy> = fc
  .record({ order, seed: fc.nat({ max: 3 }), two, third: seldom(queuePolicy) })
  .map(({ two: queues, third, ...policy }) => ({ ...policy, queues: { ...queues, ...said({ callbacks: third }) } }))

/** Every wait that a policy makes a difference by, in seconds. */
const waitsOf = (policy: Policy): readonly number[] =>
  Object.values(policy.queues).flatMap(({ routing: r }) => [r.knownSeconds ?? 0, r.progressSeconds ?? 10, ...[...(r.relax ?? []), ...(r.tiers ?? [])].map((s) => s.afterSeconds)])

/** The attendants and contacts that a policy can tell apart: of its queues, members, topics and channels, at the instants that count. */
export const populationUnder = (policy: Policy) => {
  const queues = Object.entries(policy.queues)
  const routings = queues.map(([, q]) => q.routing)
  const waits = [0, ...waitsOf(policy)]
  const costs = [1, ...queues.map(([, q]) => q.cost)]
  const some = <A>(known: readonly A[], more: readonly A[], most: number): readonly A[] => [...new Set([...known, ...more])].slice(0, most)
  const people = some(routings.flatMap((r) => (r.members ?? []).map((m) => m.attendant)), names, 8)
  const subjects = some(routings.flatMap((r) => (r.also ?? []).map((s) => s.topic)), topics, 4)
  const levels = [1, 2, 3, ...routings.flatMap((r) => [r.level ?? 1, ...(r.also ?? []).map((s) => s.level)])]

  const instant: fc.Arbitrary<Instant> = fc
    .tuple(fc.constantFrom(...waits), fc.integer({ min: 0, max: Math.max(10, ...waits) }), fc.constantFrom(0, 0, 0, -1, 1), fc.boolean())
    .map(([wait, any, ms, exactly]) => plus(start, seconds(exactly ? wait : any) + ms))
  const someone = fc.constantFrom(...people)
  const training = fc.record({
    topic: fc.constantFrom(...subjects), level: fc.constantFrom(...levels), since: fc.oneof({ weight: 4, arbitrary: fc.constant(start) }, { weight: 1, arbitrary: instant }),
  })
  const units = fc.constantFrom(0, 1, ...costs)

  const attendant: fc.Arbitrary<SignedIn> = fc
    .record({
      attendant: someone, revision: fc.nat({ max: 2 }), taking: fc.constantFrom(true, true, true, true, false), idleSince: instant, readyAt: seldom(instant),
      training: fc.array(training, { minLength: 1, maxLength: 4 }), capacity: fc.constantFrom(...costs.flatMap((n) => [n, 2 * n, 2 * n + 1])),
      unbounded: fc.constantFrom(false, false, false, true), held: fc.oneof(fc.constant(0), units),
      engaged: fc.oneof(fc.constant({}), fc.dictionary(fc.constantFrom(...some(queues.map(([, q]) => q.channel), channels, 4)), units)),
      contacts: fc.nat({ max: 2 }), talkMs: fc.nat({ max: 2 }), offeredAt: fc.dictionary(fc.constantFrom('elsewhere', ...Object.keys(policy.queues)), instant),
    })
    .map(({ readyAt, ...a }): SignedIn => ({ ...a, shift: shiftOf(a.attendant), ...said({ readyAt }) }))

  const widened: fc.Arbitrary<Widened> = fc
    .record({ level: often(fc.constantFrom(0, ...levels)), drops: often(fc.subarray([...subjects])), tier: often(fc.integer({ min: 1, max: 2 })) })
    .map(said)

  const contact: fc.Arbitrary<WaitingContact> = fc
    .record({
      contact: fc.integer({ min: 1, max: 12 }).map((n) => `call-${n}` as ContactId), priority: fc.nat({ max: 2 }), rankSince: instant, waitedBefore: fc.constantFrom(0, 0, 0, 5),
      queue: fc.constantFrom(...Object.keys(policy.queues), ...Object.keys(policy.queues), 'elsewhere').map((q) => q as QueueId),
      topic: fc.constantFrom(...subjects), passedOver: fc.subarray([...people], { maxLength: 2 }), offersBegun: fc.nat({ max: 2 }),
      offered: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.subarray([...people], { maxLength: 2 }) }),
      more: fc.record({
        widened: seldom(widened), prefers: often(someone), only: seldom(someone), not: seldom(someone), ringingSince: often(instant), lastOffered: often(someone),
        notBefore: seldom(instant), refusedBy: seldom(fc.array(fc.record({ shift: someone.map(shiftOf), revision: fc.nat({ max: 2 }) }).map(tryOf), { maxLength: 2 })),
      }),
    })
    .map(({ waitedBefore, more, ...c }): WaitingContact => ({ ...c, joinedAt: plus(c.rankSince, seconds(waitedBefore)), ...said(more) }))

  return { instant, attendant, contact }
}

/** Any situation under policies of one's own. */
export const situationUnder = (policies: fc.Arbitrary<Policy>): fc.Arbitrary<Situation> =>
  policies.chain((policy) => {
    const { instant, attendant, contact } = populationUnder(policy)
    return fc.record({
      policy: fc.constant(policy), waiting: fc.uniqueArray(contact, { selector: (c) => c.contact, maxLength: 10 }),
      attendants: fc.uniqueArray(attendant, { selector: (a) => a.attendant, maxLength: 8 }), now: instant,
    })
  })
