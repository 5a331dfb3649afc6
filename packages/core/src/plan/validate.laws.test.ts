import { fc, test } from '@fast-check/vitest'
import { expect } from 'vitest'
import type { AnnouncementId, AttendantId, CalendarId, MenuId, QueueId, TopicId } from '../shared/ids.js'
import { plus, type Instant } from '../shared/instant.js'
import { Plan, type DialledNumber, type Menu, type Queue } from './plan.js'
import { plan } from './plan.arbitrary.js'
import type { Action, Condition, QueueRouting } from '../routing/policy.js'
import { validatePlan, type PlanFault } from './validate.js'

test.prop([plan])('a plan made without fault has none', (made) => {
  expect(validatePlan(made)).toEqual([])
})

test.prop([plan])('a plan survives its codec and JSON', (made) => {
  expect(Plan.decode(JSON.parse(JSON.stringify(made)))).toEqual({ _tag: 'Right', right: made })
})

/** Changes one thing for the worse, and says which fault is then found where. */
interface Mutation {
  readonly name: string
  readonly spoil: (made: Plan, pick: number) => { readonly plan: Plan; readonly fault: PlanFault['_tag']; readonly at: string } | undefined
}

const nobody = 'nobody' as MenuId & QueueId & TopicId & AnnouncementId & CalendarId
const at = <A>(list: readonly A[], pick: number) => pick % list.length
const changed = <A>(list: readonly A[], i: number, change: (item: A) => A): readonly A[] => list.map((item, j) => (j === i ? change(item) : item))

const inMenu = (name: string, fault: PlanFault['_tag'], part: string, change: (menu: Menu) => Menu): Mutation => ({
  name,
  spoil: (made, pick) => {
    const i = at(made.menus, pick)
    return { plan: { ...made, menus: changed(made.menus, i, change) }, fault, at: `menus.${made.menus[i]!.id}*${part}` }
  },
})
const inQueue = (name: string, fault: PlanFault['_tag'], field: keyof Queue, value: number | string): Mutation => ({
  name,
  spoil: (made, pick) => {
    const i = at(made.queues, pick)
    return { plan: { ...made, queues: changed(made.queues, i, (q) => ({ ...q, [field]: value })) }, fault, at: `queues.${made.queues[i]!.id}.${field}` }
  },
})
const inRouting = (name: string, fault: PlanFault['_tag'], part: string, change: (routing: QueueRouting, queue: Queue) => QueueRouting, limit = 5): Mutation => ({
  name,
  spoil: (made, pick) => {
    const i = at(made.queues, pick)
    const queues = changed(made.queues, i, (q) => ({ ...q, offerLimit: limit, routing: change(q.routing ?? {}, q) }))
    return { plan: { ...made, queues }, fault, at: `queues.${made.queues[i]!.id}.routing.${part}` }
  },
})
const step = (then: Action, when: Condition = { afterSeconds: 1 }): QueueRouting => ({ steps: [{ id: 'one', when, then }] })
const ana = 'ana' as AttendantId
const inNumber = (name: string, fault: PlanFault['_tag'], part: string, change: (number: DialledNumber) => DialledNumber): Mutation => ({
  name,
  spoil: (made, pick) => {
    const i = at(made.numbers, pick)
    return { plan: { ...made, numbers: changed(made.numbers, i, change) }, fault, at: `numbers.${made.numbers[i]!.dialled}*${part}` }
  },
})
const again = (name: string, list: 'topics' | 'queues' | 'announcements' | 'channels' | 'breakReasons'): Mutation => ({
  name,
  spoil: (made, pick) => {
    const items: readonly unknown[] = made[list]
    return { plan: { ...made, [list]: [...items, items[at(items, pick)]] }, fault: 'DuplicateId', at: `${list}.*` }
  },
})
const withoutTime = { from: 10 as Instant, until: 10 as Instant }
const firstOption = (change: (option: Menu['options'][number]) => Menu['options'][number]) => (menu: Menu): Menu => ({ ...menu, options: changed(menu.options, 0, change) })

const mutations: readonly Mutation[] = [
  inMenu('PLAN-05 a prompt that is not there', 'ReferenceUnknown', '.prompt', (m) => ({ ...m, prompt: nobody })),
  inMenu('PLAN-05 an option to a menu that is not there', 'ReferenceUnknown', '.options.*.target.menu', firstOption((o) => ({ ...o, target: { to: 'menu', menu: nobody } }))),
  inMenu('PLAN-05 a queue that is not there', 'ReferenceUnknown', '.exhausted.queue', (m) => ({ ...m, exhausted: { to: 'queue', queue: nobody, topic: 't0' as TopicId, priority: 0 } })),
  inMenu('PLAN-05 a topic that is not there', 'ReferenceUnknown', '.exhausted.topic', (m) => ({ ...m, exhausted: { to: 'queue', queue: 'q0' as QueueId, topic: nobody, priority: 0 } })),
  inMenu('PLAN-05 an answer that is not there', 'ReferenceUnknown', '.exhausted.announcement', (m) => ({ ...m, exhausted: { to: 'answer', announcement: nobody } })),
  inNumber('PLAN-05 a calendar that is not there', 'ReferenceUnknown', '.calendar', (n) => ({ ...n, calendar: nobody })),
  inNumber('PLAN-05 a refusal that is not there', 'ReferenceUnknown', '.refusals.closed', (n) => ({ ...n, refusals: { ...n.refusals, closed: nobody } })),
  inQueue('PLAN-05 a queue with hours that are not there', 'ReferenceUnknown', 'calendar', 'nobody'),
  inQueue('PLAN-05 a queue of a channel that is not there', 'ReferenceUnknown', 'channel', 'pigeon'),
  {
    name: 'PLAN-05 an interrupted channel that is not there',
    spoil: (made) => ({ plan: { ...made, channels: made.channels.map((c) => ({ ...c, interrupts: ['pigeon'] })) }, fault: 'ReferenceUnknown', at: 'channels.voice.interrupts.0' }),
  },
  inMenu('PLAN-06 a digit that means two things', 'ValiditiesOverlap', '.options.*', (m) => ({ ...m, options: [...m.options, m.options[0]!] })),
  inNumber('PLAN-06 an origin served twice', 'ValiditiesOverlap', '.served.*', (n) => ({ ...n, served: [{ origin: 'abroad', payer: 'caller' }, { origin: 'abroad', payer: 'centre' }] })),
  inNumber('PLAN-06 two entries at once', 'ValiditiesOverlap', '.entries.*', (n) => ({ ...n, entries: [...n.entries, n.entries[0]!] })),
  { name: 'PLAN-06 a menu twice', spoil: (made, pick) => ({ plan: { ...made, menus: [...made.menus, made.menus[at(made.menus, pick)]!] }, fault: 'ValiditiesOverlap', at: 'menus.*' }) },
  { name: 'PLAN-06 a number twice', spoil: (made, pick) => ({ plan: { ...made, numbers: [...made.numbers, made.numbers[at(made.numbers, pick)]!] }, fault: 'ValiditiesOverlap', at: 'numbers.*' }) },
  inMenu('PLAN-07 a menu that ends as it begins', 'ValidityEmpty', '', (m) => ({ ...m, ...withoutTime })),
  inMenu('PLAN-07 an option that ends as it begins', 'ValidityEmpty', '.options.*', firstOption((o) => ({ ...o, ...withoutTime }))),
  inNumber('PLAN-07 an entry that ends as it begins', 'ValidityEmpty', '.entries.*', (n) => ({ ...n, entries: changed(n.entries, 0, (e) => ({ ...e, ...withoutTime })) })),
  {
    name: 'PLAN-07 a block that ends before it begins',
    spoil: (made, pick) => {
      if (made.blocked.length === 0) return undefined
      const i = at(made.blocked, pick)
      return { plan: { ...made, blocked: changed(made.blocked, i, (b) => ({ ...b, until: plus(b.from, -1) })) }, fault: 'ValidityEmpty', at: `blocked.${i}` }
    },
  },
  inMenu('PLAN-08 an option after its menu', 'NeverApplies', '.options.*', (m) => {
    const until = m.until ?? plus(m.from ?? (0 as Instant), 1)
    return { ...m, until, options: m.options.map(({ digit, target }) => ({ digit, target, from: until })) }
  }),
  inNumber('PLAN-08 an origin after its number', 'NeverApplies', '.served.*', (n) => {
    const until = n.until ?? plus(n.from ?? (0 as Instant), 1)
    return { ...n, until, served: [{ origin: 'landline', payer: 'centre', from: until }] }
  }),
  again('PLAN-09 a topic twice', 'topics'),
  again('PLAN-09 a queue twice', 'queues'),
  again('PLAN-09 an announcement twice', 'announcements'),
  again('PLAN-09 a channel twice', 'channels'),
  again('PLAN-09 a reason for a break twice', 'breakReasons'),
  inMenu('PLAN-10 no time to press a key', 'OutOfRange', '.timeoutSeconds', (m) => ({ ...m, timeoutSeconds: 0 })),
  inMenu('PLAN-10 no try', 'OutOfRange', '.tries', (m) => ({ ...m, tries: 0 })),
  inQueue('PLAN-10 no time to answer', 'OutOfRange', 'offerSeconds', 0),
  inQueue('PLAN-10 a time that is no number', 'OutOfRange', 'offerSeconds', Number.NaN),
  inQueue('PLAN-10 no offer at all', 'OutOfRange', 'offerLimit', 0),
  inQueue('PLAN-10 less than no wrap-up', 'OutOfRange', 'wrapUpSeconds', -1),
  inQueue('PLAN-10 a wrap-up without end', 'OutOfRange', 'wrapUpSeconds', Infinity),
  inQueue('PLAN-10 no time to confirm', 'OutOfRange', 'confirmSeconds', 0),
  inQueue('PLAN-10 less than no time to come back', 'OutOfRange', 'resumeSeconds', -1),
  inQueue('PLAN-10 a service level of no time', 'OutOfRange', 'serviceLevelSeconds', 0),
  inQueue('PLAN-10 a queue that is always full', 'OutOfRange', 'maxWaiting', 0),
  { name: 'PLAN-10 a channel that costs nothing', spoil: (made) => ({ plan: { ...made, channels: changed(made.channels, 1, (c) => ({ ...c, cost: 0 })) }, fault: 'OutOfRange', at: 'channels.chat.cost' }) },
  {
    name: 'PLAN-10 an announcement shorter than nothing',
    spoil: (made) => ({ plan: { ...made, announcements: changed(made.announcements, 0, (a) => ({ ...a, seconds: -1 })) }, fault: 'OutOfRange', at: `announcements.${made.announcements[0]!.id}.seconds` }),
  },
  { name: 'PLAN-10 a negative limit of misses', spoil: (made) => ({ plan: { ...made, missLimit: -1 }, fault: 'OutOfRange', at: 'missLimit' }) },
  inMenu('PLAN-11 a key that telephones do not have', 'DigitInvalid', '.options.*.digit', firstOption((o) => ({ ...o, digit: '10' }))),
  {
    name: 'PLAN-12 a menu that nothing leads to',
    spoil: (made) => ({ plan: { ...made, menus: [...made.menus, { ...made.menus[0]!, id: nobody }] }, fault: 'MenuUnreachable', at: 'menus.nobody' }),
  },
  inMenu('PLAN-13 a menu that only repeats', 'MenuWithoutWayOn', '', (m) => ({ ...m, options: [{ digit: '0', target: { to: 'repeat' } }], exhausted: { to: 'repeat' } })),
  inMenu('PLAN-14 a menu that follows itself', 'SilenceNeverEnds', '.exhausted', (m) => ({ ...m, exhausted: { to: 'menu', menu: m.id } })),
  inNumber('PLAN-15 a number without entry', 'NumberWithoutEntry', '', (n) => ({ ...n, entries: [] })),
  { name: 'PLAN-16 a zone that is unknown', spoil: (made) => ({ plan: { ...made, timeZone: 'Brasilia' }, fault: 'ZoneUnknown', at: 'timeZone' }) },
  {
    name: 'PLAN-16 a calendar without hours',
    spoil: (made) => ({ plan: { ...made, calendars: { ...made.calendars, empty: { timeZone: 'Etc/UTC', weekly: {}, breaks: [], holidays: [], exceptions: [] } } }, fault: 'NoHours', at: 'calendars.empty.weekly' }),
  },
  inRouting('PLAN-17 a tier that never opens', 'OutOfRange', 'tiers.0.afterSeconds', () => ({ tiers: [{ tier: 1, afterSeconds: -1 }] })),
  inRouting('PLAN-17 a member without weight', 'OutOfRange', 'members.0.weight', () => ({ members: [{ attendant: ana, weight: 0 }] })),
  inRouting('PLAN-17 a delay without end', 'OutOfRange', 'delays.busy.delaySeconds', () => ({ delays: { busy: { delaySeconds: 1e9 } } })),
  inRouting('PLAN-17 a callback that is never made', 'OutOfRange', 'callback.attempts', () => ({ callback: { attempts: 0, retrySeconds: 1, dialSeconds: 1 } })),
  inRouting('PLAN-09 a member twice', 'DuplicateId', 'members.1', () => ({ members: [{ attendant: ana }, { attendant: ana }] })),
  inRouting('PLAN-23 a queue of nobody', 'NobodyListed', 'members', () => ({ others: 'excluded' })),
  inRouting('PLAN-09 a skill twice', 'DuplicateId', 'also.1', () => ({ also: [{ topic: 't0' as TopicId, level: 1 }, { topic: 't0' as TopicId, level: 2 }] })),
  inRouting('PLAN-05 a skill that is let go but not there', 'ReferenceUnknown', 'relax.0.drops.0', () => ({ relax: [{ afterSeconds: 1, drops: [nobody] }] })),
  inRouting('PLAN-17 a step to the first tier, which is open', 'OutOfRange', 'steps.0.then.tier', () => step({ do: 'tier', tier: 0 })),
  inRouting('PLAN-05 a skill that is not there', 'ReferenceUnknown', 'also.0.topic', () => ({ also: [{ topic: nobody, level: 1 }] })),
  inRouting('PLAN-18 a member of a tier that nothing opens', 'TierUnknown', 'members.0.tier', () => ({ members: [{ attendant: ana, tier: 2 }] })),
  inRouting('PLAN-18 a step to a tier that nothing opens', 'TierUnknown', 'steps.0.then.tier', () => step({ do: 'tier', tier: 2 })),
  inRouting('PLAN-18 a tier before a lower one', 'TierOutOfOrder', 'tiers.1', () => ({ tiers: [{ tier: 1, afterSeconds: 9 }, { tier: 2, afterSeconds: 8 }] })),
  inRouting('PLAN-19 a relaxation that asks as much as before', 'RelaxesNothing', 'relax.1', () => ({ level: 3, relax: [{ afterSeconds: 1, level: 2 }, { afterSeconds: 2, level: 2 }] })),
  inRouting('PLAN-20 a step that is always taken', 'StepWithoutCondition', 'steps.0.when', () => step({ do: 'priority', by: 1 }, {})),
  inRouting('PLAN-20 a queue that overflows into itself', 'OverflowsIntoItself', 'steps.0.then.queue', (_, q) => step({ do: 'queue', queue: q.id })),
  inRouting('PLAN-20 a callback without rules', 'CallbackWithoutRules', 'steps.0.then', () => step({ do: 'callback', announcement: 'closed' as AnnouncementId })),
  inRouting('PLAN-20 a message that is not there', 'ReferenceUnknown', 'steps.0.then.announcement', () => step({ do: 'message', announcement: nobody })),
  {
    name: 'PLAN-20 calls that overflow into chats',
    spoil: (made) => {
      const [calls, chats, ...rest] = made.queues
      const queues = [{ ...calls!, channel: 'voice', routing: step({ do: 'queue', queue: chats!.id }) }, { ...chats!, channel: 'chat' }, ...rest]
      return { plan: { ...made, queues }, fault: 'ChannelDiffers', at: `queues.${calls!.id}.routing.steps.0.then.queue` }
    },
  },
  inRouting('PLAN-21 ringing all of one', 'RingsOnlyOne', 'strategy', () => ({ strategy: 'ringAll' }), 1),
  { name: 'PLAN-22 a head start backwards', spoil: (made) => ({ plan: { ...made, routing: { order: { by: 'age', prioritySeconds: -1, weightSeconds: 0 } } }, fault: 'OutOfRange', at: 'routing.order.prioritySeconds' }) },
]

/** `*` stands for what the arbitrary chose. */
const pattern = (place: string) => new RegExp(`^${place.split('*').map((s) => s.replaceAll('.', '\\.')).join('.*')}$`)

for (const { name, spoil } of mutations)
  test.prop([plan, fc.nat()])(`${name} is found with its place`, (made, pick) => {
    const spoilt = spoil(made, pick)
    fc.pre(spoilt !== undefined)
    const { fault, at: place } = spoilt
    expect(validatePlan(spoilt.plan).filter((f) => f._tag === fault).map((f) => f.path)).toEqual(expect.arrayContaining([expect.stringMatching(pattern(place))]))
  })
