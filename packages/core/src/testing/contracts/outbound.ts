import * as E from 'fp-ts/lib/Either.js'
import fc from 'fast-check'
import type { Effect, EffectKind, Outbound } from '../../ports/outbound.js'
import type { ContactId } from '../../shared/ids.js'
import type { Instant } from '../../shared/instant.js'
import type { HeldClock } from '../held-clock.js'
import { must, same, succeeds, upTo, type Case } from './case.js'

/** Something that was really done to a device. */
export type Done = Pick<Effect, 'kind' | 'key' | 'id'>

export interface OutboundUnderTest {
  readonly outbound: Outbound
  /** Everything that was really done, in the order in which it was. */
  readonly done: () => readonly Done[]
  /** By which the implementation judges `notAfter`. */
  readonly clock: HeldClock
  readonly dispose?: () => Promise<void>
}

const start = 1_593_561_600_000 as Instant
const after = (ms: number) => (start + ms) as Instant
const line = 'call-a/line'

const effect = (id: string, order: number, more: Partial<Pick<Effect, 'kind' | 'key' | 'notAfter'>> = {}): Effect => {
  const key = more.key ?? line
  const [contact = 'call-a', device = 'line'] = key.split('/')
  return { id, order, kind: 'announce', key, contact: contact as ContactId, device, detail: { announcement: 'welcome' }, ...more }
}

const kinds: readonly EffectKind[] = ['ring', 'stop-ringing', 'announce', 'dial', 'bridge', 'hang-up', 'send', 'notify']
const someEffects = fc.uniqueArray(
  fc.record({
    id: fc.integer({ min: 0, max: 30 }).map((n) => `e${n}`),
    order: fc.integer({ min: 0, max: 4 }),
    kind: fc.constantFrom(...kinds),
    key: fc.constantFrom(line, 'call-a/ana', 'call-b/line'),
    lasts: fc.option(fc.integer({ min: 0, max: 6 }), { nil: undefined }),
  }),
  { selector: (e) => e.id, minLength: 1, maxLength: 8 }
).map((all) => all.map(({ lasts, ...e }) => effect(e.id, e.order, { kind: e.kind, key: e.key, ...(lasts === undefined ? {} : { notAfter: after(lasts) }) })))

/** Any of the effects, again and again, in any order, while time passes. */
const deliveries = someEffects.chain((effects) =>
  fc.array(fc.record({ effect: fc.constantFrom(...effects), wait: fc.integer({ min: 0, max: 2 }) }), { minLength: 1, maxLength: 24 })
)

/** What must have been done, said as simply as possible. */
const model = () => {
  const highest = new Map<string, number>()
  const done: Done[] = []
  return {
    done,
    carry: ({ id, kind, key, order, notAfter }: Effect, now: Instant) => {
      const newest = Math.max(order, highest.get(key) ?? order)
      highest.set(key, newest)
      if (order === newest && !(notAfter !== undefined && now > notAfter) && !done.some((d) => d.id === id)) done.push({ id, kind, key })
    },
  }
}

/** What everything that acts on devices must do with effects that come twice, late or out of order. `open` gives a fresh one for each case. */
export const outboundContract = (open: () => Promise<OutboundUnderTest>): readonly Case[] => {
  const trying = async (body: (under: OutboundUnderTest) => Promise<void>) => {
    const under = await open()
    try {
      under.clock.set(start)
      await body(under)
    } finally {
      await under.dispose?.()
    }
  }
  const the = (name: string, effects: readonly Effect[], done: readonly string[]): Case => ({
    name,
    run: () =>
      trying(async (under) => {
        for (const one of effects) await succeeds(under.outbound.carry(one), `carry ${one.id}`)
        same(under.done().map((d) => d.id), done, 'what was done')
      }),
  })
  return [
    the('what is carried is done, once each and in order', [effect('a', 1), effect('b', 2), effect('c', 7)], ['a', 'b', 'c']),
    the('EFFECT-02 the same effect twice acts once', [effect('a', 1), effect('a', 1), effect('b', 2), effect('b', 2), effect('a', 1)], ['a', 'b']),
    {
      name: 'EFFECT-02 the same effect sent many times at once acts once',
      run: () =>
        trying(async (under) => {
          const answers = await Promise.all(upTo(10).map(() => under.outbound.carry(effect('a', 1))()))
          must(answers.every(E.isRight), 'every repeat is answered')
          same(under.done(), [{ id: 'a', kind: 'announce', key: line }], 'what was done')
        }),
    },
    the('EFFECT-01 an effect below the highest order seen for its key is dropped', [effect('b', 2), effect('a', 1), effect('c', 3), effect('d', 2)], ['b', 'c']),
    the('EFFECT-01 effects of the same order are all carried', [effect('a', 2), effect('b', 2, { kind: 'hang-up' }), effect('a', 2), effect('c', 2)], ['a', 'b', 'c']),
    the('EFFECT-01 order counts within a key only', [effect('a', 5), effect('b', 1, { key: 'call-a/ana' }), effect('c', 1, { key: 'call-b/line' })], ['a', 'b', 'c']),
    {
      name: 'EFFECT-03 an effect is carried up to its last instant, and dropped after it',
      run: () =>
        trying(async ({ outbound, done, clock }) => {
          clock.set(after(1000))
          await succeeds(outbound.carry(effect('in time', 1, { kind: 'ring', notAfter: after(1000) })))
          clock.set(after(1001))
          await succeeds(outbound.carry(effect('too late', 2, { kind: 'ring', notAfter: after(1000) })))
          same(done(), [{ id: 'in time', kind: 'ring', key: line }], 'what was done')
          await succeeds(outbound.carry(effect('older', 1)))
          same(done().length, 1, 'what is older than one that came too late is dropped as well')
        }),
    },
    {
      name: 'effects repeated and swapped at random are done as a simple model says',
      run: () =>
        fc.assert(
          fc.asyncProperty(deliveries, (sent) =>
            trying(async ({ outbound, done, clock }) => {
              const expected = model()
              for (const { effect: one, wait } of sent) {
                expected.carry(one, clock.advance(wait))
                await succeeds(outbound.carry(one))
              }
              same(done().map(({ id, kind, key }) => ({ id, kind, key })), expected.done, 'what was done')
            })
          )
        ),
    },
  ]
}
