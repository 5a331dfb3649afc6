import type { Instant } from '@disque/core'
import { differing, eachOf, list, number, judged, record, text, texts, unknownKeys, Unreadable, unknownParts, type Fields } from './reading.js'
import { attendant, chosenFor, contact, members, policyOf } from './routing-world.js'
import type { Verdict } from './verdict.js'

interface Call {
  readonly queue: string
  readonly answeredBy: unknown
  readonly pause: number
}

interface World {
  readonly members: readonly string[]
  readonly talk: number
  /** Seconds of wrap-up after a call of a queue, the member's own before the queue's. */
  readonly wrapUp: (member: string, queue: string) => number
}

/** Who takes each call when, beside the pause that is told, so many seconds pass before it: the router's answer, members by position. */
const taken = ({ members: all, talk, wrapUp }: World, calls: readonly Call[], expected: readonly unknown[], more: number): readonly (string | null)[] => {
  const policy = policyOf(Object.fromEntries(calls.map(({ queue }) => [queue, { strategy: 'sequential' as const, members: members(all) }])))
  const free = new Map<string, number>()
  let now = 0
  return calls.map(({ queue, pause }, i) => {
    const choose = (at: number) => chosenFor(policy, contact('call', queue, at), all.map((id) => attendant(id, { readyAt: ((free.get(id) ?? 0) * 1000) as Instant })), at * 1000)
    // A real line has delays of its own: a call comes within them when that gives what was seen.
    const at = Array.from({ length: more + 1 }, (_, delay) => now + delay).find((t) => choose(t) === expected[i]) ?? now
    const chosen = choose(at)
    now = at + (chosen === null ? 0 : talk)
    if (chosen !== null) free.set(chosen, now + wrapUp(chosen, queue))
    now += pause
    return chosen
  })
}

const perName = (value: unknown, what: string) => (value === undefined ? {} : record(value, what))
const known = ['members', 'wrapUpSeconds', 'queueWrapUpSeconds', 'memberWrapUpSeconds', 'shareLastCallAcrossQueues', 'talkSeconds', 'calls']

const ofCase = (one: unknown, at: string): Verdict => {
  const id = typeof one === 'object' && one !== null && 'name' in one ? String(one.name) : at
  // Wrap-up counts against the attendant's capacity, in every queue: docs/decisions/0009.
  if (typeof one === 'object' && one !== null && 'shareLastCallAcrossQueues' in one && one.shareLastCallAcrossQueues === false)
    return { id, verdict: 'skipped', why: 'wrap-up of one queue only, while here it is the attendant’s' }
  return judged(id, () => {
    const fields = record(one, id)
    const [queues, own] = [perName(fields['wrapUpSeconds'], 'wrapUpSeconds'), perName(fields['memberWrapUpSeconds'], 'memberWrapUpSeconds')]
    const common = fields['queueWrapUpSeconds'] === undefined ? 0 : number(fields['queueWrapUpSeconds'], 'queueWrapUpSeconds')
    const calls = list(fields['calls'], 'calls').map((call, i): Call => {
      const told = record(call, `call ${i + 1}`)
      const unknown = unknownKeys(told, ['queue', 'answeredBy', 'waitAfterSeconds'])
      if (unknown.length > 0) throw new Error(unknown.join('; '))
      return { queue: told['queue'] === undefined ? 'queue' : text(told['queue'], 'queue'), answeredBy: told['answeredBy'], pause: told['waitAfterSeconds'] === undefined ? 0 : number(told['waitAfterSeconds'], 'waitAfterSeconds') }
    })
    const world: World = {
      members: texts(fields['members'], 'members'),
      talk: fields['talkSeconds'] === undefined ? 1 : number(fields['talkSeconds'], 'talkSeconds'),
      wrapUp: (member, queue) => number(own[member] ?? queues[queue] ?? common, 'wrap-up'),
    }
    const expected = calls.map(({ answeredBy }) => answeredBy)
    const delays = fields['talkSeconds'] === undefined ? 0 : 10
    return [...unknownKeys(fields, known), ...differing('answered by', expected, taken(world, calls, expected, delays))]
  })
}

/** Sequences of calls and who answered them, members in their order. */
export const wrapUp = (fields: Fields): readonly Verdict[] => {
  const strategy = fields['strategy'] ?? 'linear'
  if (strategy !== 'linear') throw new Unreadable(`the strategy ${JSON.stringify(strategy)} is not known`)
  return [...eachOf(fields['cases'], 'wrapUp', ofCase), ...unknownParts(fields, ['cases'])]
}
