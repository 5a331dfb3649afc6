import { describe, expect, it } from 'vitest'
import type { AttendantId, ContactId, QueueId, ShiftId, TopicId } from '../shared/ids.js'
import { instant, plus, seconds } from '../shared/instant.js'
import type { WaitingContact } from './contact.js'
import { exclusions } from './eligible.js'
import type { Policy, QueueRouting } from './policy.js'
import { weigh } from './route.js'
import type { SignedIn } from './signed-in.js'
import { explain } from './why.js'
import { whyInWords } from './why.words.js'

const now = instant('2020-07-01T13:00:00Z')
const topic = 'health' as TopicId
const policyWith = (routing: QueueRouting): Policy => ({
  order: { by: 'priority' }, seed: 0, queues: { calls: { channel: 'voice', cost: 1, interrupts: [], offerLimit: 1, routing } },
})
const call: WaitingContact = {
  contact: 'call-1' as ContactId, queue: 'calls' as QueueId, topic, priority: 0, rankSince: plus(now, -seconds(40)), joinedAt: plus(now, -seconds(34.5)), passedOver: [], offered: [], offersBegun: 0,
}
const person = (name: string, idleSeconds: number, more: Partial<SignedIn> = {}): SignedIn => ({
  attendant: name as AttendantId, shift: `shift-${name}` as ShiftId, revision: 3, taking: true, idleSince: plus(now, -seconds(idleSeconds)), training: [{ topic, level: 1, since: plus(now, -1) }],
  capacity: 1, unbounded: false, held: 0, engaged: {}, contacts: 0, talkMs: 0, offeredAt: {}, ...more,
})
const explained = (routing: QueueRouting, contact: WaitingContact, ...people: readonly SignedIn[]) => explain(weigh(policyWith(routing), contact, people, now)!)

describe('why an attendant', () => {
  it('ROUTE-28 tells whom, why first, who is next and who was left out, each by rule', () => {
    const e = explained({}, call, person('bia', 10), person('ana', 60), person('caio', 5), person('davi', 90, { taking: false }), person('eva', 90, { held: 1 }), person('fabio', 9, { training: [] }))
    expect(whyInWords(e, 'en')).toEqual([
      'call-1 had waited 34.5 s in calls and was offered to ana.',
      'ana came before bia: idle since 2020-07-01T12:59:00.000Z, the other since 2020-07-01T12:59:50.000Z.',
      'After them: caio.',
      'On break, leaving or without a device: davi.',
      'Without room for it: eva.',
      'Not trained for it: fabio.',
    ])
    expect(whyInWords(e, 'pt', () => '10h')).toEqual([
      'call-1 esperava há 34,5 s em calls e foi ofertado a ana.',
      'ana veio antes de bia: ocioso desde 10h, o outro desde 10h.',
      'Depois deles: caio.',
      'Em pausa, de saída ou sem aparelho: davi.',
      'Sem capacidade para ele: eva.',
      'Sem treinamento para ele: fabio.',
    ])
  })

  it('ROUTE-28 tells what chose: who let it ring, who knows it, the tier, the strategy, or the id alone', () => {
    const said = (routing: QueueRouting, contact: WaitingContact, ...people: readonly SignedIn[]) => whyInWords(explained(routing, contact, ...people), 'en')[1]
    const [ana, bia] = [person('ana', 9), person('bia', 9)]
    expect(said({}, { ...call, passedOver: [ana.attendant] }, ana, bia)).toBe('bia came before ana: the other had let it ring or declined it.')
    expect(said({ members: [{ attendant: ana.attendant, tier: 1 }], tiers: [{ tier: 1, afterSeconds: 0 }] }, call, ana, bia)).toBe('bia came before ana: tier 0 is asked before tier 1.')
    expect(said({ strategy: 'fewestContacts' }, call, { ...ana, contacts: 4 }, bia)).toBe('bia came before ana: fewest contacts in the shift.')
    expect(said({}, call, ana, bia)).toBe('ana came before bia: equal in everything, the smaller id comes first.')
    expect(said({}, call, ana)).toBe('Nobody else could have been offered it.')
  })

  it('ROUTE-28 tells of a contact that nobody was offered', () => {
    expect(whyInWords(explained({}, call, person('ana', 1, { taking: false })), 'en')).toEqual(['call-1 had waited 34.5 s in calls and was offered to nobody.', 'On break, leaving or without a device: ana.'])
  })

  it('ROUTE-28 has a sentence for every rule that leaves out, in both languages', () => {
    const e = { ...explained({}, call), excluded: exclusions.map((why) => ({ attendant: 'ana' as AttendantId, why })) }
    for (const language of ['en', 'pt'] as const) expect(new Set(whyInWords(e, language)).size).toBe(1 + exclusions.length)
  })
})
