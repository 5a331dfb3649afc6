import { test } from '@fast-check/vitest'
import { expect } from 'vitest'
import { recorded } from '../processes/recorded.test-kit.js'
import { project } from '../shared/projection.js'
import { aimShift, shiftCommand, shiftOpening } from '../shift/shift.arbitrary.js'
import { shiftDecider } from '../shift/decider.js'
import { grow, steps } from '../testing/history.js'
import { doing, shiftTime, type Doing } from './shift-time.js'

const history = steps(shiftCommand, { opening: shiftOpening, maxLength: 50 }).map((sent) => grow(shiftDecider, sent, aimShift))
const sum = (spans: Readonly<Record<Doing, number>>) => Object.values(spans).reduce((n, ms) => n + ms, 0)

test.prop([history])('VIEW-01 the times of all states add up to the time since the shift started, and none is negative', ({ events }) => {
  const started = events.findIndex((e) => e.type === 'ShiftStarted')
  const spans = [...project(shiftTime, events.map((e, i) => recorded('shift-1', i, e))).values()]
  for (const one of spans) {
    expect(sum(one.spans)).toBe(started < 0 ? 0 : one.at - one.since)
    expect(Math.min(...Object.values(one.spans))).toBeGreaterThanOrEqual(0)
  }
})

test.prop([history])('VIEW-01 time with contacts is the time in which an engagement was on', ({ events, taken }) => {
  let engaged = 0
  let since: number | undefined
  for (const { events: some, after } of taken)
    for (const e of some) {
      if (since !== undefined && e.at > since) engaged += e.at - since
      since = doing(after) === 'engaged' ? e.at : undefined
    }
  const [found] = project(shiftTime, events.map((e, i) => recorded('shift-1', i, e))).values()
  // Events of one command share their instant: only the state after the last of them lasts.
  expect(found?.spans.engaged ?? 0).toBe(engaged)
})
