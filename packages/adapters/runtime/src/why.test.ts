import { isRight, right } from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { seconds, storedPlans, why, whyInWords, type ContactId, type EventStore, type Plan, type QueueRouting, type Waiting } from '@disque/core'
import { memoryStore } from '@disque/memory'
import { copyStore } from './index.js'
import { all, plan, scene } from './scene.test-kit.js'

const routed = (routing: QueueRouting, offerLimit = 1): Plan.Plan => ({ ...plan, queues: plan.queues.map((q) => ({ ...q, offerLimit, routing })) })

interface Offered {
  readonly contact: ContactId
  readonly reason: Waiting.Reason
}

/** The store with positions of its own kind, as no other has them. */
const placedAs = (mark: string, store: EventStore): EventStore => ({
  ...store,
  readAll: ({ after, ...options } = {}) => ({
    async *[Symbol.asyncIterator]() {
      for await (const read of store.readAll({ ...options, ...(after !== undefined && { after: after.slice(mark.length) }) })) {
        yield isRight(read) ? right({ ...read.right, position: `${mark}${read.right.position}` }) : read
      }
    },
  }),
})

/** Five attendants and a dozen callers, some of whom ring in vain; every reservation that came of it, with the answer to why. */
const day = async (changed: Plan.Plan) => {
  const s = await scene({ seed: 7 })
  await s.changePlan(changed)
  for (const name of ['ana', 'bia', 'caio', 'davi', 'eva']) {
    await s.signIn(name)
    await s.advance(seconds(3))
  }
  await s.toShift('eva-1', { type: 'StartBreak', reason: 'lunch' })
  for (let i = 0; i < 12; i++) {
    await s.dial(`c${i}`)
    await s.press(`c${i}`, '1')
    await s.advance(seconds(2))
    if (i % 3 !== 1) await s.acceptAll()
    await s.advance(seconds(i % 4 === 0 ? 20 : 1))
    await s.hangUp(`c${i - 2}`)
  }
  const reserved = (await s.events()).filter((e) => e.type === 'Reserved').map(({ data }) => data as unknown as Offered)
  return { s, reserved }
}

describe('why an attendant was offered a contact', () => {
  const policies: readonly (readonly [string, Plan.Plan])[] = [
    ['idle longest', routed({})],
    ['round robin', routed({ strategy: 'roundRobin' })],
    ['chance', routed({ strategy: 'random' })],
    ['fewest contacts', routed({ strategy: 'fewestContacts', delays: { noAnswer: { delaySeconds: 5 } } })],
    ['all at once', routed({ strategy: 'ringAll', members: [{ attendant: 'caio' as never, position: 1, tier: 1 }], tiers: [{ tier: 1, afterSeconds: 10 }] }, 3)],
  ]
  it.each(policies)('WHY-01 is rebuilt from the events alone, and agrees with what the event kept: %s', async (_, changed) => {
    const { s, reserved } = await day(changed)
    expect(reserved.length).toBeGreaterThan(8)
    for (const { contact, reason } of reserved) {
      const explained = await why(s.store, s.plans, { contact, reason })()
      if (!isRight(explained)) throw new Error(JSON.stringify(explained.left))
      const { candidates, excluded, tieBreak } = explained.right
      const [chosen, ...others] = candidates.map(({ attendant, key }) => ({ attendant, key }))
      expect({ chosen, tieBreak, runnersUp: others.slice(0, 5) }).toEqual({ chosen: reason.chosen, tieBreak: reason.tieBreak, runnersUp: reason.runnersUp })
      for (const [rule, count] of Object.entries(reason.excluded)) expect([rule, excluded.filter((x) => x.why === rule).length]).toEqual([rule, count])
      expect(whyInWords(explained.right, 'pt')[0]).toContain(`foi ofertado a ${reason.chosen.attendant}`)
    }
  })

  it('COPY-06 is rebuilt from a copy, and from a copy of that', async () => {
    const { s, reserved } = await day(routed({}))
    const [copy, copyOfIt] = [placedAs('b', memoryStore()), placedAs('a', memoryStore())]
    for (const [from, to] of [[s.store, copy], [copy, copyOfIt]] as const) expect(await copyStore(from, to)()).toMatchObject({ _tag: 'Right' })
    for (const store of [copy, copyOfIt]) {
      const offered = (await all(store)).filter((e) => e.type === 'Reserved')
      expect(offered.length).toBe(reserved.length)
      for (const { data, metadata } of offered) {
        const { contact, reason } = data as unknown as Offered
        const explained = await why(store, storedPlans(store), { contact, reason, metadata })()
        expect(explained).toEqual(await why(s.store, s.plans, { contact, reason })())
        expect(explained).toMatchObject({ right: { candidates: [reason.chosen, ...reason.runnersUp] } })
      }
    }
  })

  it('WHY-01 is not told where another router decided', async () => {
    const { s, reserved } = await day(routed({}))
    const { contact, reason } = reserved.find((r) => r.reason.runnersUp.length > 0)!
    const [next] = reason.runnersUp
    expect(await why(s.store, s.plans, { contact, reason: { ...reason, chosen: next! } })()).toEqual({ _tag: 'Left', left: { _tag: 'DecidedOtherwise', attendant: next!.attendant } })
  })

  it('WHY-01 is not told of a contact that did not wait', async () => {
    const { s, reserved } = await day(routed({}))
    const contact = 'call-nobody' as ContactId
    expect(await why(s.store, s.plans, { contact, reason: reserved[0]!.reason })()).toEqual({ _tag: 'Left', left: { _tag: 'ContactDidNotWait', contact } })
  })
})
