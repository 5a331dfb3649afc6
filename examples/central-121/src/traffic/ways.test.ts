import { describe, expect, test } from 'vitest'
import { instant } from '@disque/core'
import { central121 } from '../plan.js'
import { heard, menus, topics } from '../plan/names.js'
import { keysTo, wrongKey } from './ways.js'

const at = instant('2020-07-01T10:00:00-03:00')

describe('how callers find their way', () => {
  test.each([
    [menus.main, { topic: topics.bpc }, '13'],
    [menus.main, { topic: topics.sportIncentive }, '32'],
    [menus.main, { topic: topics.managers }, '5'],
    [menus.oldMain, { topic: topics.managers }, '4'],
    [menus.main, { announcement: heard.placesOfCare }, '4'],
    [menus.main, { topic: topics.general }, '9'],
    [menus.oldMain, { announcement: heard.placesOfCare }, ''],
    [menus.main, { topic: topics.dependentsCare }, ''],
  ])('from %s to %o the keys are "%s"', (menu, wish, keys) => expect(keysTo(central121, menu, wish, at).join('')).toBe(keys))

  test('a wrong key is in no menu', () => {
    for (const menu of central121.menus) expect(menu.options.map((o) => o.digit)).not.toContain(wrongKey(central121, menu.id, at))
  })
})
