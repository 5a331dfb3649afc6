import { test } from '@fast-check/vitest'
import { expect } from 'vitest'
import { ownRouter } from './own-router.js'
import { route, type Decision } from './route.js'
import { routeIndex, type RouteIndex } from './route-index.js'
import { routingPolicy, situationUnder } from './routing.arbitrary.js'

test.prop([situationUnder(routingPolicy)])('ROUTE-29 with the rule itself as its own, it answers and wakes as the standard one, also when people leave', ({ policy, waiting, attendants, now }) => {
  const answers = (index: RouteIndex): readonly (Decision | undefined | number)[] => {
    for (const c of waiting) index.putContact(c)
    for (const a of attendants) index.putAttendant(a)
    const first = index.next(now)
    const wake = index.wake(now)
    for (const c of waiting.slice(0, 2)) index.removeContact(c.contact)
    for (const a of attendants.slice(0, 1)) index.removeAttendant(a.shift)
    return [first, wake, index.next(now), index.wake(now)]
  }
  expect(answers(ownRouter(route)(policy))).toEqual(answers(routeIndex(policy)))
})
