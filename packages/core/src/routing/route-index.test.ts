import { describe, expect, it } from 'vitest'
import { plus, seconds } from '../shared/instant.js'
import { routeIndex } from './route-index.js'
import { route } from './route.js'
import { ago, call, calls, member, name, now, person, policyWith } from './routing.test-kit.js'

describe('the indexed form', () => {
  it('ROUTE-30 knows nobody at first, and forgets who is taken out, also twice', () => {
    const index = routeIndex(policyWith({}))
    expect([index.next(now), index.wake(now)]).toEqual([undefined, undefined])
    index.putContact(call(1))
    index.putAttendant(person('ana'))
    expect(index.next(now)).toEqual(route(policyWith({}), [call(1)], [person('ana')], now)[0])
    for (let n = 0; n < 2; n++) index.removeAttendant(person('ana').shift)
    expect(index.next(now)).toBeUndefined()
    index.putAttendant(person('bia'))
    for (let n = 0; n < 2; n++) index.removeContact(call(1).contact)
    expect(index.next(now)).toBeUndefined()
  })

  it('ROUTE-30 an attendant who signs in again leaves the shift before', () => {
    const index = routeIndex(policyWith({}))
    index.putContact(call(1))
    index.putAttendant(person('ana'))
    index.putAttendant({ ...person('ana'), shift: person('again').shift })
    expect(index.next(now)?.chosen.shift).toBe('shift-again')
    index.removeAttendant(person('ana').shift)
    expect(index.next(now)?.chosen.shift).toBe('shift-again')
  })

  it('ROUTE-30 a shift that comes to belong to another attendant is that one’s', () => {
    const index = routeIndex(policyWith({}))
    index.putContact(call(1, { only: name('bia') }))
    index.putAttendant(person('ana'))
    index.putAttendant({ ...person('bia'), shift: person('ana').shift })
    expect(index.next(now)?.chosen.attendant).toBe('bia')
  })

  it('ROUTE-25 ROUTE-30 a contact stops waiting for who knows it when that one’s tier closes, and waits again when it opens', () => {
    const policy = policyWith({ knownSeconds: 60, skipEmptyTiers: true, members: [member('bia', { tier: 1 }), member('ana')], others: 'excluded', tiers: [{ tier: 1, afterSeconds: 99 }] })
    const index = routeIndex(policy)
    const [waiting, bia, ana] = [call(1, { prefers: name('bia') }), person('bia', { held: 1 }), person('ana')]
    index.putContact(waiting)
    index.putAttendant(bia)
    expect(index.next(now)).toBeUndefined()
    index.putAttendant(ana)
    expect(index.next(now)).toEqual(route(policy, [waiting], [bia, ana], now)[0])
    expect(index.next(now)?.chosen.attendant).toBe('ana')
    index.removeAttendant(ana.shift)
    index.putAttendant(person('bia'))
    expect(index.next(now)).toMatchObject({ chosen: { attendant: 'bia', key: [0, 0, 1, 0, ago(60), 'bia'] }, excluded: { heldForKnown: 0 } })
  })

  it('ROUTE-31 wakes when a tier opens, a level is lowered, a rest ends, a training begins, a hold is over or a further one is to ring', () => {
    const wake = (...args: Parameters<typeof policyWith>) => (c: ReturnType<typeof call>, a = person('ana')) => {
      const index = routeIndex(policyWith(...args))
      index.putContact(c)
      index.putAttendant(a)
      return index.wake(now)
    }
    const later = (s: number) => plus(now, seconds(s))
    expect(wake({})(call(1))).toBeUndefined()
    expect(wake({ tiers: [{ tier: 1, afterSeconds: 40 }] })(call(1))).toBe(later(10))
    expect(wake({ relax: [{ afterSeconds: 45, level: 0 }] })(call(1))).toBe(later(15))
    expect(wake({ knownSeconds: 50 })(call(1, { prefers: name('bia') }))).toBe(later(20))
    expect(wake({})(call(1, { notBefore: later(7) }))).toBe(later(7))
    expect(wake({})(call(1), person('ana', { readyAt: later(3) }))).toBe(later(3))
    expect(wake({})(call(1), person('ana', { training: [{ topic: call(1).topic, level: 1, since: later(4) }] }))).toBe(later(4))
    expect(wake({ strategy: 'ringProgressively', progressSeconds: 8 }, { offerLimit: 2 })(call(1, { ringingSince: ago(2), offered: [name('bia')], queue: calls }))).toBe(later(6))
  })
})
