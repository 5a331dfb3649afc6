import type { PlanFault, Referred } from '../faults.js'
import { isEmpty, leadingFromMenu, leadingFromNumbers, meet, menusOf, numbersOf, type Leading } from '../places.js'
import type { Plan } from '../plan.js'

interface Reference {
  readonly path: string
  readonly to: Referred
  readonly id: string
}

const announced = (path: string, id: string): Reference => ({ path, to: 'announcement', id })

const ofTarget = ({ path, target }: Leading): readonly Reference[] => {
  switch (target.to) {
    case 'queue':
      return [{ path: `${path}.queue`, to: 'queue', id: target.queue }, { path: `${path}.topic`, to: 'topic', id: target.topic }]
    case 'answer':
    case 'end':
      return [announced(`${path}.announcement`, target.announcement)]
    case 'menu':
    case 'repeat':
    case 'back':
      return []
  }
}

const referencesOf = (plan: Plan, leading: readonly Leading[]): readonly Reference[] => [
  announced('notInService', plan.notInService),
  ...numbersOf(plan).flatMap(({ path, item }) => [
    ...Object.entries(item.refusals).map(([rule, id]) => announced(`${path}.refusals.${rule}`, id)),
    ...(item.calendar === undefined ? [] : [{ path: `${path}.calendar`, to: 'calendar' as const, id: item.calendar }]),
  ]),
  ...menusOf(plan).map(({ path, item }) => announced(`${path}.prompt`, item.prompt)),
  ...leading.flatMap(ofTarget),
  ...plan.queues.flatMap((q): readonly Reference[] => [
    { path: `queues.${q.id}.calendar`, to: 'calendar', id: q.calendar },
    { path: `queues.${q.id}.channel`, to: 'channel', id: q.channel },
  ]),
  ...plan.channels.flatMap((c) => c.interrupts.map((id, i): Reference => ({ path: `channels.${c.channel}.interrupts.${i}`, to: 'channel', id }))),
]

/** PLAN-05 What a plan refers to is in it; a menu that is led to is valid at some time at which it is led to. */
export const referenceFaults = (plan: Plan): readonly PlanFault[] => {
  const known: Readonly<Record<Referred, ReadonlySet<string>>> = {
    announcement: new Set(plan.announcements.map((a) => a.id)),
    calendar: new Set(Object.keys(plan.calendars)),
    channel: new Set(plan.channels.map((c) => c.channel)),
    menu: new Set(plan.menus.map((m) => m.id)),
    queue: new Set(plan.queues.map((q) => q.id)),
    topic: new Set(plan.topics.map((x) => x.id)),
  }
  const leading = [...leadingFromNumbers(plan), ...menusOf(plan).flatMap(leadingFromMenu)]
  const toMenus = leading.flatMap(({ path, target, when }): readonly PlanFault[] => {
    if (target.to !== 'menu') return []
    const found = plan.menus.some((m) => m.id === target.menu && (isEmpty(when) || isEmpty(m) || meet(when, m)))
    return found ? [] : [{ _tag: 'ReferenceUnknown', path: `${path}.menu`, to: 'menu', id: target.menu }]
  })
  const others = referencesOf(plan, leading)
    .filter(({ to, id }) => !known[to].has(id))
    .map((r): PlanFault => ({ _tag: 'ReferenceUnknown', ...r }))
  return [...others, ...toMenus]
}
