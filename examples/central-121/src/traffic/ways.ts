import { Plan, type Instant, type MenuId } from '@disque/core'
import type { Wish } from './callers.js'

const menuIn = (plan: Plan.Plan, id: MenuId, at: Instant) => plan.menus.find((m) => m.id === id && Plan.holds(m, at))

const optionsOf = (plan: Plan.Plan, id: MenuId, at: Instant): readonly Plan.MenuOption[] =>
  menuIn(plan, id, at)?.options.filter((o) => Plan.holds(o, at)) ?? []

/** The keys from a menu to what is wished, as few as possible; none when no key leads there. */
export const keysTo = (plan: Plan.Plan, from: MenuId, wish: Wish, at: Instant): readonly string[] => {
  const grants = (t: Plan.Target) =>
    'topic' in wish ? t.to === 'queue' && t.topic === wish.topic : t.to === 'answer' && t.announcement === wish.announcement
  const seen = new Set<MenuId>([from])
  let here: readonly { readonly menu: MenuId; readonly keys: readonly string[] }[] = [{ menu: from, keys: [] }]
  while (here.length > 0) {
    const choices = here.flatMap(({ menu, keys }) => optionsOf(plan, menu, at).map((o) => ({ target: o.target, keys: [...keys, o.digit] })))
    const found = choices.find((c) => grants(c.target))
    if (found !== undefined) return found.keys
    here = choices.flatMap(({ target, keys }) => {
      if (target.to !== 'menu' || seen.has(target.menu)) return []
      seen.add(target.menu)
      return [{ menu: target.menu, keys }]
    })
  }
  return []
}

/** A key that the menu does not know. */
export const wrongKey = (plan: Plan.Plan, menu: MenuId, at: Instant): string => {
  const known = new Set(optionsOf(plan, menu, at).map((o) => o.digit))
  return ['7', '6', '8', '#'].find((d) => !known.has(d)) ?? 'A'
}
