import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { validatePlan, type Plan } from '@disque/core'
import { line, logText, parsed, sample } from '../calls/log.test-kit.js'
import { recordedPlan } from '../calls/plan.js'
import { planUnder, policyFrom } from './policy.js'
import { routed, zone } from './routed.test-kit.js'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'disque-policy-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const text = logText(line({ type: 'PS', priority: '0' }), line({ call_id: '2', type: 'NW', priority: '2' }))
const { plan } = recordedPlan(parsed(text).calls, zone)

const read = (policy: unknown): ReturnType<typeof policyFrom> => {
  writeFileSync(path.join(folder, 'policy.json'), typeof policy === 'string' ? policy : JSON.stringify(policy))
  return policyFrom('policy.json', folder, plan)
}
const changed = (policy: unknown): Plan.Plan => {
  const found = read(policy)
  if (found._tag === 'Left') throw new Error(found.left.words)
  return found.right
}
const queueIn = (of: Plan.Plan, id: string) => of.queues.find((q) => q.id === id)
const prioritiesIn = (of: Plan.Plan, id: string) =>
  of.menus.flatMap((m) => m.options.flatMap(({ target }) => (target.to === 'queue' && target.queue === id ? [target.priority] : [])))

describe('a policy file', () => {
  it('may be empty: then everything is as recorded', () => {
    const same = changed({})
    expect(validatePlan(plan)).toEqual([])
    expect({ ...same, routing: undefined, queues: same.queues.map(({ routing: _, ...queue }) => queue) }).toEqual({ ...plan, routing: undefined })
    expect(same.queues.map((q) => q.routing)).toEqual([{}, {}])
  })

  it('replaces the order, and fields of queues: those of `*` in all, a type’s own before them', () => {
    const order = { by: 'age', prioritySeconds: 45, weightSeconds: 0 }
    const after = changed({ order, seed: 5, queues: { '*': { strategy: 'fewestContacts', wrapUpSeconds: 20 }, PS: { strategy: 'roundRobin', maxWaiting: 10 } } })
    expect(after.routing).toEqual({ order, seed: 5 })
    expect(queueIn(after, 'PS')).toMatchObject({ wrapUpSeconds: 20, maxWaiting: 10, routing: { strategy: 'roundRobin' } })
    expect(queueIn(after, 'NW')).toMatchObject({ wrapUpSeconds: 20, routing: { strategy: 'fewestContacts' } })
    expect(queueIn(after, 'NW')).not.toHaveProperty('maxWaiting')
  })

  it('may give all calls of a type one priority', () => {
    const after = changed({ queues: { PS: { priority: 7 } } })
    expect([prioritiesIn(plan, 'PS'), prioritiesIn(after, 'PS'), prioritiesIn(after, 'NW')]).toEqual([[0, 2], [7, 7], [0, 2]])
  })

  const refusals: readonly (readonly [string, unknown, RegExp])[] = [
    ['what is no JSON', '{', /policy\.json cannot be read as a policy: .*Nothing was written/],
    ['what is no policy', [1], /policy\.json cannot be read as a policy: it is no object/],
    ['a field that is misspelt', { ordr: {} }, /ordr: there is no such field/],
    ['a queue’s field that is misspelt', { queues: { PS: { strategie: 'random' } } }, /queues\.PS\.strategie: there is no such field/],
    ['a field misspelt further in', { queues: { '*': { tiers: [{ tier: 1, afterSeconds: 5, afterSecond: 5 }] } } }, /queues\.\*\.tiers\.0\.afterSecond: there is no such field/],
    ['a type that the log does not have', { queues: { XX: {} } }, /queues\.XX: the log has no calls of this type; it has NW, PS/],
    ['a strategy that there is not', { queues: { PS: { strategy: 'luck' } } }, /queues\.PS\.strategy: "luck" does not belong here; it should be one of longestIdle, roundRobin, /],
    ['a number that is a text', { queues: { PS: { wrapUpSeconds: '20' } } }, /queues\.PS\.wrapUpSeconds: "20" does not belong here/],
    ['a value out of range', { queues: { '*': { wrapUpSeconds: -1 } } }, /queues\.PS\.wrapUpSeconds: -1 is out of range/],
    ['routing that cannot be meant, at its place in the file', { queues: { PS: { members: [{ attendant: 'a', tier: 3 }] } } }, /^ {2}queues\.PS\.members\.0\.tier: nothing opens tier 3/m],
  ]
  for (const [what, policy, words] of refusals)
    it(`is refused for ${what}: every error with its place`, () => {
      const found = read(policy)
      expect(found).toMatchObject({ _tag: 'Left', left: { words: expect.stringMatching(words) as string } })
      expect(readdirSync(folder)).toEqual(['policy.json'])
    })

  it('lies in the repository as an example, and holds for the sample log', () => {
    const { plan: own } = recordedPlan(parsed(readFileSync(sample, 'utf8')).calls, zone)
    const found = policyFrom(fileURLToPath(new URL('policy.json', sample)), folder, own)
    expect(found).toMatchObject({ right: { routing: { order: { by: 'age' } } } })
  })

  it('that is not there is named', () => {
    expect(policyFrom('gone.json', folder, plan)).toMatchObject({ left: { words: expect.stringMatching(/no file .*gone\.json: check the path/) as string } })
  })
})

describe('a changed policy', () => {
  const at = (call_id: string, priority: string, time: string, server: string) =>
    line({ call_id, priority, vru_entry: time, vru_exit: time, vru_time: '0', q_start: time, q_exit: time, q_time: '0', ser_start: time, ser_exit: '9:00:00', ser_time: '600', server })
  /** One attendant, whom the first call takes; a regular caller comes before one of the highest priority, and both wait for him. */
  const log = logText(at('1', '0', '8:00:00', 'agent-01'), at('2', '0', '8:01:00', 'NO_SERVER'), at('3', '2', '8:01:30', 'NO_SERVER'), at('4', '0', '8:40:00', 'agent-01'))
  const orderOfAnswer = async (change: (plan: Plan.Plan) => Plan.Plan) => {
    const { events } = await routed(log, 1, change)
    return events.filter((e) => e.type === 'CallAnswered').map((e) => e.stream.split('.').at(-1))
  }

  it('decides who is served: by priority alone the highest first, by age whoever has waited longest with the head start', async () => {
    expect((await orderOfAnswer((p) => p)).slice(0, 3)).toEqual(['1', '3', '2'])
    const byAge = (prioritySeconds: number) => (p: Plan.Plan) => planUnder(p, { order: { by: 'age', prioritySeconds, weightSeconds: 0 } })
    expect((await orderOfAnswer(byAge(10))).slice(0, 3)).toEqual(['1', '2', '3'])
    expect((await orderOfAnswer(byAge(20))).slice(0, 3)).toEqual(['1', '3', '2'])
  })

  it('takes effect in what follows a call and in how many may wait', async () => {
    const wrapUp = await routed(log, 1, (p) => planUnder(p, { queues: { '*': { wrapUpSeconds: 30 } } }))
    expect(wrapUp.events.filter((e) => e.type === 'WrapUpEnded').length).toBeGreaterThan(0)
    const full = await routed(log, 1, (p) => planUnder(p, { queues: { PS: { maxWaiting: 1 } } }))
    expect(full.events.filter((e) => e.type === 'CallRefused').map((e) => ('rule' in e.data ? e.data.rule : undefined))).toEqual(['queueFull'])
  })
})
