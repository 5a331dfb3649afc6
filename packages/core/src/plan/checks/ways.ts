import type { PlanFault } from '../faults.js'
import { isEmpty, leadingFromMenu, leadingFromNumbers, meet, menusOf, numbersOf, type Leading, type Placed } from '../places.js'
import type { Menu, Plan } from '../plan.js'

type Node = Placed<Menu>
type Ways = ReadonlyMap<Node, readonly Node[]>

const ledTo = (menus: readonly Node[], { target, when }: Leading): readonly Node[] =>
  target.to === 'menu' ? menus.filter(({ item }) => item.id === target.menu && meet(when, item)) : []

const reachable = (from: readonly Node[], ways: Ways): ReadonlySet<Node> => {
  const found = new Set(from)
  for (const menu of found) for (const next of ways.get(menu) ?? []) found.add(next)
  return found
}

/** PLAN-12 Every menu can be reached from a number. */
const unreachable = (plan: Plan, menus: readonly Node[], ways: Ways): readonly PlanFault[] => {
  const found = reachable(leadingFromNumbers(plan).flatMap((l) => ledTo(menus, l)), ways)
  return menus.filter((m) => !found.has(m)).map(({ path, item }) => ({ _tag: 'MenuUnreachable', path, menu: item.id }))
}

const leaves = ({ target, when }: Leading): boolean => (target.to === 'queue' || target.to === 'answer' || target.to === 'end') && !isEmpty(when)

/** PLAN-13 From every menu, some keys lead to a queue, an answer or the end. */
const withoutWayOn = (menus: readonly Node[], ways: Ways): readonly PlanFault[] =>
  menus
    .filter((menu) => ![...reachable([menu], ways)].some((m) => leadingFromMenu(m).some(leaves)))
    .map(({ path, item }) => ({ _tag: 'MenuWithoutWayOn', path, menu: item.id }))

/** PLAN-14 Who presses nothing gets out of the menus: by used-up tries alone no menu leads back to itself. */
const silenceNeverEnds = (menus: readonly Node[], ways: Ways): readonly PlanFault[] => {
  const silent: Ways = new Map(
    menus.map((menu) => {
      const { exhausted } = menu.item
      if (exhausted.to === 'back') return [menu, menus.filter((m) => ways.get(m)?.includes(menu))]
      return [menu, ledTo(menus, { path: menu.path, target: exhausted, when: menu.item })]
    })
  )
  return menus
    .filter((menu) => reachable(silent.get(menu) ?? [], silent).has(menu))
    .map(({ path, item }) => ({ _tag: 'SilenceNeverEnds', path: `${path}.exhausted`, menu: item.id }))
}

/** PLAN-15 A number leads somewhere. */
const withoutEntry = (plan: Plan): readonly PlanFault[] =>
  numbersOf(plan)
    .filter(({ item }) => item.entries.length === 0)
    .map(({ path, item }) => ({ _tag: 'NumberWithoutEntry', path, dialled: item.dialled }))

export const wayFaults = (plan: Plan): readonly PlanFault[] => {
  const menus = menusOf(plan)
  const ways: Ways = new Map(menus.map((menu) => [menu, leadingFromMenu(menu).flatMap((l) => ledTo(menus, l))]))
  return [...withoutEntry(plan), ...unreachable(plan, menus, ways), ...withoutWayOn(menus, ways), ...silenceNeverEnds(menus, ways)]
}
