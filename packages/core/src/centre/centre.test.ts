import { describe, test } from 'vitest'
import { samplePlan } from '../plan/plan.arbitrary.js'
import type { Plan } from '../plan/plan.js'
import type { CentreId, PlanVersion } from '../shared/ids.js'
import { instant, type Instant } from '../shared/instant.js'
import { given } from '../testing/given.js'
import { centreDecider, type ChangePlan, type Event } from './centre.js'

const { centre } = samplePlan
const july = instant('2020-07-01T03:00:00Z')
const before = instant('2020-06-01T12:00:00Z')
const after = instant('2020-08-01T12:00:00Z')
const named = (name: string): Plan => ({ ...samplePlan, name })
const change = (at: Instant, plan: Plan, validAt?: Instant): ChangePlan => ({ type: 'ChangePlan', centre, at, plan, ...(validAt === undefined ? {} : { validAt }) })
const changed = (n: number, at: Instant, plan: Plan, validAt = at): Event => ({ type: 'PlanChanged', at, centre, version: `${centre}@${n}` as PlanVersion, plan, validAt })
const centreWith = given(centreDecider)

describe('changing a plan', () => {
  test('CENTRE-01 each change is a version; it counts from now where nothing else is said', () => {
    centreWith().when(change(before, named('a'))).then(changed(1, before, named('a'))).when(change(after, named('b'), july)).then(changed(2, after, named('b'), july))
  })

  test('CENTRE-02 a plan for another centre is refused', () => {
    const other = 'another' as CentreId
    centreWith().when(change(before, { ...samplePlan, centre: other })).thenRefused({ _tag: 'PlanOfAnotherCentre', centre: other })
  })

  test('CENTRE-03 a plan that is in force by then changes nothing', () => {
    const started = centreWith(changed(1, before, named('a')), changed(2, before, named('b'), july))
    started.when(change(before, named('a'))).thenNothing()
    started.when(change(after, named('b'))).thenNothing()
    started.when(change(after, named('a'))).then(changed(3, after, named('a')))
  })

  test('CENTRE-04 a plan with faults is refused with all of them', () => {
    const faulty: Plan = { ...samplePlan, timeZone: 'Brasilia', missLimit: -1 }
    centreWith()
      .when(change(before, faulty))
      .thenRefused({
        _tag: 'PlanInvalid',
        faults: [{ _tag: 'OutOfRange', path: 'missLimit', value: -1, least: 0, most: 1000 }, { _tag: 'ZoneUnknown', path: 'timeZone', timeZone: 'Brasilia' }],
      })
  })

  test('CENTRE-05 a plan may count from the past, and from the future', () => {
    const started = centreWith(changed(1, july, named('a')))
    started.when(change(july, named('b'), before)).then(changed(2, july, named('b'), before)).when(change(july, named('b'), before)).thenNothing()
    started.when(change(july, named('b'), after)).then(changed(2, july, named('b'), after))
  })
})
