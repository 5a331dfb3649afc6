import type { AnnouncementId, CalendarId, CentreId, MenuId, PlanVersion, QueueId, SubjectRef, TopicId } from '../../shared/ids.js'
import { instant } from '../../shared/instant.js'
import type { Plan, Queue, Target } from '../../plan/plan.js'
import type { QueueRouting } from '../../routing/policy.js'

const heard = (id: string) => id as AnnouncementId
const menu = (id: string): Target => ({ to: 'menu', menu: id as MenuId })
const office = 'office' as CalendarId
const health = 'health' as TopicId
const calls = 'calls' as QueueId
const toCalls: Target = { to: 'queue', topic: health, queue: calls, priority: 1 }
const sport = 'sport' as TopicId
const toSecond: Target = { to: 'queue', topic: sport, queue: 'second' as QueueId, priority: 0 }
const refusals = { retired: heard('retired'), originNotServed: heard('not-your-line'), closed: heard('closed'), blocked: heard('blocked'), queueFull: heard('full') }
const landlines = [{ origin: 'landline', payer: 'centre' }] as const
const weekday = [{ from: '07:00', until: '19:00' }]
const change = instant('2020-07-01T12:05:00Z')

const queue: Queue = {
  id: calls, name: 'Calls', channel: 'voice', calendar: office, maxWaiting: 3,
  offerSeconds: 20, offerLimit: 2, wrapUpSeconds: 30, confirmSeconds: 10, resumeSeconds: 300, serviceLevelSeconds: 60,
}

/** One step of each kind; both queues have one that leads to the other. */
const routing: QueueRouting = {
  level: 3,
  also: [{ topic: sport, level: 1 }],
  tiers: [{ tier: 1, afterSeconds: 600 }, { tier: 2, afterSeconds: 1200 }],
  steps: [
    { id: 'sorry', when: { afterSeconds: 10 }, then: { do: 'message', announcement: heard('sorry') } },
    { id: 'lower', when: { afterSeconds: 30 }, then: { do: 'relax', level: 2 } },
    { id: 'let-go', when: { afterSeconds: 60 }, then: { do: 'relax', level: 1, drops: [sport] } },
    { id: 'tier-1', when: { waiting: 3 }, then: { do: 'tier', tier: 1 } },
    { id: 'raise', when: { afterSeconds: 90 }, then: { do: 'priority', by: 2 } },
    { id: 'call-back', when: { afterSeconds: 120 }, then: { do: 'callback', announcement: heard('call-back') } },
    { id: 'other', when: { noneTrained: true }, then: { do: 'queue', queue: 'second' as QueueId, topic: sport } },
    { id: 'close', when: { closed: true }, then: { do: 'close', announcement: heard('closed') } },
  ],
  callback: { attempts: 2, retrySeconds: 20, dialSeconds: 30 },
}
const secondRouting: QueueRouting = {
  tiers: [{ tier: 1, afterSeconds: 600 }],
  steps: [
    { id: 'other', when: { afterSeconds: 60 }, then: { do: 'queue', queue: calls } },
    { id: 'tier-1', when: { waiting: 3 }, then: { do: 'tier', tier: 1 } },
  ],
}

const first: Plan = {
  centre: 'centre' as CentreId,
  name: 'A centre with menus',
  timeZone: 'America/Sao_Paulo',
  numbers: [
    {
      dialled: '121', refusals, calendar: 'always' as CalendarId,
      entries: [{ target: menu('main') }],
      served: [...landlines, { origin: 'mobile', payer: 'caller', from: change }],
    },
    { dialled: '122', refusals, entries: [{ target: { to: 'answer', announcement: heard('places') } }], served: landlines },
    { dialled: '123', refusals, entries: [{ target: toCalls }], served: landlines, calendar: office },
    { dialled: '08007072003', refusals, entries: [{ target: menu('main') }], served: landlines, until: instant('2020-01-01T03:00:00Z') },
  ],
  notInService: heard('not-in-service'),
  menus: [
    {
      id: 'main' as MenuId, prompt: heard('welcome'), timeoutSeconds: 10, tries: 3, exhausted: toCalls,
      options: [
        { digit: '1', target: toCalls },
        { digit: '2', target: menu('care') },
        { digit: '3', target: { to: 'end', announcement: heard('goodbye') } },
        { digit: '5', target: toSecond, until: change },
        { digit: '8', target: { to: 'repeat' } },
        { digit: '*', target: { to: 'back' } },
      ],
    },
    {
      id: 'care' as MenuId, prompt: heard('care'), timeoutSeconds: 10, tries: 2, exhausted: { to: 'repeat' },
      options: [{ digit: '4', target: { to: 'answer', announcement: heard('places') } }, { digit: '9', target: toCalls }, { digit: '*', target: { to: 'back' } }],
    },
  ],
  topics: [{ id: health, name: 'Health' }, { id: sport, name: 'Sport' }],
  queues: [{ ...queue, routing }, { ...queue, id: 'second' as QueueId, name: 'Second', calendar: 'evening' as CalendarId, offerLimit: 1, routing: secondRouting }],
  channels: [{ channel: 'voice', cost: 4, interrupts: [] }],
  announcements: [
    { id: heard('places'), pt: 'Procure…', seconds: 40 },
    ...['welcome', 'care', 'goodbye', 'retired', 'not-your-line', 'closed', 'blocked', 'full', 'not-in-service', 'sorry', 'call-back'].map((id) => ({ id: heard(id), pt: id })),
  ],
  calendars: {
    [office]: { timeZone: 'America/Sao_Paulo', breaks: [], holidays: ['2020-09-07'], exceptions: [], weekly: { mon: weekday, tue: weekday, wed: weekday, thu: weekday, fri: weekday } },
    ['evening' as CalendarId]: { timeZone: 'America/Sao_Paulo', breaks: [], holidays: [], exceptions: [], weekly: { wed: [{ from: '09:05', until: '22:00' }] } },
    ['always' as CalendarId]: { timeZone: 'America/Sao_Paulo', breaks: [], holidays: [], exceptions: [], weekly: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((d) => [d, [{ from: '00:00', until: '24:00' }]])) },
  },
  breakReasons: ['rest'],
  missLimit: 3,
  blocked: [{ subject: 's2' as SubjectRef, from: instant('2020-06-01T03:00:00Z'), until: change, reason: 'threats' }],
}

/** In the second version one offer stands at a time, no number of waiting calls is too many, nobody is blocked, and the one queue that is left calls nobody back. */
const { maxWaiting: _, ...endless } = queue
const second: Plan = { ...first, queues: [{ ...endless, offerLimit: 1, routing: { steps: [{ id: 'lower', when: { afterSeconds: 30 }, then: { do: 'relax', level: 0 } }] } }], menus: first.menus.map((m) => ({ ...m, options: m.options.filter((o) => o.digit !== '5') })), blocked: [] }

/** A plan in two versions, `centre@1` and `centre@2`, with everything that the rules of a call read. */
export const callPlans = (version: PlanVersion): Plan => (version === 'centre@2' ? second : first)
