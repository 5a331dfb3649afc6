import { test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { grow, steps } from '../testing/history.js'
import { deciderLaws } from '../testing/laws.js'
import { callPlans } from '../testing/samples/call-plans.js'
import { aimCall, callCommand, callEvent, callOpening, menuCommand } from './call.arbitrary.js'
import type { Event, State } from './call.js'
import { callDecider } from './decider.js'

const decider = callDecider(callPlans)
const options = { opening: callOpening, maxLength: 50 }

describe('laws of the call', () => {
  for (const { name, run } of deciderLaws(decider, callCommand, { ...options, aim: aimCall, events: callEvent, again: ['PressDigit'] })) it(name, run)
})

const history = steps(callCommand, options).map((sent) => grow(decider, sent, aimCall))
const menus = steps(menuCommand).map((sent) => grow(decider, sent))
const runs = { numRuns: 250 }
type Named<T extends Event['type']> = Extract<Event, { type: T }>
const isAnswer = (e: Event): e is Named<'CallAnswered' | 'ConsultationAnswered'> => e.type === 'CallAnswered' || e.type === 'ConsultationAnswered'
const standing = (s: State): readonly string[] => (s.status === 'unknown' ? [] : s.offers.standing.map((o) => o.offer))

describe('offers of a call', () => {
  test.prop([history], runs)('CALL-06 every offer ends in exactly one outcome, and none is made again', ({ events, state }) => {
    const ends = new Map<string, string[]>()
    for (const e of events) {
      if (e.type === 'CallOffered') {
        expect(ends.has(e.offer)).toBe(false)
        ends.set(e.offer, [])
      }
      if (isAnswer(e) || e.type === 'OfferEnded') {
        expect(ends.get(e.offer)).toEqual([])
        ends.get(e.offer)?.push(e.type)
      }
      if (e.type === 'OfferFenced') {
        expect(ends.has(e.offer)).toBe(false)
        ends.set(e.offer, ['fenced'])
      }
    }
    const open = [...ends].filter(([, outcomes]) => outcomes.length === 0).map(([offer]) => offer)
    expect(open.sort()).toEqual([...standing(state)].sort())
  })

  test.prop([history], runs)('CALL-07 whoever answers had an offer of that attendant and shift standing', ({ taken }) => {
    for (const { events, before } of taken)
      for (const e of events.filter(isAnswer))
        expect(before.status === 'unknown' ? [] : before.offers.standing).toContainEqual({ offer: e.offer, attendant: e.attendant, shift: e.shift })
  })

  test.prop([history], runs)('CALL-13 a call that does not wait and consults nobody has no standing offer', ({ taken }) => {
    for (const { after } of taken)
      if (after.status !== 'waiting' && !(after.status === 'talking' && after.consultation !== undefined && after.participant === undefined)) expect(standing(after)).toEqual([])
  })

  test.prop([history], runs)('WAIT-01 never more offers stand than the largest limit of the plans', ({ taken }) => {
    for (const { after } of taken) expect(standing(after).length).toBeLessThanOrEqual(2)
  })
})

describe('who serves a call', () => {
  test.prop([history], runs)('CALL-07 at no time has it two holders, or two participants', ({ events }) => {
    let holder: string | undefined
    let participant: string | undefined
    for (const e of events)
      switch (e.type) {
        case 'CallAnswered':
          expect(holder).toBeUndefined()
          holder = e.attendant
          break
        case 'ConsultationAnswered':
          expect([holder === undefined, participant]).toEqual([false, undefined])
          expect(e.attendant).not.toBe(holder)
          participant = e.attendant
          break
        case 'HandedOver':
          expect([e.from, e.to]).toEqual([holder, participant])
          holder = participant
          participant = undefined
          break
        case 'ConsultationEnded':
          participant = undefined
          break
        case 'CallTransferred':
          expect(e.from).toBe(holder)
          holder = participant = undefined
          break
        case 'CallHeld':
        case 'CallResumed':
          expect(e.attendant).toBe(holder)
          break
        default:
      }
  })

  test.prop([history], runs)('every engagement is released once, by the event that ends it', ({ taken }) => {
    const serving = new Set<string>()
    for (const { events, after } of taken) {
      for (const e of events) {
        if (isAnswer(e)) serving.add(e.offer)
        for (const offer of 'releases' in e ? e.releases : []) expect(serving.delete(offer)).toBe(true)
      }
      const now = after.status === 'talking' ? [after.holder.offer, ...(after.participant === undefined ? [] : [after.participant.offer])] : []
      expect([...serving].sort()).toEqual(now.sort())
    }
  })

  test.prop([history], runs)('CALL-10 the rank survives every transfer', ({ events }) => {
    let rank: number | undefined
    for (const e of events) {
      if (e.type === 'CallQueued') rank = e.rankSince
      if (e.type === 'CallTransferred' || e.type === 'CallAbandoned') expect(e.rankSince).toBe(rank)
    }
  })

  test.prop([history], runs)('CALL-15 nobody says how it went who did not talk', ({ taken }) => {
    const talked = new Set<string>()
    for (const { events } of taken)
      for (const e of events) {
        if (isAnswer(e)) talked.add(e.attendant)
        if (e.type === 'DispositionRecorded') expect(talked).toContain(e.attendant)
      }
  })
})

describe('the end of a call', () => {
  test.prop([history], runs)('comes once, and only recordings and dispositions follow it', ({ events }) => {
    const ends = ['CallRefused', 'CallLeftInMenu', 'CallAbandoned', 'CallEnded']
    const at = events.findIndex((e) => ends.includes(e.type))
    const rest = at < 0 ? [] : events.slice(at + 1).map((e) => e.type)
    for (const type of rest) expect(['OfferEnded', 'RecordingAttached', 'DispositionRecorded']).toContain(type)
  })

  test.prop([menus], runs)('CALL-16 who heard an answer and never waited is contained, however the call ends', ({ events }) => {
    const last = events.find((e) => e.type === 'CallEnded' || e.type === 'CallLeftInMenu')
    const waited = events.some((e) => e.type === 'CallQueued')
    if (last === undefined || waited) return
    const informed = events.some((e) => e.type === 'SelfServiceAnswered')
    expect(last.type === 'CallEnded' && last.outcome === 'contained').toBe(informed)
  })
})
