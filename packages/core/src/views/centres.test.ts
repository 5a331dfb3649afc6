import { expect, it } from 'vitest'
import { centres } from './centres.js'
import { project } from '../shared/projection.js'
import type { Recorded } from '../ports/event-store.js'

const changed = (centre: string, position: string, at: number) =>
  ({ type: 'PlanChanged', stream: `centre-${centre}`, position, data: { type: 'PlanChanged', at, centre } }) as unknown as Recorded

it('VIEW-03 a centre is known from its first plan on, and stays as it was when the plan changes', () => {
  const known = project(centres, [changed('north', '01', 5), changed('south', '02', 6), changed('north', '03', 7)])
  expect([...known]).toEqual([['north', { first: '01', since: 5 }], ['south', { first: '02', since: 6 }]])
})
