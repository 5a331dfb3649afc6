import { expect, test } from 'vitest'
import { plus, seconds, type Process, type Recorded } from '@disque/core'
import { memoryReadModel } from '@disque/memory'
import { start } from '../scene.test-kit.js'
import { hashPartitions } from '../workers/partitions.js'
import { processWork } from './process-work.js'

/** Has something to do for each key, for ever. */
const tireless: Process<number> = {
  name: 'tireless', version: 1, scope: 'key', types: ['CallReceived'], initial: 0, over: () => false, wake: () => undefined,
  keys: ({ stream }) => [stream],
  evolve: (state) => state + 1,
  todo: (_state, _now, key) => [{ id: `${key}/again`, send: { to: 'call', command: {} } }],
  done: (state) => state,
}

const received = { id: 'e', type: 'CallReceived', stream: 'call-1', revision: 0, position: '1', data: { type: 'CallReceived', at: start }, metadata: { schema: 1, commandId: 'c', correlation: 'call-1', recordedAt: start } } as unknown as Recorded

test('PROC-01 a key that is stopped while it waits to be tried again stays stopped', async () => {
  const parked: string[] = []
  const work = processWork(tireless, hashPartitions(1), memoryReadModel(), async function* () { /* no history */ }, (_work, key) => void parked.push(key))
  await work.load('0')
  await work.take(received, () => true)
  const later = plus(start, seconds(61))
  expect(await work.steps(start, '', 1)).toMatchObject([{ key: 'call-1' }])
  work.postpone('call-1', plus(start, seconds(60)))
  expect(await work.steps(start, '', 1)).toEqual([])
  expect(await work.steps(later, '', 1)).toMatchObject([{ key: 'call-1' }])
  work.postpone('call-1', plus(start, seconds(120)))
  work.stop('call-1', { what: 'to-do', id: 'call-1/again', reason: 'the exchange is away' })
  expect(await work.steps(plus(start, seconds(121)), '', 1)).toEqual([])
  expect(work.wake(later)).toBeUndefined()
  expect(parked).toEqual(['call-1'])
})
