import fc from 'fast-check'
import { Strategy, type Action, type CentreRouting, type Condition, type QueueRouting, type Step } from '../routing/policy.js'
import type { AnnouncementId, AttendantId, QueueId, TopicId } from '../shared/ids.js'

const strategies = Object.keys(Strategy.keys) as Strategy[]
const secondsUpTo = (max: number) => fc.integer({ min: 0, max })
/** A field that may be left out. */
const maybe = <A>(a: fc.Arbitrary<A>) => fc.option(a, { nil: undefined })

/** Without the fields that are undefined. */
const present = <A extends object>(a: A): { [K in keyof A]?: Exclude<A[K], undefined> } =>
  Object.fromEntries(Object.entries(a).filter(([, value]) => value !== undefined)) as { [K in keyof A]?: Exclude<A[K], undefined> }

interface Words {
  readonly topics: readonly TopicId[]
  readonly attendants: readonly AttendantId[]
  readonly announcements: readonly AnnouncementId[]
  /** Of the same channel as the queue, and not itself. */
  readonly overflow: readonly QueueId[]
}

const condition: fc.Arbitrary<Condition> = fc
  .record({ afterSeconds: maybe(secondsUpTo(600)), waiting: maybe(fc.integer({ min: 1, max: 50 })), noneTrained: maybe(fc.constant(true as const)), closed: maybe(fc.constant(true as const)) })
  .map(present)
  .filter((when) => Object.keys(when).length > 0)

const action = ({ topics, announcements, overflow }: Words, tiers: readonly number[], hasCallback: boolean): fc.Arbitrary<Action> => {
  const heard = fc.constantFrom(...announcements)
  return fc.oneof(
    fc.record({ do: fc.constant('relax' as const), level: fc.nat(3) }),
    fc.record({ do: fc.constant('priority' as const), by: fc.integer({ min: 1, max: 5 }) }),
    heard.map((announcement): Action => ({ do: 'message', announcement })),
    heard.map((announcement): Action => ({ do: 'close', announcement })),
    ...(tiers.length === 0 ? [] : [fc.constantFrom(...tiers).map((tier): Action => ({ do: 'tier', tier }))]),
    ...(hasCallback ? [heard.map((announcement): Action => ({ do: 'callback', announcement }))] : []),
    ...(overflow.length === 0 ? [] : [fc.record({ do: fc.constant('queue' as const), queue: fc.constantFrom(...overflow), topic: fc.constantFrom(...topics) })])
  )
}

/** A queue's routing without fault; `offerLimit` is what its strategy needs at least. */
export const queueRouting = (words: Words): fc.Arbitrary<QueueRouting> =>
  fc
    .record({
      tiers: fc.uniqueArray(fc.integer({ min: 1, max: 3 }), { maxLength: 3 }).chain((levels) =>
        fc.array(secondsUpTo(120), { minLength: levels.length, maxLength: levels.length }).map((after) => {
          const waits = [...after].sort((a, b) => a - b)
          return [...levels].sort((a, b) => a - b).map((tier, i) => ({ tier, afterSeconds: waits[i] ?? 0 }))
        })
      ),
      level: fc.integer({ min: 0, max: 3 }),
      also: fc.uniqueArray(fc.record({ topic: fc.constantFrom(...words.topics), level: fc.integer({ min: 1, max: 2 }) }), { selector: (s) => s.topic, maxLength: 2 }),
      callback: maybe(fc.record({ attempts: fc.integer({ min: 1, max: 3 }), retrySeconds: secondsUpTo(600), dialSeconds: fc.integer({ min: 1, max: 60 }) })),
    })
    .chain(({ tiers, level, also, callback }) => {
      const levels = tiers.map((t) => t.tier)
      const steps: fc.Arbitrary<readonly Step[]> = fc
        .array(fc.record({ when: condition, then: action(words, levels, callback !== undefined) }), { maxLength: 3 })
        .map((all) => all.map((s, i) => ({ id: `step-${i}`, ...s })))
      return fc
        .record({
          strategy: maybe(fc.constantFrom(...strategies)),
          members: maybe(
            fc.uniqueArray(
              fc.record({ attendant: fc.constantFrom(...words.attendants), tier: fc.constantFrom(0, ...levels), position: fc.nat(9), weight: fc.constantFrom(0.5, 1, 2) }),
              { selector: (m) => m.attendant }
            )
          ),
          others: maybe(fc.constantFrom('included' as const, 'excluded' as const)),
          skipEmptyTiers: maybe(fc.boolean()),
          weight: maybe(fc.nat(3)),
          knownSeconds: maybe(secondsUpTo(60)),
          progressSeconds: maybe(fc.integer({ min: 1, max: 20 })),
          missLimit: maybe(fc.nat(5)),
          delays: maybe(fc.record({ busy: fc.record({ delaySeconds: secondsUpTo(60) }), noAnswer: fc.record({ delaySeconds: secondsUpTo(60) }) })),
          relaxAfter: fc.tuple(secondsUpTo(60), secondsUpTo(60)),
          steps,
        })
        // Who leaves out the others lists somebody.
        .filter(({ others, members }) => others !== 'excluded' || (members ?? []).length > 0)
        .map(({ relaxAfter: [first, second], ...r }) => {
          const [early, late] = first < second ? [first, second] : [second, first]
          const relax = [
            ...(level > 0 ? [{ afterSeconds: early, level: level - 1 }] : []),
            ...(also.length > 0 ? [{ afterSeconds: late, drops: also.slice(0, 1).map((s) => s.topic) }] : []),
          ]
          return present({ ...r, level, callback, tiers: tiers.length === 0 ? undefined : tiers, also: also.length === 0 ? undefined : also, relax: relax.length === 0 ? undefined : relax })
        })
    })

export const centreRouting: fc.Arbitrary<CentreRouting> = fc
  .record({
    order: maybe(fc.oneof(fc.constant({ by: 'priority' as const }), fc.record({ by: fc.constant('age' as const), prioritySeconds: fc.constantFrom(0, 30, 120), weightSeconds: fc.constantFrom(0, 60) }))),
    seed: maybe(fc.nat(1000)),
  })
  .map(present)
