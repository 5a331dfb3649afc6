import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { runHours } from './hours.js'

const folder = new URL('../../packages/core/vectors/', import.meta.url)
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => ({ name, file: JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as { readonly form: string; readonly cases: readonly object[] } }))
  .filter(({ file }) => file.form === 'hours/1')

const weekday = [['09:00', '17:00']]
const office = { timeZone: 'UTC', hours: { mon: weekday, tue: weekday, wed: weekday, thu: weekday, fri: weekday } }
const verdictOn = (one: object) => runHours({ form: 'hours/1', cases: [{ id: 'one', config: office, input: {}, ...one }] })[0]!
const passes = (one: object) => expect(verdictOn(one)).toEqual({ id: 'one', verdict: 'passed' })

it('there are cases of this form', () => expect(files.length).toBe(3))

describe.each(files)('cases of $name', ({ file }) => {
  it('all pass, but for those that a rule sets aside', () => {
    expect(runHours(file).filter((v) => v.verdict === 'failed')).toEqual([])
    expect(runHours(file).length).toBe(file.cases.length)
  })

  it('another answer to any of them is no longer a pass', () => {
    const changed = file.cases.map((c) => ({ ...c, expected: 'another', otherOracle: 'another' }))
    expect(runHours({ ...file, cases: changed }).filter((v) => v.verdict === 'passed')).toEqual([])
  })
})

describe('every operation is asked', () => {
  const friday = '2020-07-03'
  it.each([
    ['isOpen', { at: `${friday}T12:00:00Z` }, true],
    ['isOnBreak', { at: `${friday}T12:00:00Z` }, false],
    ['isHoliday', { at: `${friday}T12:00:00Z` }, false],
    ['isBusinessDay', { date: friday }, true],
    ['isWorkingDay', { date: '2020-07-04' }, false],
    ['addWorkingTime', { at: `${friday}T16:59:42Z`, seconds: 120 }, '2020-07-06T09:01:42Z'],
    ['subtractWorkingTime', { at: '2020-07-06T14:00:42Z', seconds: 25_200 }, `${friday}T15:00:42Z`],
    ['subtractWorkingTime', { at: '2020-07-06T09:00:00Z', seconds: 0 }, `${friday}T17:00:00Z`],
    ['workingSecondsBetween', { from: `${friday}T16:00:00Z`, to: '2020-07-06T10:00:00Z' }, 7200],
    ['workingSecondsBetween', { from: '2020-07-06T10:00:00Z', to: `${friday}T16:00:00Z` }, -7200],
    ['addWorkingDays', { at: `${friday}T14:00:42Z`, days: 1 }, '2020-07-06T14:00:42Z'],
    ['subtractWorkingDays', { at: '2020-07-06T18:00:00Z', days: 1 }, `${friday}T17:00:00Z`],
    ['subtractWorkingDays', { at: '2020-07-04T10:00:00Z', days: 0 }, `${friday}T17:00:00Z`],
    ['addWorkingDays', { at: '2020-07-04T10:00:00Z', days: 0 }, '2020-07-06T09:00:00Z'],
    ['addWorkingDaysDate', { date: friday, days: -7 }, '2020-06-24'],
    ['workingDaysBetween', { from: friday, to: '2020-07-07' }, 2],
    ['workingDaysBetween', { from: '2020-07-07T10:00:00Z', to: `${friday}T10:00:00Z` }, -2],
    ['businessDatesAfter', { date: friday, take: 2 }, ['2020-07-06', '2020-07-07']],
    ['nextOpenInstant', { at: `${friday}T17:00:00Z` }, '2020-07-06T09:00:00Z'],
    ['nextOpening', { at: `${friday}T09:00:00Z` }, '2020-07-06T09:00:00Z'],
    ['nextCloseInstant', { at: `${friday}T17:00:00Z` }, '2020-07-06T17:00:00Z'],
    ['previousOpenInstant', { at: '2020-07-06T09:00:00Z' }, `${friday}T17:00:00Z`],
    ['previousOpenInstant', { at: `${friday}T17:00:00Z` }, `${friday}T17:00:00Z`],
    ['periodsForward', { from: `${friday}T12:00:00Z`, take: 1 }, [[`${friday}T12:00:00Z`, `${friday}T17:00:00Z`]]],
    ['periodsBackward', { from: '2020-07-06T09:00:00Z', take: 1 }, [[`${friday}T09:00:00Z`, `${friday}T17:00:00Z`]]],
    ['periodsForwardUntil', { from: `${friday}T12:00:00Z`, until: `${friday}T13:00:00Z` }, [[`${friday}T12:00:00Z`, `${friday}T13:00:00Z`]]],
    ['periodsBackwardUntil', { from: '2020-07-06T10:00:00Z', until: `${friday}T16:00:00Z` }, [['2020-07-06T09:00:00Z', '2020-07-06T10:00:00Z'], [`${friday}T16:00:00Z`, `${friday}T17:00:00Z`]]],
    ['periodsForwardFor', { from: `${friday}T16:00:00Z`, seconds: 7200 }, [[`${friday}T16:00:00Z`, `${friday}T17:00:00Z`], ['2020-07-06T09:00:00Z', '2020-07-06T10:00:00Z']]],
    ['periodsBackwardFor', { from: '2020-07-06T10:00:00Z', seconds: 3600 }, [['2020-07-06T09:00:00Z', '2020-07-06T10:00:00Z']]],
    ['intersectPeriodsForward', { other: { hours: { fri: [['16:00', '20:00']] } }, from: `${friday}T00:00:00Z`, take: 1 }, [[`${friday}T16:00:00Z`, `${friday}T17:00:00Z`]]],
    ['resolveWallClock', { date: friday, time: '12:00:05' }, `${friday}T12:00:05Z`],
    ['validate', {}, 'ok'],
  ])('%s %j', (op, input, expected) => {
    passes({ op, input, expected })
    expect(verdictOn({ op, input, expected: 'another' })).toMatchObject({ verdict: 'failed' })
  })

  it('hours that replace those of a date go by two names', () => {
    for (const word of ['shifts', 'dateOverrides']) passes({ op: 'isOpen', config: { [word]: { '2020-07-04': weekday } }, input: { at: '2020-07-04T12:00:00Z' }, expected: true })
  })

  it('hours that are replaced by none are closed', () => {
    const config = { ...office, shifts: { '2020-07-03': [] } }
    passes({ op: 'validate', config, expected: 'ok' })
    passes({ op: 'isOpen', config, input: { at: '2020-07-03T12:00:00Z' }, expected: false })
  })

  it('the last microsecond of a day is its end', () => {
    const config = { ...office, hours: { mon: [['00:00', '24:00']], tue: weekday } }
    passes({ op: 'nextCloseInstant', config, input: { at: '2020-07-05T17:00:00Z' }, expected: '2020-07-06T23:59:59.999999Z' })
    passes({ op: 'nextCloseInstant', config, input: { at: '2020-07-06T23:59:59.999999Z' }, expected: '2020-07-07T17:00:00Z' })
  })
})

describe('a case is set aside where a source goes by another rule, and only if it answers by that rule', () => {
  it.each([
    ['the next opening at closing', 'addWorkingTime', { at: '2020-07-03T16:00:00Z', seconds: 3600 }, '2020-07-06T09:00:00Z', '2020-07-06T09:00:01Z'],
    ['nothing backwards', 'workingSecondsBetween', { from: '2020-07-06T10:00:00Z', to: '2020-07-03T16:00:00Z' }, 0, 1],
    ['a first move to a business day', 'addWorkingDaysDate', { date: '2020-07-04', days: 1 }, '2020-07-07', '2020-07-08'],
    ['a first move to a business day, backwards', 'addWorkingDaysDate', { date: '2020-07-04', days: -1 }, '2020-07-02', '2020-07-01'],
    ['a first move to a business day, with a time', 'addWorkingDays', { at: '2020-07-04T10:00:00Z', days: 1 }, '2020-07-07T10:00:00Z', '2020-07-08T10:00:00Z'],
    ['the same wall clock, although it is closed then', 'addWorkingDays', { at: '2020-07-03T06:00:00Z', days: 1 }, '2020-07-06T06:00:00Z', '2020-07-06T06:00:01Z'],
    ['whole seconds', 'addWorkingTime', { at: '2020-07-03T16:59:42.250Z', seconds: 120.4 }, '2020-07-06T09:01:43Z', '2020-07-06T09:01:42Z'],
    ['an empty period where the time is over', 'periodsForwardFor', { from: '2020-07-04T00:00:00Z', seconds: 0 }, [['2020-07-06T09:00:00Z', '2020-07-06T09:00:00Z']], [['2020-07-06T09:00:00Z', '2020-07-06T09:00:01Z']]],
    ['an empty period after the last full one', 'periodsForwardFor', { from: '2020-07-03T16:00:00Z', seconds: 3600 }, [['2020-07-03T16:00:00Z', '2020-07-03T17:00:00Z'], ['2020-07-06T09:00:00Z', '2020-07-06T09:00:00Z']], []],
    ['an empty period at the end', 'periodsForwardUntil', { from: '2020-07-03T16:00:00Z', until: '2020-07-06T09:00:00Z' }, [['2020-07-03T16:00:00Z', '2020-07-03T17:00:00Z'], ['2020-07-06T09:00:00Z', '2020-07-06T09:00:00Z']], []],
    ['an empty period backwards', 'periodsBackwardFor', { from: '2020-07-04T00:00:00Z', seconds: 0 }, [['2020-07-03T17:00:00Z', '2020-07-03T17:00:00Z']], [['2020-07-03T17:00:00Z', '2020-07-03T17:00:01Z']]],
  ])('%s', (_, op, input, theirs, another) => {
    expect(verdictOn({ op, input, expected: theirs })).toMatchObject({ verdict: 'skipped' })
    expect(verdictOn({ op, input, expected: another })).toMatchObject({ verdict: 'failed' })
  })

  it('what clocks show, on a day when they change', () => {
    const one = { op: 'workingSecondsBetween', config: { timeZone: 'Europe/Paris', hours: { sun: [['00:00', '24:00']] } }, input: { from: '2020-10-24T22:00:00Z', to: '2020-10-25T23:00:00Z' } }
    passes({ ...one, expected: 90_000 })
    expect(verdictOn({ ...one, expected: 86_400 })).toMatchObject({ verdict: 'skipped' })
    expect(verdictOn({ ...one, expected: 86_401 })).toMatchObject({ verdict: 'failed' })
    expect(verdictOn({ ...one, config: office, expected: 86_400 })).toMatchObject({ verdict: 'failed' })
  })

  it('two sources that disagree: one of them is enough', () => {
    const one = { op: 'isOpen', input: { at: '2020-07-03T12:00:00Z' }, agreement: false }
    passes({ ...one, expected: false, otherOracle: true })
    expect(verdictOn({ ...one, expected: false, otherOracle: 'another' })).toMatchObject({ verdict: 'skipped', why: 'its two sources disagree' })
    expect(verdictOn({ ...one, agreement: true, expected: false, otherOracle: true })).toMatchObject({ verdict: 'failed' })
  })
})

describe('what is not known counts as failed', () => {
  const open = { op: 'isOpen', input: { at: '2020-07-03T12:00:00Z' }, expected: true }
  it.each([
    ['an operation', { op: 'toString' }, /the operation toString is not known/],
    ['an input', { input: { ...open.input, mood: 'good' } }, /the input has what is not known: mood/],
    ['a key of a configuration', { config: { ...office, moon: {} } }, /the configuration has what is not known: moon/],
    ['a key of a configuration to validate', { op: 'validate', config: { ...office, moon: {} }, input: {}, expected: 'error' }, /moon/],
    ['a weekday', { config: { hours: { monday: weekday } } }, /monday is no day of the week/],
    ['a key of a case', { luck: 7 }, /not known: luck/],
    ['a configuration', { config: undefined, configName: 'none' }, /config is no record/],
    ['an instant', { input: { at: 'noon' } }, /"noon"/],
  ])('%s', (_, changed, words) => expect(verdictOn({ ...open, ...changed })).toMatchObject({ verdict: 'failed', why: expect.stringMatching(words) as string }))

  it('and a configuration without form is one with faults', () => {
    for (const config of [{ hours: [] }, { hours: { mon: [['09:00']] } }, { hours: { monday: weekday } }, { hours: {} }]) passes({ op: 'validate', config, expected: 'error' })
  })
})
