import { test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { grow, steps } from '../testing/history.js'
import { deciderLaws } from '../testing/laws.js'
import { attendantCommand, attendantEvent } from './attendant.arbitrary.js'
import { attendantDecider } from './attendant.js'

describe('laws of the attendant', () => {
  for (const { name, run } of deciderLaws(attendantDecider, attendantCommand, { events: attendantEvent })) it(name, run)
})

const history = steps(attendantCommand).map((sent) => grow(attendantDecider, sent))

describe('an attendant', () => {
  test.prop([history])('ATT-02 at no time are two shifts open', ({ events }) => {
    let open: string | undefined
    for (const e of events) {
      if (e.type === 'ShiftOpened') {
        expect(open).toBeUndefined()
        open = e.shift
      }
      if (e.type === 'ShiftClosed') {
        expect(e.shift).toBe(open)
        open = undefined
      }
    }
  })

  test.prop([history])('ATT-01 each topic is in the training once, and every event carries the whole training', ({ events, state }) => {
    const levels = new Map<string, number>()
    for (const e of events) {
      if (e.type === 'AttendantTrained') levels.set(e.topic, e.level)
      if (e.type === 'TrainingWithdrawn') levels.delete(e.topic)
      if (e.type === 'AttendantTrained' || e.type === 'TrainingWithdrawn' || e.type === 'ShiftOpened')
        expect(Object.fromEntries(e.training.map((t) => [t.topic, t.level]))).toEqual(Object.fromEntries(levels))
    }
    if (state.status === 'registered') expect(state.training).toHaveLength(levels.size)
  })

  test.prop([history])('capacity is a whole number from 1', ({ events }) => {
    for (const e of events) if ('capacity' in e) expect(Number.isSafeInteger(e.capacity) && e.capacity >= 1).toBe(true)
  })
})
