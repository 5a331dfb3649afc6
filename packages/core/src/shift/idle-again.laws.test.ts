import { test } from '@fast-check/vitest'
import { isRight } from 'fp-ts/lib/Either.js'
import { describe, expect } from 'vitest'
import { fold } from '../shared/decider.js'
import { later } from '../shared/instant.js'
import { grow, steps } from '../testing/history.js'
import { shiftDecider } from './decider.js'
import { aimShift, shiftCommand, shiftOpening } from './shift.arbitrary.js'
import type { Command, Open, State } from './shift.js'

const history = steps(shiftCommand, { opening: shiftOpening, maxLength: 50 }).map((sent) => grow(shiftDecider, sent, aimShift))
const isOpen = (s: State): s is Open => s.status === 'open' || s.status === 'leaving'

/** What the contacts, the clock and the attendant himself may say next, whatever the shift is in. */
const waysOut = (s: Open): readonly Command[] => {
  const { shift, at } = s
  return [
    ...s.reservations.map(({ offer }): Command => ({ type: 'Release', shift, offer, at, missed: false })),
    ...s.engagements.map(({ offer }): Command => ({ type: 'Disengage', shift, offer, at, because: 'CallEnded', answered: true })),
    ...[...s.wrapUps, ...s.engagements].map(({ offer }): Command => ({ type: 'EndWrapUp', shift, offer, at })),
    { type: 'EndBreak', shift, at },
    { type: 'RestoreDevice', shift, at },
  ]
}

describe('an attendant', () => {
  test.prop([history])('can always become idle again, or is gone if he asked to leave: nothing is stuck', ({ state }) => {
    if (!isOpen(state)) return
    const after = waysOut(state).reduce<State>((s, command) => {
      const decided = shiftDecider.decide(command, s)
      return isRight(decided) ? fold(shiftDecider, decided.right, s) : s
    }, state)
    if (state.status === 'leaving') {
      expect(after.status).toBe('ended')
      return
    }
    if (!isOpen(after)) throw new Error(`it is ${after.status}`)
    expect([after.status, after.reservations, after.engagements, after.wrapUps, after.onBreak, after.deviceLost]).toEqual(['open', [], [], [], undefined, false])
    const rested = later(after.at, after.readyAt ?? after.at)
    const terms = { queue: 'q', channel: 'voice', cost: 1, interrupts: [], until: rested, confirmSeconds: 1, wrapUpSeconds: 0, missLimit: 0, delays: {} }
    const reserve = { type: 'Reserve', shift: after.shift, offer: 'the-next', contact: 'call-next', at: rested, terms } as unknown as Command
    expect(shiftDecider.decide(reserve, after)).toHaveProperty('right')
  })
})
