import fc from 'fast-check'
import { calendar, zones } from '../hours/calendar.arbitrary.js'
import type { AnnouncementId, AttendantId, CalendarId, CentreId, MenuId, QueueId, SubjectRef, TopicId } from '../shared/ids.js'
import { instant, plus, type Instant } from '../shared/instant.js'
import { centreRouting, queueRouting } from './routing.arbitrary.js'
import { Origin, type Channel, type DialledNumber, type Menu, type MenuOption, type Plan, type Queue, type Target } from './plan.js'

const heard = ['welcome', 'number-changed', 'closed', 'places', 'goodbye'].map((id) => id as AnnouncementId)
const [welcome, changed, closed, places, goodbye] = heard as [AnnouncementId, AnnouncementId, AnnouncementId, AnnouncementId, AnnouncementId]
const refusals = { retired: changed, originNotServed: closed, closed, blocked: goodbye, queueFull: closed }
const announcements: Plan['announcements'] = heard.map((id) => ({ id, pt: `anúncio ${id}` }))
const officeHours = 'office' as CalendarId
const general = { topic: 'general' as TopicId, queue: 'first-line' as QueueId, priority: 0 }
const weekdayHours = [{ from: '07:00', until: '19:00' }]

const firstLine: Queue = {
  id: general.queue, name: 'First line', channel: 'voice', calendar: officeHours,
  offerSeconds: 20, offerLimit: 1, wrapUpSeconds: 30, confirmSeconds: 10, resumeSeconds: 600, serviceLevelSeconds: 60,
}

/** A small centre: one number, two menus, one queue for calls, one for chats. */
export const samplePlan: Plan = {
  centre: 'central-121' as CentreId,
  name: 'Central 121',
  timeZone: 'America/Sao_Paulo',
  numbers: [
    {
      dialled: '121', refusals,
      entries: [{ target: { to: 'menu', menu: 'main' as MenuId } }],
      served: [{ origin: 'landline', payer: 'centre' }, { origin: 'mobile', payer: 'centre', from: instant('2020-07-01T03:00:00Z') }],
    },
  ],
  notInService: changed,
  menus: [
    {
      id: 'main' as MenuId, prompt: welcome, timeoutSeconds: 10, tries: 3, exhausted: { to: 'queue', ...general },
      options: [
        { digit: '1', target: { to: 'queue', ...general } },
        { digit: '2', target: { to: 'menu', menu: 'care' as MenuId } },
        { digit: '0', target: { to: 'repeat' } },
      ],
    },
    {
      id: 'care' as MenuId, prompt: welcome, timeoutSeconds: 10, tries: 2, exhausted: { to: 'end', announcement: goodbye },
      options: [{ digit: '4', target: { to: 'answer', announcement: places } }, { digit: '*', target: { to: 'back' } }],
    },
  ],
  topics: [{ id: general.topic, name: 'General' }],
  queues: [firstLine, { ...firstLine, id: 'chats' as QueueId, name: 'Chats', channel: 'chat', maxWaiting: 50 }],
  channels: [{ channel: 'voice', cost: 4, interrupts: ['chat'] }, { channel: 'chat', cost: 1, interrupts: [] }],
  announcements,
  calendars: {
    [officeHours]: {
      timeZone: 'America/Sao_Paulo', breaks: [], holidays: ['2020-09-07'], exceptions: [],
      weekly: { mon: weekdayHours, tue: weekdayHours, wed: weekdayHours, thu: weekdayHours, fri: weekdayHours },
    },
  },
  breakReasons: ['rest', 'meal'],
  missLimit: 3,
  blocked: [],
}

const splitAt = fc.integer({ min: 0, max: 1000 }).map((days) => plus(instant('2019-01-01T00:00:00Z'), days * 86_400_000))
const split = fc.option(splitAt, { nil: undefined })

/** One thing for ever, or the same twice: until an instant, and from it on. */
const times = <A extends object>(item: A, at: Instant | undefined): readonly (A & { from?: Instant; until?: Instant })[] =>
  at === undefined ? [item] : [{ ...item, until: at }, { ...item, from: at }]

const seconds = fc.integer({ min: 1, max: 600 })
const queueIds = ['q0', 'q1', 'q2'].map((id) => id as QueueId)
const attendantIds = ['ana', 'bia', 'caio'].map((id) => id as AttendantId)
const topicIds = ['t0', 't1', 't2'].map((id) => id as TopicId)
const calendarIds = ['c0', 'c1'].map((id) => id as CalendarId)
const channels: readonly Channel[] = ['voice', 'chat']

const queueWith = (id: QueueId): fc.Arbitrary<Queue> =>
  fc
    .record({
      channel: fc.constantFrom(...channels), calendar: fc.constantFrom(...calendarIds), offerSeconds: seconds, offerLimit: fc.integer({ min: 1, max: 5 }),
      wrapUpSeconds: fc.nat(600), confirmSeconds: seconds, resumeSeconds: fc.nat(3600), serviceLevelSeconds: seconds, maxWaiting: fc.option(fc.integer({ min: 1, max: 500 }), { nil: undefined }),
    })
    .map(({ maxWaiting, ...q }) => ({ id, name: `queue ${id}`, ...q, ...(maxWaiting === undefined ? {} : { maxWaiting }) }))

/** With a way of routing, which the channel bounds: contacts overflow only into queues of their own. */
const routed = (queues: readonly Queue[]): fc.Arbitrary<readonly Queue[]> =>
  fc
    .tuple(...queues.map((q) => {
      const overflow = queues.filter((other) => other.id !== q.id && other.channel === q.channel).map((other) => other.id)
      return fc.option(queueRouting({ topics: topicIds, attendants: attendantIds, announcements: heard, overflow }), { nil: undefined }).map((routing): Queue =>
        routing === undefined ? q : { ...q, offerLimit: Math.max(q.offerLimit, 2), routing })
    }))

const toQueue: fc.Arbitrary<Target> = fc
  .record({ topic: fc.constantFrom(...topicIds), queue: fc.constantFrom(...queueIds), priority: fc.integer({ min: -3, max: 3 }) })
  .map((target) => ({ to: 'queue', ...target }))
const leaving: fc.Arbitrary<Target> = fc.oneof(
  toQueue,
  fc.constantFrom(...heard).chain((announcement) => fc.constantFrom<Target>({ to: 'answer', announcement }, { to: 'end', announcement }))
)
const within: fc.Arbitrary<Target> = fc.constantFrom<Target>({ to: 'repeat' }, { to: 'back' })

const menuId = (i: number) => `m${i}` as MenuId
const digits = [...'0123456789*#']
interface MenuParts {
  readonly targets: readonly Target[]
  readonly out: Target
  readonly keys: readonly string[]
  readonly splits: readonly (Instant | undefined)[]
  readonly parent: number
  readonly parentDown: boolean
  readonly timeoutSeconds: number
  readonly tries: number
  readonly at: Instant | undefined
}
const menuParts: fc.Arbitrary<MenuParts> = fc.record({
  targets: fc.array(fc.oneof(leaving, within), { maxLength: 4 }),
  out: leaving,
  keys: fc.shuffledSubarray(digits, { minLength: digits.length }),
  splits: fc.array(split, { minLength: digits.length, maxLength: digits.length }),
  parent: fc.nat(100),
  parentDown: fc.boolean(),
  timeoutSeconds: seconds,
  tries: fc.integer({ min: 1, max: 5 }),
  at: split,
})

/** Menus that lead only to later ones, each led to by an earlier one, so that every one is reached and none leads in circles. */
const menusFrom = (parts: readonly MenuParts[]): readonly Menu[] =>
  parts.flatMap(({ targets, out, keys, splits, timeoutSeconds, tries, at }, i) => {
    const children = parts.flatMap((p, j) => (j > i && p.parent % j === i ? [{ id: menuId(j), silent: p.parentDown }] : []))
    const leads: readonly Target[] = [...children.map(({ id }): Target => ({ to: 'menu', menu: id })), ...targets, out]
    // Without a validity of its own where the menu has several: a part must be valid while its whole is.
    const options = leads.flatMap((target, k): readonly MenuOption[] => times({ digit: keys[k] ?? '#', target }, at === undefined ? splits[k] : undefined))
    const down = children.find((c) => c.silent)
    const exhausted: Target = down === undefined ? out : { to: 'menu', menu: down.id }
    return times({ id: menuId(i), prompt: welcome, options, timeoutSeconds, tries, exhausted }, at)
  })

const numberWith = (dialled: string, first: boolean): fc.Arbitrary<readonly DialledNumber[]> =>
  fc
    .record({ target: toQueue, at: split, entry: split, origins: fc.subarray(Object.keys(Origin.keys) as Origin[]), servedFrom: split, calendar: fc.option(fc.constantFrom(...calendarIds), { nil: undefined }) })
    .map(({ target, at, entry, origins, servedFrom, calendar: hours }) => {
      const entries = times({ target: first ? ({ to: 'menu', menu: menuId(0) } as const) : target }, at === undefined ? entry : undefined)
      const served = origins.flatMap((origin) => times({ origin, payer: 'centre' as const }, at === undefined ? servedFrom : undefined))
      return times({ dialled, entries, served, refusals, ...(hours === undefined ? {} : { calendar: hours }) }, at)
    })

const blockedOne = fc
  .record({ subject: fc.constantFrom('s1', 's2').map((s) => s as SubjectRef), from: splitAt, length: fc.option(fc.integer({ min: 1, max: 1e9 }), { nil: undefined }) })
  .map(({ subject, from, length }) => ({ subject, from, reason: 'threats', ...(length === undefined ? {} : { until: plus(from, length) }) }))

/** A plan without fault. */
export const plan: fc.Arbitrary<Plan> = fc
  .record({
    timeZone: fc.constantFrom(...zones),
    menus: fc.array(menuParts, { minLength: 1, maxLength: 5 }).map(menusFrom),
    numbers: fc.tuple(numberWith('121', true), numberWith('08007072003', false), fc.boolean()).map(([a, b, both]) => (both ? [...a, ...b] : a)),
    queues: fc.tuple(...queueIds.map(queueWith)).chain(routed),
    routing: fc.option(centreRouting, { nil: undefined }),
    voiceCost: fc.integer({ min: 1, max: 100 }),
    calendars: fc.tuple(calendar, calendar).map(([a, b]) => ({ c0: a, c1: b })),
    missLimit: fc.nat(5),
    blocked: fc.array(blockedOne, { maxLength: 3 }),
  })
  .map(({ voiceCost, routing, ...made }) => ({
    ...(routing === undefined ? {} : { routing }),
    centre: samplePlan.centre, name: 'A centre', notInService: changed, announcements, breakReasons: ['rest', 'meal'],
    topics: topicIds.map((id) => ({ id, name: `topic ${id}` })),
    channels: [{ channel: 'voice', cost: voiceCost, interrupts: ['chat'] }, { channel: 'chat', cost: 1, interrupts: [] }],
    ...made,
  }))
