import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { expect, test } from 'vitest'
import type { EventStore, Recorded } from '@disque/core'
import { collectionOf } from '../index.js'
import { scene } from '../scene.test-kit.js'
import { nothing, tally, wrongIn } from './proof.test-kit.js'

/** A call that was answered, seen to its end, and everything that was told meanwhile. */
const served = async () => {
  const carried = new Set<string>()
  const s = await scene({ projections: [tally], outbound: { carry: ({ id }) => TE.fromIO(() => void carried.add(id)) } })
  await s.changePlan()
  await s.signIn('ana')
  await s.dial('c1')
  await s.press('c1', '1')
  await s.settle()
  await s.acceptAll()
  await s.settle()
  await s.hangUp('c1')
  await s.settle()
  await s.toShift('ana-1', { type: 'SignOut' })
  await s.advance(60_000)
  const received = (await s.events()).find(({ type }) => type === 'CallReceived') as Recorded
  return { ...s, carried, acknowledged: [{ commandId: String(received.metadata.commandId), stream: received.stream, types: ['CallReceived', 'MenuEntered'] }] }
}

/** The same store without some of its events. */
const without = (store: EventStore, isGone: (event: Recorded) => boolean): EventStore => ({
  ...store,
  readAll: async function* (options) {
    for await (const read of store.readAll(options)) if (E.isLeft(read) || !isGone(read.right)) yield read
  },
})

test('what is right is found to be right, and each thing that is wrong is found', async () => {
  const s = await served()
  expect(await wrongIn(s.store, s.readModel, s)).toEqual(nothing)
  expect(await wrongIn(s.store, s.readModel, { ...s, carried: new Set() })).toMatchObject({ untold: expect.arrayContaining(['call-c1/1/0']) as unknown })
  expect(await wrongIn(s.store, s.readModel, { ...s, acknowledged: [{ commandId: 'other', stream: 'call-c1', types: ['CallEnded'] }] })).toMatchObject({ lost: ['other: CallEnded'] })
  expect(await wrongIn(without(s.store, ({ type }) => type === 'MenuEntered'), s.readModel, s)).toMatchObject({ lost: [expect.stringMatching(/CallReceived,MenuEntered$/)] })
  expect(await wrongIn(without(s.store, ({ type }) => type === 'CallEnded'), s.readModel, s)).toMatchObject({ violations: [{ law: 'call-ended' }], views: [expect.stringMatching(/^tally call-c1/)] })
  expect(await wrongIn(without(s.store, ({ type }) => type === 'Disengaged'), s.readModel, s)).toMatchObject({ openEnds: [expect.stringMatching(/^reservation /)] })
  const again: EventStore = {
    ...s.store,
    readAll: async function* (options) {
      yield* s.store.readAll(options)
      for await (const read of s.store.readAll(options)) if (E.isRight(read) && read.right.type === 'CallReceived') yield E.right({ ...read.right, revision: 99 })
    },
  }
  expect((await wrongIn(again, s.readModel, s)).twice).toEqual([expect.stringMatching(/^call-c1 /)])
  await s.readModel.commit({ subscriber: 'somebody', writes: [{ collection: collectionOf(tally), key: 'call-c1' }, { collection: 'timers', key: '0/call-c1', document: { due: [] } }] })()
  expect(await wrongIn(s.store, s.readModel, s)).toMatchObject({ views: ['tally call-c1 is missing'], leftOver: [expect.stringMatching(/^timers 0\/call-c1/)] })
})
