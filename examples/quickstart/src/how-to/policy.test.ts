// #region imports
import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { Call, callDecider, instant, plus, seconds, type CallId, type Instant, type PlanVersion, type ProtocolNumber, type SubjectRef } from '@disque/core'
import { deciderLaws, given, grow, steps } from '@disque/core/testing'
import { centre, places, plan } from './plan.js'
// #endregion imports

// #region given
const decider = callDecider(() => plan)
const aCall = given(decider)

const call = 'call-1' as CallId
const version = 'town-hall@1' as PlanVersion
const at = instant('2020-07-01T10:00:00-03:00')
const who = { call, centre, plan: version, protocol: '20200701-000000000000-0' as ProtocolNumber, dialled: '156', origin: 'landline', subject: 's-1' as SubjectRef } as const
const asked = { ...who, planNow: version }
const received: Call.Event = { type: 'CallReceived', at, ...who, payer: 'centre' }
const inMenu: Call.Event = { type: 'MenuEntered', at, menu: places.mainMenu, prompt: plan.menus[0]!.prompt, until: plus(at, seconds(8)) }

describe('the town hall', () => {
  it('asks every caller in office hours to choose', () => {
    aCall().when({ type: 'ReceiveCall', at, ...asked }).then(received, inMenu)
  })

  it('puts digit 1 in the queue of the front desk', () => {
    aCall(received, inMenu)
      .when({ type: 'PressDigit', call, at, digit: '1', planNow: version })
      .then(
        { type: 'DigitPressed', at, menu: places.mainMenu, digit: '1' },
        { type: 'CallQueued', at, queue: places.frontDesk, topic: places.rubbish, priority: 0, rankSince: at, planNow: version }
      )
      .when({ type: 'PressDigit', call, at, digit: '1', planNow: version })
      .thenRefused({ _tag: 'CallNotInMenu', status: 'waiting' })
  })

  it('takes nobody before eight, and says when it opens', () => {
    const early = instant('2020-07-01T07:59:59-03:00')
    const closed = plan.numbers[0]!.refusals.closed
    aCall()
      .when({ type: 'ReceiveCall', ...asked, at: early })
      .then({ ...received, at: early }, { type: 'CallRefused', at: early, rule: 'closed', announcement: closed, planNow: version, opensAt: instant('2020-07-01T08:00:00-03:00') })
  })
})
// #endregion given

// #region arbitrary
const when = fc.integer({ min: 0, max: 600_000 }).map((ms): Instant => plus(at, ms))
const arrival = when.map((t): Call.Command => ({ type: 'ReceiveCall', ...asked, at: t }))
const anything: fc.Arbitrary<Call.Command> = fc.oneof(
  arrival,
  fc.record({ at: when, digit: fc.constantFrom('1', '2', '7', '*') }).map((c): Call.Command => ({ type: 'PressDigit', call, planNow: version, ...c })),
  when.map((t): Call.Command => ({ type: 'HangUp', call, by: 'caller', at: t }))
)
// #endregion arbitrary

// #region laws
describe('every decider keeps the laws, so does this one with this plan', () => {
  for (const { name, run } of deciderLaws(decider, anything, { opening: arrival.map((c) => [c]), again: ['PressDigit'] })) it(name, run)
})
// #endregion laws

// #region property
test.prop([steps(anything, { opening: arrival.map((c) => [c]) })])('whatever callers press, and whoever presses nothing, nobody hears the menu more than four times in a row', (sent) => {
  let heard = 0
  for (const { type } of grow(decider, sent).events) {
    heard = type === 'MenuEntered' || type === 'MenuRepeated' ? heard + 1 : 0
    expect(heard).toBeLessThanOrEqual(4)
  }
})
// #endregion property
