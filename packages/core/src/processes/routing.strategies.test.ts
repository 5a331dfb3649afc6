import { describe, expect, test } from 'vitest'
import type { QueueRouting } from '../routing/policy.js'
import type { AttendantId } from '../shared/ids.js'
import { plus, seconds } from '../shared/instant.js'
import type { Known } from './known.js'
import { at } from './recorded.test-kit.js'
import { planWith, router, target } from './router.test-kit.js'

const three = ['ana', 'bia', 'caio']
const members = (...names: readonly string[]): NonNullable<QueueRouting['members']> => names.map((name, position) => ({ attendant: name as AttendantId, position }))
const withThree = (rules: QueueRouting, offerLimit = 1) => {
  const r = router(planWith(rules, { offerLimit }))
  for (const name of three) r.present(name)
  return r
}
const after = (n: number) => plus(at, seconds(n))

/** Whom so many calls of a minute each go to, one after the other. */
const served = (r: ReturnType<typeof router>, calls: number): readonly string[] =>
  Array.from({ length: calls }, (_, n) => {
    r.queued(`call-${n}`)
    return r.serve(seconds(60))
  })

describe('strategies', () => {
  test('longest idle goes to who has been without a contact longest', () => {
    expect(served(withThree({}), 4)).toEqual(['ana', 'bia', 'caio', 'ana'])
  })

  test('ROUTE-12 round robin goes to who was offered a contact of this queue least recently, whatever came of it', () => {
    const r = withThree({ strategy: 'roundRobin' })
    const asked = Array.from({ length: 4 }, (_, n) => {
      r.at(after(n))
      r.queued(`call-${n}`)
      const one = r.reserve()
      r.decline(one)
      r.see(one.contact, { type: 'CallAbandoned' } as Extract<Known, { type: 'CallAbandoned' }>)
      return one.shift
    })
    expect(asked).toEqual(['ana', 'bia', 'caio', 'ana'])
  })

  test('ROUTE-12 fewest contacts goes to who has answered fewest in this shift, however short the rest', () => {
    const r = router(planWith({ strategy: 'fewestContacts' }))
    r.present('ana')
    r.present('bia')
    expect(served(r, 3)).toEqual(['ana', 'bia', 'ana'])
    r.present('caio')
    expect(served(r, 3)).toEqual(['caio', 'bia', 'caio'])
  })

  test('ROUTE-12 least talk time goes to who has talked least in this shift', () => {
    const r = withThree({ strategy: 'leastTalkTime' })
    for (const [n, span] of [30, 10, 20].entries()) {
      r.queued(`call-${n}`)
      r.serve(seconds(span))
    }
    expect(served(r, 1)).toEqual(['bia'])
  })

  test('ROUTE-12 what its contact never confirmed is no contact and no talk time', () => {
    const r = router(planWith({ strategy: 'leastTalkTime' }))
    r.present('ana')
    r.queued('call-0')
    const { offer, contact, attendant, shift } = r.reserve()
    r.see('shift-ana', { type: 'Engaged', offer, contact, attendant, shift, confirmBy: after(10), parks: [] })
    r.at(after(60))
    r.see('shift-ana', { type: 'Disengaged', offer, contact, because: 'CallNotWaiting', resumes: [] })
    r.see(contact, { type: 'CallAbandoned' } as Extract<Known, { type: 'CallAbandoned' }>)
    expect(r.states.get('shift-ana')).toMatchObject({ contacts: 0, talkMs: 0 })
    r.queued('call-1')
    r.serve(seconds(20))
    expect(r.states.get('shift-ana')).toMatchObject({ contacts: 1, talkMs: 20_000 })
  })

  test('least occupied goes to who has the smallest share in use', () => {
    const r = router(planWith({ strategy: 'leastOccupied' }))
    r.present('ana', { capacity: 8 })
    r.present('bia', { capacity: 12 })
    r.queued('call-1')
    r.answer(r.reserve())
    r.queued('call-2')
    r.answer(r.reserve())
    r.queued('call-3')
    expect(r.reserve().shift).toBe('bia')
  })

  test('most skilled goes to the highest level', () => {
    const r = router(planWith({ strategy: 'mostSkilled' }))
    r.present('ana', { level: 1 })
    r.present('bia', { level: 3 })
    r.queued('call-1')
    expect(r.reserve().shift).toBe('bia')
  })

  test('sequential goes by position, always from the first', () => {
    const r = withThree({ strategy: 'sequential', members: members('caio', 'bia', 'ana') })
    expect(served(r, 2)).toEqual(['caio', 'caio'])
  })

  test('top down goes on for each contact after the last one who was offered it', () => {
    const r = withThree({ strategy: 'topDown', members: members('caio', 'bia', 'ana') })
    r.queued('call-1')
    expect(r.reserve().shift).toBe('caio')
    r.queued('call-2')
    expect(r.reserve().shift).toBe('bia')
    const again = withThree({ strategy: 'topDown', members: members('caio', 'bia', 'ana') })
    again.queued('call-1')
    const one = again.reserve()
    again.see('shift-caio', { type: 'ReservationEnded', offer: one.offer, contact: one.contact, outcome: 'released' })
    expect(again.reserve().shift).toBe('bia')
  })

  for (const strategy of ['random', 'weightedRandom'] as const)
    test(`ROUTE-26 ${strategy} draws by a seed that the reason keeps: the same once more`, () => {
      const draw = () => {
        const r = withThree({ strategy, members: [{ attendant: 'caio' as AttendantId, weight: 3 }] })
        r.queued('call-1')
        return r.reserve()
      }
      expect(draw().reason?.seed).not.toBe(0)
      expect([draw().shift, draw().reason?.seed]).toEqual([draw().shift, draw().reason?.seed])
    })
})

describe('several offers at once', () => {
  test('ROUTE-13 ring all offers to as many as the limit allows, and to one more for each who lets it go', () => {
    const r = withThree({ strategy: 'ringAll' }, 2)
    r.queued('call-1')
    const one = r.reserve()
    expect([one.shift, ...r.reserveAll()]).toEqual(['ana', 'bia'])
    r.decline(one)
    expect(r.reserveAll()).toEqual(['caio'])
  })

  test('ROUTE-13 whoever answers first, nobody else is offered it any more', () => {
    const r = withThree({ strategy: 'ringAll' }, 2)
    r.queued('call-1')
    const [one, other] = [r.reserve(), r.reserve()]
    r.answer(one)
    r.see(other.contact, { type: 'OfferEnded', offer: other.offer, attendant: other.attendant, shift: other.shift, outcome: 'answeredByAnother' })
    expect(r.reserveAll()).toEqual([])
  })

  test('ROUTE-13 ring progressively asks one more after each pause, and wants to be asked again then', () => {
    const r = withThree({ strategy: 'ringProgressively', progressSeconds: 5 }, 3)
    r.queued('call-1')
    expect([r.reserveAll(), r.wake()]).toEqual([['ana'], after(5)])
    r.sleep()
    expect([r.reserveAll(), r.wake()]).toEqual([['bia'], after(10)])
    r.sleep()
    expect([r.reserveAll(), r.wake()]).toEqual([['caio'], undefined])
  })

  test('ROUTE-13 who is rung anew after all have let go is rung from then on', () => {
    const r = withThree({ strategy: 'ringProgressively', progressSeconds: 5 }, 3)
    r.queued('call-1')
    const one = r.reserve()
    r.at(after(4))
    r.decline(one)
    expect([r.reserveAll(), r.wake()]).toEqual([['bia'], after(9)])
  })
})

describe('waiting for somebody', () => {
  test('ROUTE-25 the attendant who knows a contact is waited for, and no longer than the queue says', () => {
    const r = withThree({ knownSeconds: 30 })
    r.queued('call-0')
    const busy = r.reserve()
    r.answer(busy)
    r.queued('call-1', { prefers: busy.attendant })
    expect([r.decided(), r.wake()]).toEqual([[], after(30)])
    r.sleep()
    expect(r.reserve().shift).toBe('bia')
  })

  test('ROUTE-25 the attendant who knows it comes first once free, and is not waited for when gone', () => {
    const r = withThree({ knownSeconds: 30 })
    r.queued('call-1', { prefers: 'caio' as AttendantId })
    expect(r.reserve().shift).toBe('caio')
    r.queued('call-2', { prefers: 'somebody else' as AttendantId })
    expect(r.reserve().shift).toBe('ana')
  })

  test('ROUTE-24 a further tier is asked once a contact has waited, and who has left is in none', () => {
    const rules: QueueRouting = { members: members('ana').map((m) => ({ ...m, tier: 0 })).concat([{ attendant: 'bia' as AttendantId, position: 0, tier: 1 }]), others: 'excluded', tiers: [{ tier: 1, afterSeconds: 20 }], skipEmptyTiers: true }
    const r = withThree(rules)
    r.queued('call-0')
    const talk = r.reserve()
    r.answer(talk)
    r.queued('call-1')
    expect([r.decided(), r.wake()]).toEqual([[], after(20)])
    r.sleep()
    expect(r.reserve().shift).toBe('bia')
    const leaving = withThree(rules)
    leaving.queued('call-0')
    leaving.answer(leaving.reserve())
    leaving.see('shift-ana', { type: 'SignOutAsked' })
    leaving.queued('call-1')
    expect(leaving.reserve().shift).toBe('bia')
  })

  test('ROUTE-03 who is left alone after an offer is reserved from the last instant of it on', () => {
    const r = router(planWith({ delays: { declined: { delaySeconds: 45 } } }))
    r.present('ana')
    r.queued('call-1')
    const one = r.reserve()
    expect(one.terms.delays).toEqual({ declined: { delaySeconds: 45 } })
    r.decline(one, { readyAt: after(45) })
    expect([r.decided(), r.wake()]).toEqual([[], after(45)])
    r.sleep()
    expect(r.reserve().shift).toBe('ana')
  })

  test('ROUTE-15 a citizen who is dialled waits for nobody, and after a dial that failed not before the next one', () => {
    const r = withThree({})
    r.queued('call-1')
    const one = r.reserve()
    r.see(one.contact, { type: 'CallbackDialled', offer: one.offer, attendant: one.attendant, shift: one.shift, attempt: 1, until: after(30) })
    expect([r.decided(), r.wake()]).toEqual([[], undefined])
    r.see(one.contact, { type: 'CallbackFailed', attempt: 1, why: 'noAnswer', releases: [one.offer], notBefore: after(90) })
    expect([r.decided(), r.wake()]).toEqual([[], after(90)])
    r.sleep()
    expect(r.reserve()).toMatchObject({ shift: 'bia', contact: one.contact })
    expect(target.queue).toBe(one.terms.queue)
  })
})
