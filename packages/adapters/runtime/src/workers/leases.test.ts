import { describe, expect, test } from 'vitest'
import { fc, test as property } from '@fast-check/vitest'
import { plus, seconds } from '@disque/core'
import { centreLaws, heldClock } from '@disque/core/testing'
import { memoryReadModel, memoryStore } from '@disque/memory'
import { answer, scene, start } from '../scene.test-kit.js'

const leaseMs = 10_000

const two = async (lease = leaseMs) => {
  const shared = { store: memoryStore(), readModel: memoryReadModel(), clock: heldClock(start), leaseMs: lease }
  const first = await scene({ ...shared, holder: 'first' })
  await first.changePlan()
  const second = await scene({ ...shared, holder: 'second', seed: 2 })
  return { first, second, clock: shared.clock }
}

describe('two workers on one store', () => {
  test('LEASE-03 one waits while the other holds the lease, and takes over when it has run out', async () => {
    const { first, second, clock } = await two()
    await first.settle()
    await first.dial('c1')
    await second.signIn('ana')
    await second.settle()
    expect(await second.typesOf('shift-ana-1')).toEqual([])
    clock.set(plus(clock.now(), leaseMs + 1))
    await second.settle()
    expect(await second.typesOf('shift-ana-1')).toEqual(['ShiftStarted'])
    expect(await second.typesOf('call-c1')).toContain('MenuRepeated')
  })

  test('LEASE-03 a worker that comes back late finds its lease taken, does nothing, and takes over again later', async () => {
    const { first, second, clock } = await two()
    await first.settle()
    clock.set(plus(clock.now(), leaseMs + 1))
    await second.settle()
    await first.signIn('ana')
    await first.settle()
    expect(await first.typesOf('shift-ana-1')).toEqual([])
    clock.set(plus(clock.now(), leaseMs + 1))
    await first.settle()
    expect(await first.typesOf('shift-ana-1')).toEqual(['ShiftStarted'])
  })

  const turns = fc.array(fc.record({ who: fc.boolean(), act: fc.constantFrom('dial', 'press', 'accept', 'decline', 'hangUp', 'wait', 'rest'), nth: fc.nat(3) }), { maxLength: 60 })
  property.prop([turns], { numRuns: 60 })('LEASE-03 however they take turns, also when leases are worth nothing, nobody is served by two', async (acts) => {
    const { first, second, clock } = await two(0)
    await first.signIn('ana')
    await second.signIn('bia')
    let calls = 0
    for (const { who, act, nth } of acts) {
      const s = who ? first : second
      if (act === 'dial') await s.dial(`c${calls++}`)
      await answer(s, act, nth)
      if (act === 'wait') clock.set(plus(clock.now(), seconds(4 * (nth + 1))))
      if (act !== 'rest') await s.settle()
    }
    for (let n = 0; n < calls; n++) await first.hangUp(`c${n}`)
    // Where leases are worth nothing, two may take the same half from each other for ever: one is left in the end.
    for (let n = 0; n < 20; n++) {
      clock.set(plus(clock.now(), seconds(20)))
      await (n < 10 && n % 2 === 0 ? second : first).settle()
    }
    const laws = centreLaws()
    for (const event of await first.events()) laws.take(event)
    expect(laws.violations({ finished: true })).toEqual([])
  })
})
