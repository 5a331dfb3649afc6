import { menuAt, numberAt, openAt, queueOf } from '../../plan/lookup.js'
import type { Menu, Plan, Queue, Target } from '../../plan/plan.js'
import type { AnnouncementId, AttendantId, MenuId, PlanVersion } from '../../shared/ids.js'
import { plus, seconds, type Instant } from '../../shared/instant.js'
import { rankOf } from '../../waiting/waiting.js'
import type { Event, Live, Previous } from '../call.js'

export type Events = readonly [Event, ...Event[]]

/** Where the call stands among rules: pinned plan for number and menus, the one in force for queues and hours. */
export interface Plans {
  readonly pinned: Plan
  readonly now: Plan
  readonly nowVersion: PlanVersion
}

/** A caller on the way to a queue or an answer. */
export interface Arriving {
  readonly at: Instant
  /** When the call came in: what is pinned is looked up as of then, so that no menu vanishes under a caller. */
  readonly receivedAt: Instant
  readonly path: readonly MenuId[]
  /** An announcement has answered the caller before. */
  readonly informed: boolean
  readonly dialled: string
  readonly previous: Previous | undefined
  readonly prefers: AttendantId | undefined
  readonly waitingNow: Live['waitingNow']
}

/** The menu that the caller hears. */
export const menuOf = (who: Arriving, plans: Plans): Menu | undefined => {
  const here = who.path.at(-1)
  return here === undefined ? undefined : menuAt(plans.pinned, here, who.receivedAt)
}

/** A digit is awaited for the menu's time after all has been heard. */
const awaitedUntil = (at: Instant, menu: Menu, heard: AnnouncementId, plan: Plan): Instant =>
  plus(at, seconds((plan.announcements.find((a) => a.id === heard)?.seconds ?? 0) + menu.timeoutSeconds))

export const isFull = (queue: Queue, waitingNow: Live['waitingNow']): boolean =>
  queue.maxWaiting !== undefined && waitingNow !== undefined && Object.hasOwn(waitingNow, queue.id) && (waitingNow[queue.id] ?? 0) >= queue.maxWaiting

/** CALL-01 A full or closed queue is not joined: the caller hears why, and when it opens. */
const joinQueue = (target: Extract<Target, { to: 'queue' }>, who: Arriving, plans: Plans): Events => {
  const { at } = who
  const planNow = plans.nowVersion
  const number = numberAt(plans.pinned, who.dialled, who.receivedAt)
  const heard = number._tag === 'NotInService' ? undefined : number.number.refusals
  const queue = queueOf(plans.now, target.queue)
  const hours = openAt(plans.now, queue?.calendar, at)
  const turnedAway = { type: 'CallRefused' as const, at, planNow, queue: target.queue }
  if (queue === undefined || !hours.open)
    return [{ ...turnedAway, rule: 'closed', announcement: heard?.closed ?? plans.pinned.notInService, ...('opensAt' in hours && hours.opensAt !== undefined ? { opensAt: hours.opensAt } : {}) }]
  if (isFull(queue, who.waitingNow)) return [{ ...turnedAway, rule: 'queueFull', announcement: heard?.queueFull ?? plans.pinned.notInService }]
  const previous = who.previous?.queue === target.queue ? who.previous : undefined
  // CALL-30 The attendant who knows the caller goes along with the place: a preference that the call or its last digit named.
  const known = who.prefers === undefined ? {} : { prefers: who.prefers }
  return [{ type: 'CallQueued', at, queue: target.queue, topic: target.topic, priority: target.priority, rankSince: rankOf(at, previous, queue.resumeSeconds), planNow, ...known }]
}

const enterMenu = (menu: MenuId, who: Arriving, plans: Plans, back: boolean): Events => {
  const { at } = who
  const found = menuAt(plans.pinned, menu, who.receivedAt)
  if (found === undefined) return [{ type: 'CallRefused', at, rule: 'notInService', announcement: plans.pinned.notInService, planNow: plans.nowVersion }]
  return [{ type: 'MenuEntered', at, menu, prompt: found.prompt, until: awaitedUntil(at, found, found.prompt, plans.pinned), ...(back ? { back: true as const } : {}) }]
}

type Repeat = Pick<Extract<Event, { type: 'MenuRepeated' }>, 'why' | 'tries' | 'digit'>

export const repeatMenu = (menu: Menu, repeat: Repeat, who: Arriving, plans: Plans): Events => [
  { type: 'MenuRepeated', at: who.at, menu: menu.id, prompt: menu.prompt, ...repeat, until: awaitedUntil(who.at, menu, menu.prompt, plans.pinned) },
]

/** CALL-16 A call that ends in its menus is contained if an announcement had answered the caller, else unserved. */
export const endInMenus = ({ at, informed }: Pick<Arriving, 'at' | 'informed'>, by: 'caller' | 'system' = 'system'): Events => [
  { type: 'CallEnded', at, by, outcome: informed ? 'contained' : 'unserved', releases: [] },
]

/** CALL-17 An announcement answers the caller: the call goes on while a digit may follow, and ends contained where none can. */
const inform = (announcement: AnnouncementId, menu: Menu | undefined, who: Arriving, plans: Plans): Events => {
  const answered = { type: 'SelfServiceAnswered' as const, at: who.at, announcement }
  return menu === undefined ? [answered, ...endInMenus({ ...who, informed: true })] : [{ ...answered, until: awaitedUntil(who.at, menu, announcement, plans.pinned) }]
}

/** What follows from taking a target: a menu, a queue, an answer or the end. */
export const take = (target: Target, who: Arriving, plans: Plans): Events => {
  switch (target.to) {
    case 'menu':
      return enterMenu(target.menu, who, plans, false)
    case 'queue':
      return joinQueue(target, who, plans)
    case 'answer':
      return inform(target.announcement, menuOf(who, plans), who, plans)
    case 'end':
      return inform(target.announcement, undefined, who, plans)
    case 'repeat': {
      const menu = menuOf(who, plans)
      return menu === undefined ? endInMenus(who) : repeatMenu(menu, { why: 'asked', tries: 0 }, who, plans)
    }
    // CALL-18 Back leads to the menu before; in the first one it is heard again.
    case 'back': {
      const before = who.path.at(-2)
      return before === undefined ? take({ to: 'repeat' }, who, plans) : enterMenu(before, who, plans, true)
    }
  }
}
