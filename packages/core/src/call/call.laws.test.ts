import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { grow, steps } from '../testing/history.js'
import { deciderLaws } from '../testing/laws.js'
import { callPlans } from '../testing/samples/call-plans.js'
import { aimCall, callCommand, callEvent, callOpening, menuCommand, waitingCommand } from './call.arbitrary.js'
import type { Event, State } from './call.js'
import { callDecider } from './decider.js'

const decider = callDecider(callPlans)
const options = { opening: callOpening, maxLength: 50 }

describe('laws of the call', () => {
  for (const { name, run } of deciderLaws(decider, callCommand, { ...options, aim: aimCall, events: callEvent, again: ['PressDigit'] })) it(name, run)
})

describe('laws of the call that waits long', () => {
  for (const { name, run } of deciderLaws(decider, waitingCommand, { ...options, aim: aimCall, again: ['PressDigit'], runs: 100 })) it(name, run)
})

const history = steps(callCommand, options).map((sent) => grow(decider, sent, aimCall))
const long = steps(waitingCommand, options).map((sent) => grow(decider, sent, aimCall))
const menus = steps(menuCommand).map((sent) => grow(decider, sent))
const runs = { numRuns: 250 }
type Named<T extends Event['type']> = Extract<Event, { type: T }>
const isAnswer = (e: Event): e is Named<'CallAnswered' | 'ConsultationAnswered'> => e.type === 'CallAnswered' || e.type === 'ConsultationAnswered'
/** An attendant is there for the call: served by it, or until the citizen picks up. */
const isEngaging = (e: Event): e is Named<'CallAnswered' | 'ConsultationAnswered' | 'CallbackDialled'> => isAnswer(e) || e.type === 'CallbackDialled'
const placeOf = (s: State) => ('place' in s ? s.place : undefined)
const standing = (s: State): readonly string[] => (s.status === 'unknown' ? [] : s.offers.standing.map((o) => o.offer))

describe('offers of a call', () => {
  test.prop([fc.oneof(history, long)], runs)('CALL-06 every offer ends in exactly one outcome, and none is made again', ({ events, state }) => {
    const ends = new Map<string, string[]>()
    let dialled: string | undefined
    for (const e of events) {
      if (e.type === 'CallOffered') {
        expect(ends.has(e.offer)).toBe(false)
        ends.set(e.offer, [])
      }
      if (e.type === 'CallAnswered' && e.offer === dialled) continue
      if (e.type === 'CallbackDialled') dialled = e.offer
      if (isEngaging(e) || e.type === 'OfferEnded') {
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

  test.prop([fc.oneof(history, long)], runs)('CALL-07 CALL-26 whoever answers or is dialled for had an offer of that attendant and shift standing', ({ taken }) => {
    for (const { events, before } of taken)
      for (const e of events.filter(isEngaging)) {
        const { offer, attendant, shift } = e
        if (before.status === 'dialling') expect([e.type, before.holder]).toEqual(['CallAnswered', { offer, attendant, shift }])
        else expect(before.status === 'unknown' ? [] : before.offers.standing).toContainEqual({ offer, attendant, shift })
      }
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

  test.prop([fc.oneof(history, long)], runs)('every engagement is released once, by the event that ends it', ({ taken }) => {
    const serving = new Set<string>()
    for (const { events, after } of taken) {
      for (const e of events) {
        if (isEngaging(e)) serving.add(e.offer)
        for (const offer of 'releases' in e ? e.releases : []) expect(serving.delete(offer)).toBe(true)
      }
      const now = 'holder' in after ? [after.holder.offer, ...('participant' in after && after.participant !== undefined ? [after.participant.offer] : [])] : []
      expect([...serving].sort()).toEqual(now.sort())
    }
  })

  test.prop([fc.oneof(history, long)], runs)('CALL-10 CALL-21 CALL-23 CALL-27 the rank survives every transfer, step and callback', ({ events, taken }) => {
    const rank = events.find((e) => e.type === 'CallQueued')?.rankSince
    for (const e of events) if (e.type === 'CallTransferred' || e.type === 'CallAbandoned') expect(e.rankSince).toBe(rank)
    for (const { after } of taken) expect([undefined, rank]).toContain(placeOf(after)?.rankSince)
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

describe('escalation', () => {
  test.prop([long], runs)('WAIT-04 CALL-20 no step of a queue is taken twice, however often the call comes back to it', ({ events }) => {
    const steps = events.flatMap((e) => (e.type === 'CallEscalated' ? [`${e.queue}/${e.step}`] : []))
    expect(new Set(steps).size).toBe(steps.length)
  })

  test.prop([long], runs)('CALL-20 a step is taken while the call waits in its queue, as the plan in force has it', ({ taken }) => {
    for (const { events, before } of taken)
      for (const e of events) {
        if (e.type !== 'CallEscalated') continue
        expect([before.status, placeOf(before)?.queue]).toEqual(['waiting', e.queue])
        expect(callPlans(e.planNow).queues.find((q) => q.id === e.queue)?.routing?.steps).toContainEqual(expect.objectContaining({ id: e.step, then: e.action }))
      }
  })

  test.prop([long], runs)('CALL-20 only a step raises the priority, by what it says, and a transfer sets it', ({ taken }) => {
    for (const { events, before, after } of taken) {
      const [was, is] = [placeOf(before), placeOf(after)]
      if (was === undefined || is === undefined || events.some((e) => e.type === 'CallTransferred')) continue
      const raised = events.reduce((n, e) => (e.type === 'CallEscalated' && e.action.do === 'priority' ? n + e.action.by : n), 0)
      expect(is.priority).toBe(was.priority + raised)
    }
  })

  test.prop([long], runs)('CALL-21 a move keeps the first entry, starts anew in its queue and leaves no offer standing', ({ taken }) => {
    for (const { events, before, after } of taken) {
      const move = events.find((e) => e.type === 'CallEscalated' && e.action.do === 'queue')
      if (move === undefined) continue
      expect(placeOf(after)).toMatchObject({ enteredAt: placeOf(before)?.enteredAt, joinedAt: move.at, priority: placeOf(before)?.priority })
      expect(standing(after)).toEqual([])
    }
  })
})

describe('callbacks', () => {
  test.prop([long], runs)('CALL-27 are dialled no more often than was agreed, each attempt counted', ({ events }) => {
    let attempts: number[] = []
    let most = 0
    for (const e of events) {
      if (e.type === 'CallbackRequested') [attempts, most] = [[], e.terms.attempts]
      if (e.type === 'CallbackDialled') attempts.push(e.attempt)
      expect(attempts).toEqual(attempts.map((_, i) => i + 1))
      expect(attempts.length).toBeLessThanOrEqual(most)
    }
  })

  test.prop([long], runs)('CALL-28 each dial ends once, with a talk or without, before another begins', ({ events, state }) => {
    let dial: string | undefined
    for (const e of events) {
      if (e.type === 'CallbackDialled') {
        expect(dial).toBeUndefined()
        dial = e.offer
      }
      if (e.type === 'CallbackFailed') expect(e.releases).toEqual([dial])
      if (e.type === 'CallAnswered') expect([undefined, e.offer]).toContain(dial)
      if (e.type === 'CallbackFailed' || e.type === 'CallAnswered') dial = undefined
    }
    expect(state.status === 'dialling' ? state.holder.offer : undefined).toBe(dial)
  })

  test.prop([long], runs)('CALL-25 no offer is made between a dial that failed and the next attempt', ({ events }) => {
    let notBefore: number | undefined
    for (const e of events) {
      if (e.type === 'CallbackFailed') notBefore = e.notBefore
      if (e.type === 'CallOffered') {
        expect(e.at).toBeGreaterThanOrEqual(notBefore ?? 0)
        notBefore = undefined
      }
    }
  })

  test.prop([long], runs)('CALL-24 CALL-29 whoever asked for one has abandoned nothing, and only such a caller withdraws', ({ taken }) => {
    for (const { events, before } of taken) {
      const asked = (before.status === 'waiting' || before.status === 'dialling') && before.callback !== undefined
      for (const e of events) {
        if (e.type === 'CallAbandoned') expect(asked).toBe(false)
        if (e.type === 'CallEnded' && e.outcome === 'withdrawn') expect([asked, e.by]).toEqual([true, 'caller'])
      }
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
