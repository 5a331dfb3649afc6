import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { plus, seconds, type CallId, type SubjectRef } from '@disque/core'
import { scene, start } from './scene.test-kit.js'
import { previousOf, waitingNow } from './index.js'

describe('the standard views', () => {
  test('tell how many wait in each queue', async () => {
    const s = await scene()
    await s.changePlan()
    for (const call of ['c1', 'c2', 'c3']) {
      await s.dial(call)
      await s.press(call, '1')
    }
    await s.settle()
    expect(await waitingNow(s.readModel)()).toEqual(E.right({ general: 3 }))
    await s.hangUp('c2')
    await s.signIn('ana')
    await s.settle()
    await s.acceptAll()
    await s.settle()
    expect(await waitingNow(s.readModel)()).toEqual(E.right({ general: 1 }))
  })

  test('tell what a caller gave up, until the caller is back, and the caller keeps the rank', async () => {
    const s = await scene()
    const maria = 's-maria' as SubjectRef
    await s.changePlan()
    await s.dial('c1', { subject: maria })
    await s.press('c1', '1')
    s.clock.set(plus(start, seconds(40)))
    await s.hangUp('c1')
    await s.settle()
    const previous = await previousOf(s.readModel, maria)()
    expect(previous).toEqual(E.right({ call: 'c1' as CallId, queue: 'general', abandonedAt: plus(start, seconds(40)), rankSince: start }))
    if (E.isLeft(previous) || previous.right === undefined) return
    await s.dial('c2', { subject: maria, previous: previous.right })
    await s.press('c2', '1')
    await s.settle()
    expect(await previousOf(s.readModel, maria)()).toEqual(E.right(undefined))
    expect((await s.events()).find((e) => e.stream === 'call-c2' && e.type === 'CallQueued')?.data).toMatchObject({ at: plus(start, seconds(40)), rankSince: start })
  })

  test('tell nothing of somebody who gave nothing up', async () => {
    const s = await scene()
    expect(await previousOf(s.readModel, 's-nobody' as SubjectRef)()).toEqual(E.right(undefined))
  })
})
