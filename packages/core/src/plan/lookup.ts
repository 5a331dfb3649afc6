import type { Instant } from '../shared/instant.js'
import type { AnnouncementId, MenuId, QueueId, SubjectRef } from '../shared/ids.js'
import * as Hours from '../hours/hours.js'
import { isRight } from 'fp-ts/lib/Either.js'
import { holds, type Blocked, type DialledNumber, type Menu, type MenuOption, type Origin, type Plan, type Queue, type Served, type Target } from './plan.js'

export type NumberFound =
  | { readonly _tag: 'InService'; readonly number: DialledNumber }
  | { readonly _tag: 'Retired'; readonly number: DialledNumber }
  | { readonly _tag: 'NotInService' }

/** PLAN-01 A number answers within its validity; afterwards it is retired, before it is not in service. */
export const numberAt = (plan: Plan, dialled: string, at: Instant): NumberFound => {
  let retired: DialledNumber | undefined
  for (const number of plan.numbers) {
    if (number.dialled !== dialled) continue
    if (holds(number, at)) return { _tag: 'InService', number }
    if (number.until !== undefined && number.until <= at && (retired?.until ?? 0) < number.until) retired = number
  }
  return retired === undefined ? { _tag: 'NotInService' } : { _tag: 'Retired', number: retired }
}

/** PLAN-02 An origin class is served only where and while the number says so. */
export const servedAt = (number: DialledNumber, origin: Origin, at: Instant): Served | undefined =>
  number.served.find((s) => s.origin === origin && holds(s, at))

export const entryAt = (number: DialledNumber, at: Instant): Target | undefined => number.entries.find((e) => holds(e, at))?.target

export const menuAt = (plan: Plan, id: MenuId, at: Instant): Menu | undefined => plan.menus.find((m) => m.id === id && holds(m, at))

export const optionAt = (menu: Menu, digit: string, at: Instant): MenuOption | undefined =>
  menu.options.find((o) => o.digit === digit && holds(o, at))

export const queueOf = (plan: Plan, id: QueueId): Queue | undefined => plan.queues.find((q) => q.id === id)

/** PLAN-03 A blocked caller is refused from the block's first instant until its end. */
export const blockedAt = (plan: Plan, subject: SubjectRef, at: Instant): Blocked | undefined =>
  plan.blocked.find((b) => b.subject === subject && holds(b, at))

/** Asked of own entries only: a calendar may be called `constructor`. */
export const calendarOf = (plan: Plan, id: string): Hours.Calendar | undefined =>
  Object.hasOwn(plan.calendars, id) ? (plan.calendars as Readonly<Record<string, Hours.Calendar>>)[id] : undefined

export type Openness = { readonly open: true } | { readonly open: false; readonly opensAt?: Instant }

/** PLAN-04 Outside its calendar's hours a number or queue is closed, and says when it next opens. */
export const openAt = (plan: Plan, calendar: string | undefined, at: Instant): Openness => {
  if (calendar === undefined) return { open: true }
  const found = calendarOf(plan, calendar)
  if (found === undefined) return { open: false }
  if (Hours.isOpen(found, at)) return { open: true }
  const next = Hours.nextOpening(found, at)
  return isRight(next) ? { open: false, opensAt: next.right } : { open: false }
}

export const announcementText = (plan: Plan, id: AnnouncementId, language: 'pt' | 'en'): string | undefined => {
  const found = plan.announcements.find((a) => a.id === id)
  return language === 'en' ? (found?.en ?? found?.pt) : found?.pt
}
