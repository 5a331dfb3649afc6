import type { AttendantId } from '@disque/core'
import { differing, judged, record, text, unknownKeys } from './reading.js'
import { attendant, chosenFor, contact, members, policyOf } from './routing-world.js'
import type { Verdict } from './verdict.js'

const waiting = contact('caller', 'queue', 0)
const policy = policyOf({ queue: { strategy: 'sequential', members: members(['one', 'two']) } })
const paused = (id: string) => attendant(id, { taking: false })
const busy = (id: string) => attendant(id, { engaged: { voice: 1 } })
const offered = (...attendants: readonly Parameters<typeof attendant>[]) => attendants.map((args) => attendant(...args))

/** What each fact says of the router, asked of it: expected and found. */
const facts: Readonly<Record<string, () => readonly string[]>> = {
  queue_penalty_outside_range: () => {
    const tiered = policyOf({ queue: { strategy: 'sequential', members: [{ attendant: 'one' as AttendantId, tier: 1 }], tiers: [{ tier: 1, afterSeconds: 1_000_000 }] } })
    return differing('a member of a tier that is not open is offered', null, chosenFor(tiered, waiting, offered(['one']), 60_000))
  },
  queue_all_paused_no_answer: () => differing('with all paused', null, chosenFor(policy, waiting, [paused('one'), paused('two')], 0)),
  queue_one_paused_no_answer: () => differing('with one paused', 'two', chosenFor(policy, waiting, [paused('one'), attendant('two')], 0)),
  ringinuse_and_pause: () => [
    ...differing('busy', null, chosenFor(policy, waiting, [busy('one')], 0)),
    ...differing('once free', 'one', chosenFor(policy, waiting, [attendant('one')], 0)),
    ...differing('paused', null, chosenFor(policy, waiting, [paused('one')], 0)),
  ],
}

/** A fact that the router can be asked about; another is prose, for reading. */
export const eligibility = (one: unknown, id: string): readonly Verdict[] => {
  if (typeof one !== 'object' || one === null || !('test' in one)) return [judged(id, () => [...unknownKeys(record(one, id), []), `${id} names no test`])]
  const fact = Object.hasOwn(facts, String(one.test)) ? facts[String(one.test)] : undefined
  return fact === undefined ? [] : [judged(text(one.test, 'test'), () => [...unknownKeys(record(one, id), []), ...fact()])]
}
