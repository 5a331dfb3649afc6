import type { AnnouncementId, CalendarId, CentreId, MenuId, Plan, QueueId, TopicId, Training } from '@disque/core'

/** A made-up national line: as many menus, subjects and queues as one has, and always open, so that it can be measured at any hour. */

export const timeZone = 'America/Sao_Paulo'
export const dialled = '121'

const many = <A>(count: number, make: (n: number) => A): readonly A[] => Array.from({ length: count }, (_, n) => make(n))

const queueCount = 24
const topicsOfQueue = 3
const menuCount = 8

export interface Aim {
  readonly queue: QueueId
  readonly topic: TopicId
  /** Pressed in the main menu, then in the one that it opens. */
  readonly digits: readonly [string, string]
}

const queueId = (n: number) => `queue-${n}` as QueueId
const topicId = (n: number) => `topic-${n}` as TopicId
const menuId = (n: number) => `menu-${n}` as MenuId
const announcement = (name: string) => name as AnnouncementId
const always = 'always' as CalendarId

/** What callers ask for: each menu but the main one leads to nine subjects of three queues. */
export const aims: readonly Aim[] = many(menuCount * 9, (n) => {
  const [menu, place] = [Math.floor(n / 9), n % 9]
  const queue = (menu * 3 + Math.floor(place / 3)) % queueCount
  return { queue: queueId(queue), topic: topicId(queue * topicsOfQueue + (place % 3)), digits: [String(menu + 1), String(place + 1)] }
})

/** In the main menu: heard once, and the call is over; or heard, and another digit may follow. */
export const digitThatAnswers = '9'
export const digitThatEnds = '0'

const queue = (n: number): Plan.Queue => ({
  id: queueId(n), name: `Queue ${n}`, channel: 'voice', calendar: always, offerSeconds: 15, offerLimit: 1, wrapUpSeconds: 5, confirmSeconds: 10, resumeSeconds: 600,
  serviceLevelSeconds: 60, maxWaiting: 2000,
  // Kinds of queues: plain; the most skilled first, asking for less after a minute; the least busy, with a step after two minutes.
  routing:
    n % 3 === 0 ? { strategy: 'longestIdle', delays: { noAnswer: { delaySeconds: 5 }, declined: { delaySeconds: 2 } } }
    : n % 3 === 1 ? { strategy: 'mostSkilled', level: 2, relax: [{ afterSeconds: 20, level: 1 }], weight: 1 }
    : { strategy: 'leastOccupied', steps: [{ id: 'sorry', when: { afterSeconds: 60 }, then: { do: 'message', announcement: announcement('sorry') } }] },
})

const subMenu = (menu: number): Plan.Menu => ({
  id: menuId(menu), prompt: announcement(`prompt-${menu}`), timeoutSeconds: 10, tries: 2, exhausted: { to: 'end', announcement: announcement('goodbye') },
  options: aims.filter((aim) => aim.digits[0] === String(menu + 1)).map(({ queue: id, topic, digits }) => ({ digit: digits[1], target: { to: 'queue', topic, queue: id, priority: 0 } })),
})

const mainMenu: Plan.Menu = {
  id: 'main' as MenuId, prompt: announcement('welcome'), timeoutSeconds: 10, tries: 2, exhausted: { to: 'end', announcement: announcement('goodbye') },
  options: [
    ...many(menuCount, (menu) => ({ digit: String(menu + 1), target: { to: 'menu' as const, menu: menuId(menu) } })),
    { digit: digitThatAnswers, target: { to: 'answer', announcement: announcement('news') } },
    { digit: digitThatEnds, target: { to: 'end', announcement: announcement('places') } },
  ],
}

const heard = ['not-in-service', 'no', 'welcome', 'news', 'places', 'goodbye', 'sorry', ...many(menuCount, (menu) => `prompt-${menu}`)]
const week = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [{ from: '00:00', until: '24:00' }]]))

export const planOf = (centre: CentreId): Plan.Plan => ({
  centre, name: 'National line', timeZone, notInService: announcement('not-in-service'),
  numbers: [{
    dialled, entries: [{ target: { to: 'menu', menu: mainMenu.id } }], served: [{ origin: 'landline', payer: 'centre' }, { origin: 'mobile', payer: 'centre' }],
    refusals: { retired: announcement('no'), originNotServed: announcement('no'), closed: announcement('no'), blocked: announcement('no'), queueFull: announcement('no') },
  }],
  menus: [mainMenu, ...many(menuCount, subMenu)],
  topics: many(queueCount * topicsOfQueue, (n) => ({ id: topicId(n), name: `Topic ${n}` })),
  queues: many(queueCount, queue),
  channels: [{ channel: 'voice', cost: 1, interrupts: [] }],
  announcements: heard.map((id) => ({ id: announcement(id), pt: id })),
  calendars: { [always]: { timeZone, weekly: week, holidays: [], breaks: [], exceptions: [] } },
  breakReasons: ['rest', 'missed-offers'], missLimit: 3, blocked: [],
  routing: { order: { by: 'age', prioritySeconds: 120, weightSeconds: 30 }, seed: 121 },
})

/** All subjects of four queues, in 24 kinds: each queue has a sixth of the attendants. */
export const trainingOf = (n: number): readonly Pick<Training, 'topic' | 'level'>[] =>
  many(4, (k) => (n + k * 7) % queueCount).flatMap((of, k) => many(topicsOfQueue, (t) => ({ topic: topicId(of * topicsOfQueue + t), level: 1 + ((n + k) % 3) })))
