import type { Instant } from '@disque/core'
import { differing, eachOf, judged, list, record, texts, unknownKeys, unknownParts, type Fields } from './reading.js'
import { attendant, chosenFor, contact, members, policyOf } from './routing-world.js'
import type { Verdict } from './verdict.js'

/** A list of members, head first. The one nearest the tail was offered a contact longest ago. */
interface Turn {
  readonly members: readonly string[]
  readonly now: number
}

const fresh = (head: readonly string[]): Turn => ({ members: head, now: head.length + 1 })

/** The router's round robin among those who are allowed now; who is chosen moves to the head. */
const select = ({ members: all, now }: Turn, allowed: readonly string[]): { readonly selected: string | null; readonly turn: Turn } => {
  const policy = policyOf({ inbox: { strategy: 'roundRobin', members: members(all), others: 'excluded' } })
  const attendants = all.map((id, fromHead) => attendant(id, { taking: allowed.includes(id), offeredAt: { inbox: (all.length - fromHead) as Instant } }))
  const selected = chosenFor(policy, contact('contact', 'inbox', now), attendants, now)
  return { selected, turn: { members: selected === null ? all : [selected, ...all.filter((id) => id !== selected)], now: now + 1 } }
}

/** Rotation of a list; entries that only tell are for reading. */
export const rotation = (fields: Fields): readonly Verdict[] => {
  const added = fields['initialMembersAddedInOrder'] === undefined ? undefined : texts(fields['initialMembersAddedInOrder'], 'initialMembersAddedInOrder')
  const pushed = added === undefined ? undefined : [...added].reverse()
  const initial = fields['initialList'] === undefined ? (pushed ?? []) : texts(fields['initialList'], 'initialList')
  return [
    ...(pushed === undefined || fields['initialList'] === undefined ? [] : [judged('a new member comes to the head', () => differing('list', initial, pushed))]),
    ...eachOf(fields['cases'], 'rotation', (one, id) => {
      const isReading = typeof one === 'object' && one !== null && Object.keys(one).join() === 'note'
      if (isReading) return []
      return judged(id, () => {
        const told = record(one, id)
        const steps = told['steps'] === undefined ? [told] : list(told['steps'], 'steps').map((step) => record(step, 'step'))
        let turn = fresh(told['initialList'] === undefined ? initial : texts(told['initialList'], 'initialList'))
        const why = steps.flatMap((step, i) => {
          const { selected, turn: next } = select(turn, texts(step['allowed'], 'allowed'))
          turn = next
          return [...(step === told ? [] : unknownKeys(step, ['allowed', 'selected'])), ...differing(`selection ${i + 1}`, step['selected'], selected)]
        })
        return [
          ...unknownKeys(told, ['allowed', 'selected', 'listAfter', 'steps', 'initialList']),
          ...why,
          ...(told['listAfter'] === undefined ? [] : differing('list after', told['listAfter'], turn.members)),
        ]
      })
    }),
    ...unknownParts(fields, ['initialMembersAddedInOrder', 'initialList', 'cases']),
  ]
}
