import { describe, expect, it } from 'vitest'
import { instant, validatePlan, type Plan } from '@disque/core'
import { must, openCentre } from './centre.js'
import { centre, places, plan } from './plan.js'

describe('how to write a plan', () => {
  it('the plan of the page has no fault', () => {
    expect(validatePlan(plan)).toEqual([])
  })

  it('a fault is named with its place', () => {
    // #region faults
    const [menu] = plan.menus
    const lost: Plan.Plan = { ...plan, queues: [], menus: menu === undefined ? [] : [{ ...menu, timeoutSeconds: 0 }] }
    const faults = validatePlan(lost).map((fault) => `${fault._tag} at ${fault.path}`)
    // #endregion faults
    expect(faults).toEqual([
      // #region faults-found
      'ReferenceUnknown at menus.main.options.1.target.queue',
      'ReferenceUnknown at menus.main.exhausted.queue',
      'OutOfRange at menus.main.timeoutSeconds',
      // #endregion faults-found
    ])
  })

  it('a change may be made today and count from another day', async () => {
    const { rooms, plans, clock } = openCentre()
    await must(rooms.centre({ type: 'ChangePlan', centre, plan, at: clock.now() }))
    // #region later
    const shorter: Plan.Plan = { ...plan, queues: plan.queues.map((queue) => ({ ...queue, maxWaiting: 10 })) }
    await must(rooms.centre({ type: 'ChangePlan', centre, plan: shorter, at: clock.now(), validAt: instant('2020-08-01T00:00:00-03:00') }))
    // #endregion later
    const room = () => plans.inForce(centre, clock.now())?.plan.queues.find((queue) => queue.id === places.frontDesk)?.maxWaiting
    expect([plans.inForce(centre, clock.now())?.version, room()]).toEqual(['town-hall@1', 20])
    clock.set(instant('2020-08-01T00:00:00-03:00'))
    expect([plans.inForce(centre, clock.now())?.version, room()]).toEqual(['town-hall@2', 10])
  })
})
