import { describe, expect, test } from 'vitest'
import type { CalendarId, MenuId } from '../shared/ids.js'
import { instant } from '../shared/instant.js'
import type { Menu, Plan, Target } from './plan.js'
import { samplePlan } from './plan.arbitrary.js'
import { validatePlan } from './validate.js'

const july = instant('2020-07-01T03:00:00Z')
const [main, care] = samplePlan.menus as readonly [Menu, Menu]
const withMenus = (...menus: readonly Menu[]): Plan => ({ ...samplePlan, menus })
const toMenu = (menu: string): Target => ({ to: 'menu', menu: menu as MenuId })
const found = (plan: Plan) => validatePlan(plan).map((f) => `${f._tag} ${f.path}`)

test('the sample plan is without fault', () => expect(validatePlan(samplePlan)).toEqual([]))

describe('places', () => {
  test('a part is named by ids on the way to it, and by its index where an id comes twice', () => {
    const twice = withMenus(main, { ...care, until: july }, { ...care, from: july, prompt: 'nobody' as Menu['prompt'] })
    expect(validatePlan(twice)).toEqual([{ _tag: 'ReferenceUnknown', path: 'menus.care[2].prompt', to: 'announcement', id: 'nobody' }])
  })

  test('PLAN-16 a calendar\'s fault is named with its place in the plan', () => {
    const hours = { from: '07:00', until: '12:00' }
    const plan: Plan = { ...samplePlan, calendars: { ['office' as CalendarId]: { timeZone: 'Etc/UTC', weekly: { mon: [hours, hours] }, breaks: [], holidays: [], exceptions: [] } } }
    expect(validatePlan(plan)).toEqual([{ _tag: 'IntervalsOverlap', path: 'calendars.office.weekly.mon.1', other: 'calendars.office.weekly.mon.0' }])
  })
})

describe('time', () => {
  test('PLAN-06 the same number, menu and digit may follow itself', () => {
    const [number] = samplePlan.numbers
    const follows = { ...samplePlan, numbers: [{ ...number!, until: july, served: [] }, { ...number!, from: july, served: [] }], menus: [{ ...main, until: july }, { ...main, from: july }, care] }
    expect(validatePlan(follows)).toEqual([])
    expect(validatePlan({ ...follows, numbers: [{ ...number!, served: [] }, { ...number!, from: july, served: [] }] })).toEqual([{ _tag: 'ValiditiesOverlap', path: 'numbers.121[1]', other: 'numbers.121[0]' }])
  })

  test('PLAN-05 a menu that is valid only while nothing leads to it is not there', () => {
    const before = withMenus({ ...main, from: july }, { ...care, until: july })
    expect(found(before)).toEqual(['ReferenceUnknown menus.main.options.2.target.menu', 'MenuUnreachable menus.care'])
  })
})

test('PLAN-07 the parts of what is never valid are not blamed', () => {
  const [number] = samplePlan.numbers
  const never = { ...number!, dialled: '0800', from: july, until: july, served: [{ origin: 'mobile' as const, payer: 'centre' as const }] }
  expect(found({ ...samplePlan, numbers: [number!, never] })).toEqual(['ValidityEmpty numbers.0800'])
})

describe('ways', () => {
  test('PLAN-12 menus that lead only to each other are not reached', () => {
    const round = withMenus(main, care, { ...care, id: 'a' as MenuId, exhausted: main.exhausted, options: [{ digit: '1', target: toMenu('b') }] }, { ...care, id: 'b' as MenuId, options: [{ digit: '1', target: toMenu('a') }] })
    expect(found(round)).toEqual(['MenuUnreachable menus.a', 'MenuUnreachable menus.b'])
  })

  test('PLAN-13 menus that lead only to each other, to the one before or to themselves lead nowhere', () => {
    const repeat: Target = { to: 'repeat' }
    const round = withMenus(
      { ...main, exhausted: repeat, options: [{ digit: '1', target: toMenu('care') }] },
      { ...care, exhausted: repeat, options: [{ digit: '1', target: { to: 'back' } }, { digit: '2', target: toMenu('main') }] }
    )
    expect(found(round)).toEqual(['MenuWithoutWayOn menus.main', 'MenuWithoutWayOn menus.care'])
    const never = withMenus(round.menus[0]!, { ...round.menus[1]!, options: [...round.menus[1]!.options, { digit: '3', target: care.exhausted, from: july, until: july }] })
    expect(found(never)).toEqual(['ValidityEmpty menus.care.options.3', 'MenuWithoutWayOn menus.main', 'MenuWithoutWayOn menus.care'])
    const wayOut = withMenus(round.menus[0]!, { ...round.menus[1]!, exhausted: care.exhausted })
    expect(validatePlan(wayOut)).toEqual([])
  })

  test('PLAN-14 silence that is led down and back again never ends', () => {
    const round = withMenus({ ...main, exhausted: toMenu('care') }, { ...care, exhausted: { to: 'back' } })
    expect(found(round)).toEqual(['SilenceNeverEnds menus.main.exhausted', 'SilenceNeverEnds menus.care.exhausted'])
    expect(validatePlan(withMenus(main, { ...care, exhausted: { to: 'back' } }))).toEqual([])
    expect(validatePlan(withMenus({ ...main, exhausted: toMenu('care') }, care))).toEqual([])
  })
})
