import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { plus, seconds, type ReadModel } from '@disque/core'
import { memoryReadModel, memoryStore } from '@disque/memory'
import { plan, scene } from '../scene.test-kit.js'

/** Refuses one work's write once, as when somebody has held its lease in between. */
const fencedOnce = (work: string): ReadModel => {
  const readModel = memoryReadModel()
  let refused = false
  return {
    ...readModel,
    commit: (commit) => async () => {
      if (!commit.subscriber.startsWith(`${work}/`) || refused) return readModel.commit(commit)()
      refused = true
      return E.left({ _tag: 'Fenced', lease: commit.subscriber, fence: 1, current: 2 })
    },
  }
}

describe('what is loaded again', () => {
  test('CRASH-02 a work that is loaded again in the middle has read all that the others have before the next step', async () => {
    const s = await scene({ readModel: fencedOnce('process/offers/1'), stepsPerCheckpoint: 1 })
    await s.changePlan()
    await s.signIn('ana')
    await s.dial('c1')
    await s.press('c1', '1')
    await s.settle()
    expect(await s.typesOf('call-c1')).toContain('CallOffered')
  })

  test('CRASH-03 a checkpoint moves on also where no event concerned the work', async () => {
    const s = await scene()
    await s.changePlan()
    for (let n = 0; n < 500; n++) await s.dial(`c${n}`)
    await s.settle()
    expect(await s.readModel.checkpoint('process/signing/1/0')()).toMatchObject({ right: (await s.events()).at(-1)?.position })
  })

  test('TIMER-03 a worker that comes back decides by the plan in force, not by the pinned one', async () => {
    const shared = { store: memoryStore(), readModel: memoryReadModel(), holder: 'worker' }
    const first = await scene(shared)
    await first.changePlan()
    await first.dial('c1')
    const full = { ...plan, name: 'Full', queues: plan.queues.map((q) => ({ ...q, maxWaiting: 1 })) }
    await first.changePlan(full)
    for (let n = 2; n < 502; n++) await first.dial(`c${n}`)
    await first.press('c2', '1')
    await first.advance(seconds(10))
    const second = await scene({ ...shared, now: plus(first.clock.now(), seconds(60)), seed: 2 })
    await second.settle()
    expect((await second.events()).findLast((e) => e.stream === 'call-c1')).toMatchObject({ type: 'CallRefused', data: { rule: 'queueFull', planNow: 'central@2' } })
  })
})
