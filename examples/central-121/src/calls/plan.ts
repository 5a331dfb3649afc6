import type { AnnouncementId, CalendarId, MenuId, Plan } from '@disque/core'
import type { Row } from './form.js'
import { queueNamed, recorded, topicNamed } from './names.js'

type LogPlan = Plan.Plan
const digits = [...'1234567890*#']
const daySeconds = 86_400

const silent = 'none' as AnnouncementId
const always = 'always' as CalendarId
const channel = 'voice'

/** Where a call of one priority and type dials and what it presses, so that it comes to its queue. */
export interface Way {
  readonly dialled: string
  readonly digit: string
}

export interface RecordedPlan {
  readonly plan: LogPlan
  readonly way: (row: Pick<Row, 'priority' | 'type'>) => Way
}

const distinct = <A extends string | number>(all: readonly A[]): readonly A[] => [...new Set(all)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))

/**
 * The centre that a log implies: always open, one number for each priority that leads to a menu, one digit for each type that leads to its queue.
 * A menu has twelve digits: where the log has more types, a priority has more numbers.
 */
export const recordedPlan = (rows: readonly Row[], timeZone: string): RecordedPlan => {
  const types = distinct(rows.map((row) => row.type))
  const priorities = distinct(rows.map((row) => row.priority))
  const pages = Array.from({ length: Math.ceil(types.length / digits.length) }, (_, page) => types.slice(page * digits.length, (page + 1) * digits.length))
  const menuOf = (priority: number, page: number) => `priority.${priority}.${page + 1}`
  const menus = priorities.flatMap((priority) => pages.map((on, page) => ({ priority, on, name: menuOf(priority, page) })))
  const allDay = [{ from: '00:00', until: '24:00' }]
  return {
    way: ({ priority, type }) => {
      const place = types.indexOf(type)
      return { dialled: menuOf(priority, Math.floor(place / digits.length)), digit: digits[place % digits.length] ?? '' }
    },
    plan: {
      centre: recorded,
      name: 'A recorded call log',
      timeZone,
      numbers: menus.map(({ name }) => ({
        dialled: name,
        entries: [{ target: { to: 'menu', menu: name as MenuId } }],
        served: [{ origin: 'withheld', payer: 'centre' }],
        refusals: { retired: silent, originNotServed: silent, closed: silent, blocked: silent, queueFull: silent },
      })),
      notInService: silent,
      menus: menus.map(({ priority, on, name }) => ({
        id: name as MenuId,
        prompt: silent,
        options: on.map((type, i) => ({ digit: digits[i] ?? '', target: { to: 'queue', topic: topicNamed(type), queue: queueNamed(type), priority } })),
        // The log says when callers went on: no silence is timed out before.
        timeoutSeconds: daySeconds,
        tries: 1,
        exhausted: { to: 'end', announcement: silent },
      })),
      topics: types.map((type) => ({ id: topicNamed(type), name: type })),
      queues: types.map((type) => ({
        id: queueNamed(type), name: type, channel, calendar: always,
        offerSeconds: daySeconds, offerLimit: 1, wrapUpSeconds: 0, confirmSeconds: daySeconds, resumeSeconds: 0, serviceLevelSeconds: 20,
      })),
      channels: [{ channel, cost: 1, interrupts: [] }],
      announcements: [{ id: silent, pt: '' }],
      calendars: {
        [always]: { timeZone, weekly: { mon: allDay, tue: allDay, wed: allDay, thu: allDay, fri: allDay, sat: allDay, sun: allDay }, breaks: [], holidays: [], exceptions: [] },
      },
      breakReasons: [],
      missLimit: 0,
      blocked: [],
    },
  }
}
