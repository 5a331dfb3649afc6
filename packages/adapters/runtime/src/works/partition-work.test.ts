import { expect, test } from 'vitest'
import { plus, seconds, type CentreId, type PartitionProcess, type Recorded } from '@disque/core'
import { memoryReadModel } from '@disque/memory'
import { start } from '../scene.test-kit.js'
import type { Seen } from '../telling/telemetry.js'
import { knownCentres } from '../workers/centres.js'
import { partitionWork } from './partition-work.js'

const state = { broken: true }

/** Decides for each centre that it has heard of, unless it is broken. */
const router: PartitionProcess<string> = {
  name: 'router', version: 1, scope: 'partition', types: ['CallReceived'], initial: '', over: () => false,
  keys: ({ stream }) => [stream], centreOf: ({ metadata }) => metadata.centre,
  evolve: (_state, _event, key) => key, done: (one) => one, keyOf: (id) => id, blame: (id) => id,
  partition: () => {
    const keys = new Set<string>()
    return {
      put: (key, held) => void (held === undefined ? keys.delete(key) : keys.add(key)),
      todo: () => {
        if (state.broken) throw new Error('no such strategy')
        return [...keys].map((key) => ({ id: key, send: { to: 'shift', command: {} } }))
      },
      wake: () => {
        if (state.broken) throw new Error('no such strategy')
        return undefined
      },
    }
  },
}

const received = (stream: string, centre: string) =>
  ({ id: stream, type: 'CallReceived', stream, revision: 0, position: '1', data: { type: 'CallReceived', at: start }, metadata: { schema: 1, commandId: 'c', correlation: stream, recordedAt: start, centre: centre as CentreId } }) as unknown as Recorded

test('PROC-03 a router that throws does nothing for a minute, is told of, and is asked again', async () => {
  const seen: Seen[] = []
  const readModel = memoryReadModel()
  const work = partitionWork(router, knownCentres(readModel), readModel, async function* () { /* no history */ }, () => undefined, (told) => void seen.push(told))
  for (const centre of ['north', 'south']) await work.load(centre)
  for (const [stream, centre] of [['call-1', 'north'], ['call-2', 'north'], ['call-3', 'south']] as const) await work.take(received(stream, centre), () => true)
  expect([await work.steps(start, '', 16), await work.steps(plus(start, seconds(30)), '', 16)]).toEqual([[], []])
  expect(work.wake(plus(start, seconds(30)))).toBe(plus(start, seconds(60)))
  expect(seen).toEqual([{ _tag: 'unloadable', work: 'process/router/1', partition: '*', reason: 'no such strategy' }])
  state.broken = false
  // Of each centre one at a time: the next decision goes by what this one leads to.
  expect((await work.steps(plus(start, seconds(60)), '', 16)).map(({ key }) => key)).toEqual(['call-1', 'call-3'])
  expect(work.wake(plus(start, seconds(60)))).toBeUndefined()
})
