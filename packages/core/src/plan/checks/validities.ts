import type { PlanFault } from '../faults.js'
import { isEmpty, meet, menusOf, numbersOf, optionsOf, placed, type Placed, type Window } from '../places.js'
import type { Plan } from '../plan.js'

const grouped = <A>(items: readonly Placed<A>[], keyOf: (item: A) => string): readonly (readonly Placed<A>[])[] => {
  const groups = new Map<string, Placed<A>[]>()
  for (const p of items) {
    const group = groups.get(keyOf(p.item))
    if (group === undefined) groups.set(keyOf(p.item), [p])
    else group.push(p)
  }
  return [...groups.values()]
}

/** PLAN-06 Of one number, origin, digit, menu or number's entries, one holds at a time. */
const overlaps = <A extends Window>(items: readonly Placed<A>[], keyOf: (item: A) => string): readonly PlanFault[] =>
  grouped(items, keyOf).flatMap((group) =>
    group.flatMap((a, i) =>
      group.slice(0, i).filter((b) => meet(a.item, b.item)).map((b): PlanFault => ({ _tag: 'ValiditiesOverlap', path: a.path, other: b.path }))
    )
  )

/** PLAN-07 A validity ends after it begins. */
const empty = (items: readonly Placed<Window>[]): readonly PlanFault[] =>
  items.filter(({ item }) => isEmpty(item)).map(({ path }) => ({ _tag: 'ValidityEmpty', path }))

/** PLAN-08 A part is valid at some time at which its whole is. */
const neverApplying = (whole: Window, parts: readonly Placed<Window>[]): readonly PlanFault[] =>
  isEmpty(whole) ? [] : parts.filter(({ item }) => !isEmpty(item) && !meet(whole, item)).map(({ path }) => ({ _tag: 'NeverApplies', path }))

/** PLAN-09 An id stands for one thing. */
const duplicates = <A>(path: string, items: readonly A[], idOf: (item: A) => string): readonly PlanFault[] =>
  grouped(placed(path, items, idOf), idOf).flatMap(([first, ...more]) =>
    first === undefined ? [] : more.map((again): PlanFault => ({ _tag: 'DuplicateId', path: again.path, other: first.path, id: idOf(again.item) }))
  )

export const validityFaults = (plan: Plan): readonly PlanFault[] => {
  const numbers = numbersOf(plan)
  const menus = menusOf(plan)
  const blocked = plan.blocked.map((item, i) => ({ path: `blocked.${i}`, item }))
  return [
    ...overlaps(numbers, (n) => n.dialled),
    ...overlaps(menus, (m) => m.id),
    ...empty([...numbers, ...menus, ...blocked]),
    ...numbers.flatMap(({ path, item }) => {
      const entries = item.entries.map((e, i) => ({ path: `${path}.entries.${i}`, item: e }))
      const served = placed(`${path}.served`, item.served, (s) => s.origin)
      const parts = [...entries, ...served]
      return [...overlaps(entries, () => ''), ...overlaps(served, (s) => s.origin), ...empty(parts), ...neverApplying(item, parts)]
    }),
    ...menus.flatMap((menu) => {
      const options = optionsOf(menu)
      return [...overlaps(options, (o) => o.digit), ...empty(options), ...neverApplying(menu.item, options)]
    }),
    ...duplicates('topics', plan.topics, (x) => x.id),
    ...duplicates('queues', plan.queues, (q) => q.id),
    ...duplicates('channels', plan.channels, (c) => c.channel),
    ...duplicates('announcements', plan.announcements, (a) => a.id),
    ...duplicates('breakReasons', plan.breakReasons, (reason) => reason),
  ]
}
