import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import type { AttendantId, ContactId, ShiftId } from '../shared/ids.js'
import { plus, type Instant } from '../shared/instant.js'
import type { Candidate } from './candidate.js'
import type { WaitingContact } from './contact.js'
import { queuePolicy, type Policy } from './policy.js'
import { routeIndex, type RouteIndex } from './route-index.js'
import { route } from './route.js'
import { populationUnder, routingPolicy } from './routing.arbitrary.js'
import { reservedFor, type SignedIn } from './signed-in.js'

type Move =
  | { readonly do: 'wait'; readonly contact: WaitingContact }
  | { readonly do: 'sign'; readonly attendant: SignedIn }
  | { readonly do: 'leave'; readonly contact: ContactId }
  | { readonly do: 'signOut'; readonly shift: ShiftId }
  | { readonly do: 'goOn'; readonly by: number }
  | { readonly do: 'goTo'; readonly at: Instant }
  | { readonly do: 'offer' }

const movesUnder = (policy: Policy): fc.Arbitrary<readonly Move[]> => {
  const { contact, attendant, instant } = populationUnder(policy)
  const move: fc.Arbitrary<Move> = fc.oneof(
    { weight: 6, arbitrary: contact.map((c): Move => ({ do: 'wait', contact: c })) },
    { weight: 5, arbitrary: attendant.map((a): Move => ({ do: 'sign', attendant: a })) },
    { weight: 1, arbitrary: contact.map((c): Move => ({ do: 'leave', contact: c.contact })) },
    { weight: 1, arbitrary: attendant.map(({ shift }): Move => ({ do: 'signOut', shift })) },
    { weight: 3, arbitrary: fc.constantFrom(1, 999, 1000, 5000, 9000).map((by): Move => ({ do: 'goOn', by })) },
    { weight: 1, arbitrary: instant.map((at): Move => ({ do: 'goTo', at })) },
    { weight: 4, arbitrary: fc.constant<Move>({ do: 'offer' }) }
  )
  return fc.array(move, { minLength: 5, maxLength: 40, size: 'max' })
}

/** A policy, and what happens under it. */
const history = routingPolicy.chain((policy) => fc.record({ policy: fc.constant(policy), made: movesUnder(policy) }))

/** The spec with everybody in hand, and the index beside it. */
const both = (policy: Policy) => {
  const index: RouteIndex = routeIndex(policy)
  const contacts = new Map<string, WaitingContact>()
  const attendants = new Map<string, SignedIn>()
  let now = plus(0 as Instant, 0)
  const putContact = (c: WaitingContact) => {
    contacts.set(c.contact, c)
    index.putContact(c)
  }
  const putAttendant = (a: SignedIn) => {
    attendants.set(a.shift, a)
    index.putAttendant(a)
  }
  const decisionAt = (at: Instant) => route(policy, [...contacts.values()], [...attendants.values()], at, 1)[0]

  /** What a decision leads to: the contact has one more offer, the shift a reservation. */
  const offer = (c: WaitingContact, { attendant, shift }: Candidate) => {
    putContact({ ...c, offered: [...c.offered, attendant], lastOffered: attendant, offersBegun: c.offersBegun + 1, ringingSince: c.ringingSince ?? now })
    const a = attendants.get(shift)
    if (a !== undefined) putAttendant({ ...reservedFor(a, c.queue, queuePolicy(policy, c.queue)?.cost ?? 0, now), revision: a.revision + 1 })
  }

  return {
    index,
    now: () => now,
    decisionAt,
    make: (m: Move): void => {
      switch (m.do) {
        case 'wait':
          return putContact(m.contact)
        case 'sign':
          return putAttendant(m.attendant)
        case 'leave':
          contacts.delete(m.contact)
          return index.removeContact(m.contact)
        case 'signOut':
          attendants.delete(m.shift)
          return index.removeAttendant(m.shift)
        case 'goOn':
          now = plus(now, m.by)
          return
        case 'goTo':
          now = m.at
          return
        case 'offer': {
          const decision = decisionAt(now)
          if (decision !== undefined) offer(decision.contact, decision.chosen)
        }
      }
    },
  }
}

describe('the indexed form', () => {
  test.prop([history], { numRuns: 500 })('ROUTE-30 decides what the plain form decides, with the same reasons, after any history', ({ policy, made }) => {
    const { index, now, decisionAt, make } = both(policy)
    for (const m of made) {
      make(m)
      const wanted = decisionAt(now())
      expect(index.next(now())).toEqual(wanted)
      expect(index.choose(now())).toEqual(wanted && { contact: wanted.contact, chosen: wanted.chosen, seed: wanted.seed })
    }
  })

  test.prop([history], { numRuns: 300 })('ROUTE-30 decides the same when it is asked only at the end', ({ policy, made }) => {
    const { index, now, decisionAt, make } = both(policy)
    made.forEach(make)
    expect(index.next(now())).toEqual(decisionAt(now()))
  })

  test.prop([history, fc.double({ min: 0, max: 1, noNaN: true })], { numRuns: 500 })('ROUTE-31 until it wants to be woken, time alone changes no answer', ({ policy, made }, part) => {
    const { index, now, decisionAt, make } = both(policy)
    for (const m of made) {
      make(m)
      const wake = index.wake(now())
      const until = wake ?? plus(now(), 1_000_000)
      expect(until).toBeGreaterThan(now())
      const before = decisionAt(now())
      for (const at of [plus(now(), Math.floor((until - now() - 1) * part)), plus(until, -1)]) expect(decisionAt(at)).toEqual(before)
    }
  })

  test.prop([routingPolicy, fc.nat()], { numRuns: 6 })('ROUTE-30 decides the same where many wait and many are signed in', (policy, seed) => {
    const { index, now, decisionAt, make } = both(policy)
    const { contact, attendant, instant } = populationUnder(policy)
    const contacts = fc.sample(contact, { numRuns: 180, seed }).map((c, n): WaitingContact => ({ ...c, contact: `call-${n}` as ContactId }))
    const attendants = fc.sample(attendant, { numRuns: 120, seed }).map((a, n): SignedIn => ({ ...a, attendant: `${a.attendant}-${n}` as AttendantId, shift: `${a.shift}-${n}` as ShiftId }))
    for (const at of fc.sample(instant, { numRuns: 6, seed }).sort((a, b) => a - b)) {
      for (const c of contacts.splice(0, 90)) make({ do: 'wait', contact: c })
      for (const a of attendants.splice(0, 70)) make({ do: 'sign', attendant: a })
      make({ do: 'goTo', at })
      for (let n = 0; n < 12; n++) {
        expect(index.next(now())).toEqual(decisionAt(now()))
        make({ do: 'offer' })
      }
    }
  })
})
