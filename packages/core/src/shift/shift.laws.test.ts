import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { grow, steps } from '../testing/history.js'
import { deciderLaws } from '../testing/laws.js'
import { aimShift, offerCommand, shiftCommand, shiftEvent, shiftOpening } from './shift.arbitrary.js'
import { shiftDecider } from './decider.js'
import { load } from './rules/capacity.js'
import type { Command, Engagement, Open, Reservation, State } from './shift.js'

const options = { opening: shiftOpening, maxLength: 50 }
const grown = (command: fc.Arbitrary<Command>) => steps(command, options).map((sent) => grow(shiftDecider, sent, aimShift))
const any = grown(shiftCommand)
/** One capacity from start to end, no break and no sign-out: many contacts meet. */
const busy = grown(offerCommand)
const runs = { numRuns: 150 }

describe('laws of the shift', () => {
  for (const { name, run } of deciderLaws(shiftDecider, shiftCommand, { ...options, aim: aimShift, events: shiftEvent })) it(name, run)
})

const isOpen = (s: State): s is Open => s.status === 'open' || s.status === 'leaving'
const isBound = (s: State): s is Open => isOpen(s) && !s.unbounded
const running = (s: Open): readonly Engagement[] => s.engagements.filter((e) => e.parkedBy === undefined)
const cost = (all: readonly Reservation[]): number => all.reduce((n, r) => n + r.terms.cost, 0)
const mayInterrupt = (a: Reservation, b: Reservation): boolean => a.terms.interrupts.includes(b.terms.channel)
const byOffer = <A extends { readonly offer: string }>(all: readonly A[], offer: string): A => {
  const found = all.find((x) => x.offer === offer)
  if (found === undefined) throw new Error(`${offer} is not among ${all.map((x) => x.offer).join(', ')}`)
  return found
}

describe('capacity', () => {
  test.prop([busy], runs)('SHIFT-01 what is reserved and what runs never exceed it, the interruptible aside', ({ taken }) => {
    for (const { after } of taken)
      if (isBound(after)) {
        expect(load(after)).toBeLessThanOrEqual(after.capacity)
        expect(cost(running(after))).toBeLessThanOrEqual(after.capacity)
      }
  })

  test.prop([any], runs)('SHIFT-01 when it is lowered, no more is in use than the most it has been', ({ taken }) => {
    let most = 0
    for (const { after } of taken)
      if (isBound(after)) {
        most = Math.max(most, after.capacity)
        expect(load(after)).toBeLessThanOrEqual(most)
        expect(cost(running(after))).toBeLessThanOrEqual(most)
      }
  })

  test.prop([any], runs)('SHIFT-01 what is newly reserved fits beside all that it may not interrupt', ({ taken }) => {
    for (const { events, after } of taken)
      for (const e of events)
        if (e.type === 'Reserved' && isBound(after)) {
          const kept = after.engagements.filter((x) => !e.terms.interrupts.includes(x.terms.channel))
          expect(cost(after.reservations) + cost(after.wrapUps) + cost(kept)).toBeLessThanOrEqual(after.capacity)
        }
  })

  test.prop([any], runs)('SHIFT-02 whatever an accepted contact sets aside is really aside, is interruptible, and was needed', ({ taken }) => {
    for (const { events, before, after } of taken)
      for (const e of events)
        if (e.type === 'Engaged' && isOpen(before) && isOpen(after)) {
          const accepted = byOffer(after.engagements, e.offer)
          for (const offer of e.parks) {
            const parked = byOffer(after.engagements, offer)
            expect(parked.parkedBy).toBe(e.offer)
            expect(byOffer(before.engagements, offer).parkedBy).toBeUndefined()
            expect(mayInterrupt(accepted, parked)).toBe(true)
          }
          const last = e.parks.at(-1)
          if (last !== undefined) expect(cost(after.reservations) + cost(after.wrapUps) + cost(running(after)) + byOffer(after.engagements, last).terms.cost).toBeGreaterThan(after.capacity)
        }
  })

  test.prop([any], runs)('SHIFT-11 something runs as long as anything is aside', ({ taken }) => {
    for (const { after } of taken) if (isOpen(after) && after.engagements.length > 0) expect(running(after)).not.toEqual([])
  })

  test.prop([any], runs)('SHIFT-11 only what was aside resumes, and only what does not fit stays aside without its interrupter', ({ taken }) => {
    for (const { events, before, after } of taken)
      for (const e of events)
        if (e.type === 'Disengaged' && isOpen(before) && isOpen(after)) {
          for (const offer of e.resumes) {
            expect(byOffer(before.engagements, offer).parkedBy).toBeDefined()
            expect(byOffer(after.engagements, offer).parkedBy).toBeUndefined()
          }
          for (const x of after.engagements)
            if (x.parkedBy !== undefined && !after.engagements.some((y) => y.offer === x.parkedBy))
              expect(cost(after.reservations) + cost(running(after)) + x.terms.cost).toBeGreaterThan(after.capacity)
        }
  })
})

type Stage = 'reserved' | 'engaged' | 'over'

describe('an offer on the shift', () => {
  test.prop([any], runs)('SHIFT-04 goes from reserved to engaged to over, or straight to over, and ends once', ({ taken }) => {
    const stages = new Map<string, Stage>()
    for (const { events, after } of taken) {
      for (const e of events) {
        if (e.type === 'Reserved') {
          expect([undefined, 'over']).toContain(stages.get(e.offer))
          stages.set(e.offer, 'reserved')
        }
        if (e.type === 'Engaged' || e.type === 'ReservationEnded') {
          expect(stages.get(e.offer)).toBe('reserved')
          stages.set(e.offer, e.type === 'Engaged' ? 'engaged' : 'over')
        }
        if (e.type === 'Disengaged') {
          expect(stages.get(e.offer)).toBe('engaged')
          stages.set(e.offer, 'over')
        }
      }
      const at = (stage: Stage) => [...stages].filter(([, s]) => s === stage).map(([offer]) => offer).sort()
      if (isOpen(after)) {
        expect(after.reservations.map((r) => r.offer).sort()).toEqual(at('reserved'))
        expect(after.engagements.map((r) => r.offer).sort()).toEqual(at('engaged'))
      }
      if (after.status === 'ended') expect([at('reserved'), at('engaged')]).toEqual([[], []])
    }
  })

  test.prop([any], runs)('sums: what was reserved is pending, unaccepted or engaged; what was engaged is on or over', ({ events, state }) => {
    const count = (type: string) => events.filter((e) => e.type === type).length
    const [pending, on] = isOpen(state) ? [state.reservations.length, state.engagements.length] : [0, 0]
    expect(count('Reserved')).toBe(count('ReservationEnded') + count('Engaged') + pending)
    expect(count('Engaged')).toBe(count('Disengaged') + on)
  })

  test.prop([any], runs)('SHIFT-05 a miss is counted only for a reservation that lapsed, once, and never from the lapse itself', ({ taken }) => {
    const lapsed: string[] = []
    for (const { command, events } of taken)
      for (const e of events) {
        if (e.type === 'ReservationEnded' && e.outcome === 'lapsed') lapsed.push(e.offer)
        if (e.type !== 'MissCounted') continue
        expect(command).toMatchObject({ type: 'Release', missed: true })
        expect(lapsed).toContain(e.offer)
        lapsed.splice(0, lapsed.length, ...lapsed.filter((offer) => offer !== e.offer))
      }
  })

  test.prop([any], runs)('SHIFT-05 misses count up in a row: a confirmed engagement or the end of a break starts anew', ({ events }) => {
    let row = 0
    for (const e of events) {
      if (e.type === 'EngagementConfirmed' || e.type === 'BreakEnded') row = 0
      if (e.type === 'MissCounted') expect(e.consecutive).toBe(++row)
    }
  })

  test.prop([any], runs)('SHIFT-03 nobody is reserved on break, while leaving or without a device', ({ taken }) => {
    for (const { events, before } of taken)
      if (events.some((e) => e.type === 'Reserved')) expect(before).toMatchObject({ status: 'open', deviceLost: false })
    for (const { events, before } of taken) if (events.some((e) => e.type === 'Reserved')) expect(before).not.toHaveProperty('onBreak')
  })
})

describe('being left alone', () => {
  const ends = (outcome: string) => (outcome === 'lapsed' ? 'noAnswer' : outcome)

  test.prop([any], runs)('SHIFT-14 each end of an offer tells until when, by its own terms, and by nothing else', ({ taken }) => {
    for (const { events, before } of taken)
      for (const e of events)
        if (e.type === 'ReservationEnded' && isOpen(before)) {
          const delays: Readonly<Record<string, { readonly delaySeconds: number } | undefined>> = byOffer(before.reservations, e.offer).terms.delays
          const wait = delays[ends(e.outcome)]?.delaySeconds ?? 0
          expect(e.readyAt).toBe(wait === 0 ? undefined : e.at + wait * 1000)
        }
  })

  test.prop([any], runs)('SHIFT-13 nobody is reserved before then, unless by hand; and a rest is never cut short', ({ taken }) => {
    for (const { command, events, before, after } of taken) {
      const until = isOpen(before) ? (before.readyAt ?? 0) : 0
      if (isOpen(after)) expect(after.readyAt ?? 0).toBeGreaterThanOrEqual(until)
      for (const e of events) if (e.type === 'Reserved' && command.type !== 'PickContact') expect(e.at).toBeGreaterThanOrEqual(until)
    }
  })

  test.prop([any], runs)('SHIFT-15 what is picked is engaged in the same append, and only then', ({ taken }) => {
    for (const { command, events, after } of taken) {
      const types = events.map((e) => e.type)
      if (command.type !== 'PickContact') expect(types.includes('Reserved') && types.includes('Engaged')).toBe(false)
      else if (events.length > 0 && isOpen(after)) {
        expect(types.at(-1)).toBe('Engaged')
        expect(byOffer(after.engagements, command.offer).contact).toBe(events.find((e) => e.type === 'Engaged')?.contact)
      }
    }
  })
})

describe('leaving', () => {
  test.prop([any], runs)('SHIFT-07 from sign-out on nothing is pending, and the shift ends with its last engagement', ({ taken }) => {
    for (const { events, after } of taken) {
      if (after.status === 'leaving') expect([after.reservations, after.engagements.length > 0]).toEqual([[], true])
      if (events.some((e) => e.type === 'ShiftEnded')) expect(events.at(-1)?.type).toBe('ShiftEnded')
    }
  })

  test.prop([any], runs)('wrap-ups end once each, at the latest with the shift', ({ events, state }) => {
    const open = new Map<string, number>()
    for (const e of events) {
      if (e.type === 'Disengaged' && e.wrapUpUntil !== undefined) open.set(e.offer, (open.get(e.offer) ?? 0) + 1)
      if (e.type === 'WrapUpEnded') {
        expect(open.get(e.offer) ?? 0).toBeGreaterThan(0)
        open.delete(e.offer)
      }
    }
    expect([...open.keys()].sort()).toEqual(isOpen(state) ? [...new Set(state.wrapUps.map((w) => w.offer))].sort() : [])
  })
})
