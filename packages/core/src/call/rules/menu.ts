import { optionAt } from '../../plan/lookup.js'
import type { Target } from '../../plan/plan.js'
import { outcomes, type Outcome } from '../../shared/decider.js'
import type { Event, PressDigit, Refusal, State, TimeOutMenu } from '../call.js'
import { endInMenus, menuOf, repeatMenu, take, type Arriving, type Events, type Plans } from './targets.js'

const { emit, refuse, nothing } = outcomes<Event, Refusal>()
type InMenu = Extract<State, { status: 'menu' | 'informed' }>

const arriving = (s: InMenu, c: PressDigit | TimeOutMenu): Arriving => ({
  at: c.at, receivedAt: s.receivedAt, path: s.menus.path, informed: s.informed, dialled: s.dialled, previous: s.brought.previous,
  prefers: ('prefers' in c ? c.prefers : undefined) ?? s.brought.prefers, waitingNow: c.waitingNow,
})

/** CALL-03 A menu whose tries are used up takes its last way out; one that only repeats ends the call. */
const takeExhausted = (target: Target, who: Arriving, plans: Plans): Events =>
  target.to === 'repeat' || (target.to === 'back' && who.path.length < 2) ? endInMenus(who) : take(target, who, plans)

const tryAgain = (s: InMenu, why: 'wrongDigit' | 'silence', who: Arriving, plans: Plans, digit?: string): Events => {
  const menu = menuOf(who, plans)
  if (menu === undefined) return endInMenus(who)
  const tries = s.menus.tries + 1
  return tries >= menu.tries ? takeExhausted(menu.exhausted, who, plans) : repeatMenu(menu, { why, tries, ...(digit === undefined ? {} : { digit }) }, who, plans)
}

/** CALL-19 A digit is one key of a telephone; a longer text, which might name a person, is refused and kept nowhere. */
const isKey = (digit: string): boolean => /^[0-9*#]$/.test(digit)

export const press = (c: PressDigit, state: State, plans: Plans): Outcome<Event, Refusal> => {
  if (state.status !== 'menu' && state.status !== 'informed') return refuse({ _tag: 'CallNotInMenu', status: state.status })
  if (!isKey(c.digit)) return refuse({ _tag: 'DigitInvalid' })
  const who = arriving(state, c)
  const menu = menuOf(who, plans)
  const option = menu === undefined ? undefined : optionAt(menu, c.digit, who.receivedAt)
  if (menu === undefined || option === undefined) return emit(...tryAgain(state, 'wrongDigit', who, plans, c.digit))
  return emit({ type: 'DigitPressed', at: c.at, menu: menu.id, digit: c.digit }, ...take(option.target, who, plans))
}

/** CALL-04 Silence counts as a try once the menu's time has run out, and only for the prompt that it was set for; after an announcement it ends the call. */
export const timeOut = (c: TimeOutMenu, state: State, plans: Plans): Outcome<Event, Refusal> => {
  if ((state.status !== 'menu' && state.status !== 'informed') || state.menus.until !== c.dueAt) return nothing
  if (c.at < c.dueAt) return refuse({ _tag: 'TimerTooEarly', dueAt: c.dueAt })
  const who = arriving(state, c)
  return state.status === 'informed' ? emit(...endInMenus(who)) : emit(...tryAgain(state, 'silence', who, plans))
}
