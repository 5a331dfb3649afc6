import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { seconds, type ReadModel } from '@disque/core'
import { memoryReadModel, memoryStore } from '@disque/memory'
import { scene, start } from './scene.test-kit.js'
import { plan } from './scene.test-kit.js'

/** Refuses one work's write once, as when somebody has held its lease in between. */
const fencedOnce = (work: string): ReadModel => {
  const readModel = memoryReadModel()
  let refused = false
  return {
    ...readModel,
    commit: (commit) => async () => {
      if (commit.subscriber !== work || refused) return readModel.commit(commit)()
      refused = true
      return E.left({ _tag: 'Fenced', lease: work, fence: 1, current: 2 })
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

  test('TIMER-03 a worker that comes back knows the plan in force before its first timer fires', async () => {
    const shared = { store: memoryStore(), readModel: memoryReadModel(), holder: 'worker' }
    const first = await scene(shared)
    await first.changePlan()
    await first.dial('c1')
    await first.changePlan({ ...plan, queues: plan.queues.map((q) => ({ ...q, calendar: 'never' as never })), calendars: { ...plan.calendars, never: { ...plan.calendars['always' as never] as object, weekly: {} } as never } })
    await first.advance(seconds(10))
    const checkpoint = (await Promise.all(['timers', 'view/waiting-contacts/1'].map((w) => first.readModel.checkpoint(w)())))
    console.log(checkpoint, start)
    const second = await scene({ ...shared, now: first.clock.now(), seed: 2 })
    await second.advance(seconds(30))
    expect((await second.events()).at(-1)).toMatchObject({ type: 'CallRefused', data: { rule: 'closed', planNow: 'central@2' } })
  })
})
