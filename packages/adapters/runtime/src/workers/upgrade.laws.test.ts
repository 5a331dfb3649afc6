import { describe, expect } from 'vitest'
import { fc, test } from '@fast-check/vitest'
import { offers, plus, routing, seconds, signing, storedPlans, telephony, type AnyProcess } from '@disque/core'
import { centreLaws, heldClock } from '@disque/core/testing'
import { memoryReadModel, memoryStore } from '@disque/memory'
import { answer, scene, start, type Scene } from '../scene.test-kit.js'

const leaseMs = 9_000

/** The standard processes, as a release that changed all of them has them. */
const released = (more: number, plans = storedPlans(memoryStore())): readonly AnyProcess[] => [offers, routing(plans.inForce), signing, telephony].map((process) => ({ ...process, version: process.version + more }))

const turns = fc.array(fc.record({ act: fc.constantFrom('dial', 'press', 'accept', 'decline', 'hangUp', 'wait'), nth: fc.nat(3) }), { maxLength: 30 })

describe('an upgrade without stopping', () => {
  test.prop([turns, turns, turns], { numRuns: 40 })('PROC-05 while workers of the old release and of the new one run together, and after the old ones have gone, everybody is served once', async (before, during, after) => {
    const shared = { store: memoryStore(), readModel: memoryReadModel(), clock: heldClock(start), leaseMs }
    const plans = storedPlans(shared.store)
    const old = await scene({ ...shared, holder: 'old', processes: released(0, plans) })
    await old.changePlan()
    await plans.refresh('central' as never)()
    await old.signIn('ana')
    await old.signIn('bia')
    let calls = 0
    const play = async (acts: typeof before, workers: readonly Scene[]) => {
      for (const { act, nth } of acts) {
        if (act === 'dial') await old.dial(`c${calls++}`)
        await answer(old, act, nth)
        shared.clock.set(plus(shared.clock.now(), seconds(act === 'wait' ? 4 * (nth + 1) : 1)))
        for (const worker of workers) await worker.settle()
      }
    }
    await play(before, [old])
    const young = await scene({ ...shared, holder: 'young', seed: 2, processes: released(1, plans) })
    await play(during, [old, young])
    await play(after, [young])
    for (let n = 0; n < calls; n++) await old.hangUp(`c${n}`)
    for (let n = 0; n < 12; n++) {
      shared.clock.set(plus(shared.clock.now(), seconds(10)))
      await young.settle()
    }
    const laws = centreLaws()
    for (const event of await old.events()) laws.take(event)
    expect(laws.violations({ finished: true })).toEqual([])
  })
})
