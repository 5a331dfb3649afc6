import * as t from 'io-ts'
import { Whole } from '../shared/whole.js'
import { Calendar } from '../hours/hours.js'
import {
  AnnouncementId, CalendarId, CentreId, MenuId, PlanVersion, QueueId, SubjectRef, TopicId,
} from '../shared/ids.js'
import { CentreRouting, QueueRouting } from '../routing/policy.js'
import { Instant } from '../shared/instant.js'
import { Code, Dialled } from '../shared/words.js'

/** From when until when something counts: `from` included, `until` excluded; an absent end is open. */
const validity = { from: Instant, until: Instant }

/** Where a call comes from: it decides who is served and who pays. */
export const Origin = t.keyof({ landline: null, mobile: null, payphone: null, abroad: null, withheld: null }, 'Origin')
export type Origin = t.TypeOf<typeof Origin>

/** A way of being served: `voice`, `chat`, or any other that the centre names. Channels are data. */
export const Channel = Code
export type Channel = string

/** Where a number or a digit leads. */
export const Target = t.union(
  [
    t.type({ to: t.literal('menu'), menu: MenuId }, 'ToMenu'),
    /** Priority: higher is served first. */
    t.type({ to: t.literal('queue'), topic: TopicId, queue: QueueId, priority: Whole }, 'ToQueue'),
    /** Answered by an announcement alone: the call is contained. */
    t.type({ to: t.literal('answer'), announcement: AnnouncementId }, 'ToAnswer'),
    t.type({ to: t.literal('repeat') }, 'ToRepeat'),
    t.type({ to: t.literal('back') }, 'ToBack'),
    t.type({ to: t.literal('end'), announcement: AnnouncementId }, 'ToEnd'),
  ],
  'Target'
)
export type Target = t.TypeOf<typeof Target>

export const Served = t.intersection(
  [t.type({ origin: Origin, payer: t.keyof({ caller: null, centre: null }) }), t.partial(validity)],
  'Served'
)
export type Served = t.TypeOf<typeof Served>

export const Entry = t.intersection([t.type({ target: Target }), t.partial(validity)], 'Entry')

export const Refusals = t.type(
  {
    retired: AnnouncementId,
    originNotServed: AnnouncementId,
    closed: AnnouncementId,
    blocked: AnnouncementId,
    queueFull: AnnouncementId,
  },
  'Refusals'
)

/** A number that citizens dial. After `until` it is retired: callers hear where to call. */
export const DialledNumber = t.intersection(
  [
    t.type({ dialled: Dialled, entries: t.readonlyArray(Entry), served: t.readonlyArray(Served), refusals: Refusals }),
    /** `calendar`: when the number answers at all; absent means always. */
    t.partial({ ...validity, calendar: CalendarId }),
  ],
  'DialledNumber'
)
export type DialledNumber = t.TypeOf<typeof DialledNumber>

export const MenuOption = t.intersection([t.type({ digit: t.string, target: Target }), t.partial(validity)], 'MenuOption')
export type MenuOption = t.TypeOf<typeof MenuOption>

export const Menu = t.intersection(
  [
    t.type({
      id: MenuId,
      prompt: AnnouncementId,
      options: t.readonlyArray(MenuOption),
      /** Seconds without a digit until the menu counts a try. */
      timeoutSeconds: Whole,
      /** Wrong digits and time-outs together before `exhausted` is taken. */
      tries: Whole,
      exhausted: Target,
    }),
    t.partial(validity),
  ],
  'Menu'
)
export type Menu = t.TypeOf<typeof Menu>

export const Topic = t.type({ id: TopicId, name: t.string }, 'Topic')

export const Queue = t.intersection(
  [
    t.type({
      id: QueueId,
      name: t.string,
      channel: Channel,
      calendar: CalendarId,
      /** How long an attendant is rung before the offer lapses. */
      offerSeconds: t.number,
      /** Standing offers a contact may have at once. */
      offerLimit: Whole,
      /** Time after an answered contact in which nothing is offered. */
      wrapUpSeconds: t.number,
      /** How long an accepted engagement may stay unconfirmed by its contact. */
      confirmSeconds: t.number,
      /** An abandoned caller who comes back within it keeps the rank; 0 turns it off. */
      resumeSeconds: t.number,
      /** T of the service levels, in seconds. */
      serviceLevelSeconds: t.number,
    }),
    t.partial({
      /** Joining is refused from this many waiting on. */
      maxWaiting: Whole,
      routing: QueueRouting,
    }),
  ],
  'Queue'
)
export type Queue = t.TypeOf<typeof Queue>

/** What a channel takes of an attendant's capacity and what it may interrupt. */
export const ChannelCost = t.type({ channel: Channel, cost: Whole, interrupts: t.readonlyArray(Channel) }, 'ChannelCost')
export type ChannelCost = t.TypeOf<typeof ChannelCost>

export const Blocked = t.intersection(
  [t.type({ subject: SubjectRef, from: Instant, reason: Code }), t.partial({ until: Instant })],
  'Blocked'
)
export type Blocked = t.TypeOf<typeof Blocked>

/** `seconds`: how long it takes to hear; a menu waits for a digit that much longer. */
export const Announcement = t.intersection([t.type({ id: AnnouncementId, pt: t.string }), t.partial({ en: t.string, seconds: Whole })], 'Announcement')

export const Plan = t.intersection([
  t.type({
    centre: CentreId,
    name: t.string,
    timeZone: t.string,
    numbers: t.readonlyArray(DialledNumber),
    /** Heard on a number that the plan does not know. */
    notInService: AnnouncementId,
    menus: t.readonlyArray(Menu),
    topics: t.readonlyArray(Topic),
    queues: t.readonlyArray(Queue),
    channels: t.readonlyArray(ChannelCost),
    announcements: t.readonlyArray(Announcement),
    calendars: t.record(CalendarId, Calendar),
    breakReasons: t.readonlyArray(Code),
    /** Consecutive missed offers after which an attendant is put on break; 0 turns it off. */
    missLimit: Whole,
    blocked: t.readonlyArray(Blocked),
  }),
  /** What its queues share in serving; by priority alone where absent. */
  t.partial({ routing: CentreRouting }),
], 'Plan')
export type Plan = t.TypeOf<typeof Plan>

/** One version of a centre's plan: known since `knownAt`, counting from `validAt`. */
export const PlanEdition = t.type({ version: PlanVersion, knownAt: Instant, validAt: Instant, plan: Plan }, 'PlanEdition')
export type PlanEdition = t.TypeOf<typeof PlanEdition>

interface Valid {
  readonly from?: Instant | undefined
  readonly until?: Instant | undefined
}

export const holds = (v: Valid, at: Instant): boolean => (v.from === undefined || v.from <= at) && (v.until === undefined || at < v.until)

/** The edition in force at `validAt` as it was known at `knownAt`: of those that count by then, the last one made. */
export const planAt = (editions: readonly PlanEdition[], knownAt: Instant, validAt: Instant): PlanEdition | undefined => {
  let found: PlanEdition | undefined
  for (const e of editions) {
    if (e.knownAt > knownAt || e.validAt > validAt) continue
    if (found === undefined || e.validAt >= found.validAt) found = e
  }
  return found
}
