import { describe, expect, it } from 'vitest'
import type { Event as CallEvent, Holder } from '../call/call.js'
import { recorded } from '../processes/recorded.test-kit.js'
import type { ContactId } from '../shared/ids.js'
import type { Event as ShiftEvent } from '../shift/shift.js'
import { centreLaws, type Violation } from './centre-laws.js'
import { anasOffer, answered, asked, at, biasOffer, dialledFor, ended, failed, offered, over, waitingCall } from './samples/call.js'
import { terms } from './samples/shift.js'

const contact = 'call-c1' as ContactId
const reserved = (who: Holder, of = contact): ShiftEvent => ({ type: 'Reserved', at: at(0), ...who, contact: of, terms: terms('voice') })
const engaged = (who: Holder, of = contact): ShiftEvent => ({ type: 'Engaged', at: at(0), ...who, contact: of, confirmBy: at(10), parks: [] })
const disengaged = (who: Holder): ShiftEvent => ({ type: 'Disengaged', at: at(0), offer: who.offer, contact, because: 'CallEnded', resumes: [] })

/** Events of one call and its attendants, each on its own stream. */
const brokenBy = (finished: boolean, ...events: readonly (CallEvent | ShiftEvent)[]): readonly Violation['law'][] => {
  const laws = centreLaws()
  const shiftOf = (e: CallEvent | ShiftEvent) => (e.type === 'Reserved' || e.type === 'Engaged' ? `shift-${e.shift}` : e.type === 'Disengaged' ? 'shift-x' : contact)
  for (const [i, event] of [...waitingCall, ...events].entries()) laws.take(recorded(shiftOf(event), i, event))
  return laws.violations({ finished }).map((v) => v.law)
}

const taken: readonly (CallEvent | ShiftEvent)[] = [reserved(anasOffer), offered(anasOffer), engaged(anasOffer)]
const second: readonly (CallEvent | ShiftEvent)[] = [reserved(biasOffer), offered(biasOffer), engaged(biasOffer)]
const dial = dialledFor(anasOffer, 1)

describe('the laws of a centre', () => {
  it('are kept by an answered call, and by one that is called back, tried twice and answered', () => {
    expect(brokenBy(true, ...taken, answered(anasOffer), ended('caller', 'answered', 9, ['o1']))).toEqual([])
    const calledBack = [asked(), ...taken, dial, failed(anasOffer, 1, 'busy', 0, 0), ...second, dialledFor(biasOffer, 2), answered(biasOffer), ended('caller', 'answered', 9, ['o2'])]
    expect(brokenBy(true, ...calledBack)).toEqual([])
  })

  it('are broken by who answers without being engaged for this call', () => {
    expect(brokenBy(false, reserved(anasOffer), offered(anasOffer), answered(anasOffer))).toEqual(['engaged-before-answered'])
    expect(brokenBy(false, ...taken, disengaged(anasOffer), answered(anasOffer))).toEqual(['engaged-before-answered'])
    const other = 'call-c2' as ContactId
    expect(brokenBy(false, reserved(anasOffer, other), offered(anasOffer), engaged(anasOffer, other), answered(anasOffer))).toEqual(['engaged-before-answered'])
  })

  it('are broken by a citizen who is dialled for an attendant who is not engaged', () => {
    expect(brokenBy(false, asked(), reserved(anasOffer), offered(anasOffer), dial)).toEqual(['engaged-before-dialled'])
    expect(brokenBy(false, asked(), ...taken, disengaged(anasOffer), dial)).toEqual(['engaged-before-dialled'])
  })

  it('are broken by a second holder, also while the first one’s citizen is dialled', () => {
    expect(brokenBy(false, ...taken, ...second, answered(anasOffer), answered(biasOffer))).toEqual(['one-holder'])
    expect(brokenBy(false, asked(), ...taken, ...second, dial, answered(biasOffer))).toEqual(['one-holder'])
  })

  it('are broken by an offer that ends twice, or was never reserved', () => {
    expect(brokenBy(false, ...taken, over(anasOffer, 'declined'), over(anasOffer, 'noAnswer'))).toEqual(['one-outcome'])
    expect(brokenBy(false, asked(), ...taken, dial, over(anasOffer, 'declined'))).toEqual(['one-outcome'])
    expect(brokenBy(false, over(anasOffer, 'declined'))).toEqual(['one-outcome'])
  })

  it('are broken by a call that is left waiting or dialling when all are gone', () => {
    expect(brokenBy(true)).toEqual(['call-ended'])
    expect(brokenBy(true, asked(), ...taken, dial)).toEqual(['call-ended'])
  })
})
