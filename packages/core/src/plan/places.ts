import type { Instant } from '../shared/instant.js'
import type { Menu, Plan, Target } from './plan.js'

/** From when until when; an absent end is open. */
export interface Window {
  readonly from?: Instant | undefined
  readonly until?: Instant | undefined
}

export const isEmpty = ({ from, until }: Window): boolean => from !== undefined && until !== undefined && from >= until

/** The time at which both hold. */
export const both = (a: Window, b: Window): Window => {
  const from = a.from === undefined || (b.from !== undefined && b.from > a.from) ? b.from : a.from
  const until = a.until === undefined || (b.until !== undefined && b.until < a.until) ? b.until : a.until
  return { from, until }
}

export const meet = (a: Window, b: Window): boolean => !isEmpty(a) && !isEmpty(b) && !isEmpty(both(a, b))

/** A part of the plan, with its place as faults name it. */
export interface Placed<A> {
  readonly path: string
  readonly item: A
}

/** Names each item by its id, and by its index too where an id occurs more than once. */
export const placed = <A>(path: string, items: readonly A[], idOf: (item: A) => string): readonly Placed<A>[] => {
  const times = new Map<string, number>()
  for (const item of items) times.set(idOf(item), (times.get(idOf(item)) ?? 0) + 1)
  return items.map((item, i) => {
    const id = idOf(item)
    return { path: `${path}.${id}${(times.get(id) ?? 0) > 1 ? `[${i}]` : ''}`, item }
  })
}

export const numbersOf = (plan: Plan) => placed('numbers', plan.numbers, (n) => n.dialled)
export const menusOf = (plan: Plan) => placed('menus', plan.menus, (m) => m.id)
export const optionsOf = (menu: Placed<Menu>) => placed(`${menu.path}.options`, menu.item.options, (o) => o.digit)

/** A place that leads on, and when. */
export interface Leading {
  readonly path: string
  readonly target: Target
  readonly when: Window
}

export const leadingFromNumbers = (plan: Plan): readonly Leading[] =>
  numbersOf(plan).flatMap(({ path, item }) => item.entries.map((e, i) => ({ path: `${path}.entries.${i}.target`, target: e.target, when: both(item, e) })))

export const leadingFromMenu = (menu: Placed<Menu>): readonly Leading[] => [
  ...optionsOf(menu).map(({ path, item }) => ({ path: `${path}.target`, target: item.target, when: both(menu.item, item) })),
  { path: `${menu.path}.exhausted`, target: menu.item.exhausted, when: menu.item },
]
