import { isRight } from 'fp-ts/lib/Either.js'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Recorded } from '@disque/core'
import { memoryKeys, memoryReadModel, memoryStore } from '@disque/memory'
import { central121 } from '../plan.js'
import { check, type Broken } from './check.js'
import { simulate } from '../day/simulate.js'

let day: readonly Recorded[] = []

beforeAll(async () => {
  const on = { store: memoryStore(), readModel: memoryReadModel(), keys: memoryKeys() }
  await simulate({ on, plan: central121, seed: 3, days: [{ date: '2020-07-01', crowd: 1, mobileShare: 0.6 }], callsOfAMeanDay: 300, attendants: 16 })
  const all: Recorded[] = []
  for await (const read of on.store.readAll()) if (isRight(read)) all.push(read.right)
  day = all
})

const first = (type: string): number => {
  const found = day.findIndex((e) => e.type === type)
  if (found < 0) throw new Error(`the day has no ${type}`)
  return found
}
/** Numbered again, so that only the intended law is broken. */
const renumbered = (events: readonly Recorded[]): readonly Recorded[] => {
  const next = new Map<string, number>()
  return events.map((e) => {
    const revision = next.get(e.stream) ?? 0
    next.set(e.stream, revision + 1)
    return { ...e, revision }
  })
}
const without = (type: string) => renumbered(day.filter((_, i) => i !== first(type)))
const twice = (type: string) => renumbered(day.flatMap((e, i) => (i === first(type) ? [e, e] : [e])))
const changed = (type: string, data: object) => day.map((e, i) => (i === first(type) ? { ...e, data: { ...e.data, ...data } } : e))
const lawsBroken = (events: readonly Recorded[]): ReadonlySet<Broken['law']> => new Set(check(events).broken.map((b) => b.law))

describe('the checker of recorded events', () => {
  test('a day that kept the laws has no breach', () => expect(check(day).broken).toEqual([]))

  test('every breach is found', () => {
    const found: readonly [string, readonly Recorded[], Broken['law']][] = [
      ['an acceptance is missing', without('Engaged'), 'engagedFirst'],
      ['another attendant answers than was engaged', changed('CallAnswered', { attendant: 'a-999' }), 'engagedFirst'],
      ['a call is answered twice', twice('CallAnswered'), 'oneHolder'],
      ['a call ends twice', twice('CallEnded'), 'once'],
      ['a call is received twice', twice('CallReceived'), 'once'],
      ['a call never ends', day.slice(0, day.findLastIndex((e) => e.type === 'CallRefused')), 'ended'],
      ['a shift never ends', without('ShiftEnded'), 'ended'],
      ['a shift is never closed', without('ShiftClosed'), 'ended'],
      ['an attendant has two shifts', twice('ShiftOpened'), 'oneShift'],
      ['a reservation ends twice', twice('ReservationEnded'), 'ended'],
      ['a reservation is beyond capacity', changed('ShiftStarted', { capacity: 0 }), 'capacity'],
      ['a shift that leaves is reserved', renumbered(day.flatMap((e, i) => (i === first('Reserved') ? [{ ...e, type: 'SignOutAsked', data: { type: 'SignOutAsked', at: e.data.at } }, e] : [e]))), 'takesOffers'],
      ['an engagement is not ended', without('Disengaged'), 'capacity'],
      ['a miss was an answer', renumbered(day.flatMap((e, i) => (i === first('WrapUpEnded') ? [e, { ...e, type: 'MissCounted', data: { ...e.data, type: 'MissCounted', consecutive: 1 } }] : [e]))), 'misses'],
      ['an event is not what its codec says', changed('CallQueued', { priority: 'high' }), 'decodable'],
      ['a revision is missing', day.filter((_, i) => i !== first('MenuEntered')), 'history'],
      ['time goes back', changed('CallEnded', { at: 0 }), 'history'],
    ]
    for (const [what, events, law] of found) expect([what, [...lawsBroken(events)]]).toEqual([what, expect.arrayContaining([law])])
  })
})
