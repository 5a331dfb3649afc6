import { describe, expect, it } from 'vitest'
import { fold } from '../shared/decider.js'
import { instant, plus } from '../shared/instant.js'
import { callPlans } from '../testing/samples/call-plans.js'
import { aCall, anasCall, at, call, ended, hangUp, heard, inMenu, nine, press, pressed, queued, received, repeated, timeOut, waitingCall } from '../testing/samples/call.js'
import type { Event } from './call.js'
import { callDecider } from './decider.js'

const mainMenu: readonly Event[] = [received, inMenu('main')]
const careMenu: readonly Event[] = [...mainMenu, pressed('main', '2', 2), inMenu('care', 2)]
const informedUntil = (n: number, until: number): Event => ({ type: 'SelfServiceAnswered', at: at(n), announcement: heard('places'), until: at(until) })
const informed: readonly Event[] = [...careMenu, pressed('care', '4', 5), informedUntil(5, 55)]

describe('a menu', () => {
  it('leads where its digits say', () => {
    aCall(...mainMenu).when(press('1', 3)).then(pressed('main', '1', 3), queued(3))
    aCall(...mainMenu).when(press('2', 2)).then(pressed('main', '2', 2), inMenu('care', 2))
    aCall(...mainMenu).when(press('3', 3)).then(pressed('main', '3', 3), { type: 'SelfServiceAnswered', at: at(3), announcement: heard('goodbye') }, ended('system', 'contained', 3))
  })

  it('is heard again when asked for, with all its tries', () => {
    aCall(...mainMenu, repeated('main', 'silence', 2, 10)).when(press('8', 12)).then(pressed('main', '8', 12), repeated('main', 'asked', 0, 12))
  })

  it('CALL-18 back leads to the menu before, and in the first one only repeats it', () => {
    aCall(...careMenu).when(press('*', 4)).then(pressed('care', '*', 4), { ...inMenu('main', 4), back: true } as Event)
    aCall(...careMenu, pressed('care', '*', 4), { ...inMenu('main', 4), back: true } as Event).when(press('*', 5)).then(pressed('main', '*', 5), repeated('main', 'asked', 0, 5))
    aCall(...mainMenu).when(press('*', 4)).then(pressed('main', '*', 4), repeated('main', 'asked', 0, 4))
  })

  it('CALL-04 counts a wrong digit or silence as a try', () => {
    aCall(...mainMenu)
      .when(press('7', 3))
      .then(repeated('main', 'wrongDigit', 1, 3, '7'))
      .when(timeOut(13, 13))
      .then(repeated('main', 'silence', 2, 13))
  })

  it('CALL-04 is timed out at its time, not before, and only by the timer of what is heard', () => {
    aCall(...mainMenu).when(timeOut(9, 10)).thenRefused({ _tag: 'TimerTooEarly', dueAt: at(10) })
    aCall(...mainMenu).when(timeOut(10, 9)).thenNothing()
    aCall(...mainMenu, repeated('main', 'silence', 1, 10)).when(timeOut(21, 10)).thenNothing()
    for (const elsewhere of [waitingCall, anasCall, [...mainMenu, ended('system', 'unserved')]]) aCall(...elsewhere).when(timeOut(10, 10)).thenNothing()
  })

  it('CALL-03 takes its last way out when the tries are used up', () => {
    aCall(...mainMenu, repeated('main', 'silence', 2, 20)).when(timeOut(30, 30)).then(queued(30))
    aCall(...mainMenu, repeated('main', 'silence', 2, 20)).when(press('7', 25)).then(queued(25))
  })

  it('CALL-03 ends the call where the last way out would only repeat it', () => {
    aCall(...careMenu, repeated('care', 'silence', 1, 12)).when(timeOut(22, 22)).then(ended('system', 'unserved', 22))
  })

  it('CALL-19 takes one key of a telephone and keeps nothing longer', () => {
    for (const digit of ['', '12', '529.982.247-25', 'a', '٣', ' ']) aCall(...mainMenu).when(press(digit)).thenRefused({ _tag: 'DigitInvalid' })
    aCall(...mainMenu).when(press('#', 1)).then(repeated('main', 'wrongDigit', 1, 1, '#'))
  })

  it('stays as it was when the call came in: no option vanishes under the caller', () => {
    const before = plus(instant('2020-07-01T12:05:00Z'), -1000)
    const state: readonly Event[] = [{ ...received, at: before }, { ...inMenu('main', 299) }]
    aCall(...state).when({ ...press('5', 301) }).then(pressed('main', '5', 301), { ...queued(301), queue: 'second' as never, topic: 'sport' as never, priority: 0 })
    aCall({ ...received, at: at(300) }, inMenu('main', 300)).when(press('5', 301)).then(repeated('main', 'wrongDigit', 1, 301, '5'))
  })

  it('takes digits only while a menu or its answer is heard', () => {
    aCall(...waitingCall).when(press('1')).thenRefused({ _tag: 'CallNotInMenu', status: 'waiting' })
    aCall(...anasCall).when(press('1')).thenRefused({ _tag: 'CallNotInMenu', status: 'talking' })
    aCall(...mainMenu, ended('system', 'unserved')).when(press('1')).thenRefused({ _tag: 'CallNotInMenu', status: 'ended' })
  })
})

describe('an announcement that answers', () => {
  it('CALL-17 leaves the time to hear it and to press a digit', () => {
    aCall(...careMenu).when(press('4', 5)).then(pressed('care', '4', 5), informedUntil(5, 55))
  })

  it('CALL-04 ends the call as contained when nothing follows', () => {
    aCall(...informed).when(timeOut(54, 55)).thenRefused({ _tag: 'TimerTooEarly', dueAt: at(55) })
    aCall(...informed).when(timeOut(55, 55)).then(ended('system', 'contained', 55))
  })

  it('is left for an attendant, for the menu before it, or for the same menu', () => {
    aCall(...informed).when(press('9', 20)).then(pressed('care', '9', 20), queued(20))
    aCall(...informed).when(press('*', 20)).then(pressed('care', '*', 20), { ...inMenu('main', 20), back: true } as Event)
    aCall(...informed).when(press('7', 20)).then(repeated('care', 'wrongDigit', 1, 20, '7'))
  })

  it('CALL-16 contains the call, also when the caller goes on to hear a menu', () => {
    aCall(...informed).when(hangUp('caller', 30)).then(ended('caller', 'contained', 30))
    const again: readonly Event[] = [...informed, repeated('care', 'wrongDigit', 1, 20, '7')]
    aCall(...again).when(hangUp('caller', 21)).then(ended('caller', 'contained', 21))
    aCall(...again).when(timeOut(30, 30)).then(ended('system', 'contained', 30))
  })
})

describe('hanging up among menus', () => {
  it('CALL-16 before an answer the call was left in its menu', () => {
    aCall(...mainMenu).when(hangUp('caller', 3)).then({ type: 'CallLeftInMenu', at: at(3), menu: 'main' as never, by: 'caller' })
    aCall(...careMenu).when(hangUp('system', 3)).then({ type: 'CallLeftInMenu', at: at(3), menu: 'care' as never, by: 'system' })
  })

  it('is not for an attendant, for none is there', () => {
    for (const [history, status] of [[mainMenu, 'menu'], [informed, 'informed'], [waitingCall, 'waiting'], [[received], 'received']] as const)
      aCall(...history).when({ type: 'HangUp', call, at: nine, by: 'attendant', attendant: 'ana' as never }).thenRefused({ _tag: 'CallNotAnswered', status })
  })
})

describe('the timer of a call', () => {
  it('is set while a digit is awaited, and for nothing else', () => {
    const decider = callDecider(callPlans)
    const due = (events: readonly Event[]) => decider.due(fold(decider, events))
    expect(due(mainMenu)).toEqual([{ tag: 'menu', at: at(10), command: { type: 'TimeOutMenu', call, at: at(10), dueAt: at(10) } }])
    expect(due(informed)).toEqual([{ tag: 'menu', at: at(55), command: { type: 'TimeOutMenu', call, at: at(55), dueAt: at(55) } }])
    for (const history of [[], waitingCall, anasCall, [...mainMenu, ended('caller', 'unserved')]]) expect(due(history)).toEqual([])
  })
})
