import { expect, test } from 'vitest'
import { plus, seconds, type NewEvent, type StreamName } from '@disque/core'
import { memoryReadModel, memoryStore } from '@disque/memory'
import * as E from 'fp-ts/lib/Either.js'
import type { Room } from '../rooms.js'
import { all, start } from '../scene.test-kit.js'
import { hashPartitions } from '../workers/partitions.js'
import { timers } from './timers.js'

const due = plus(start, seconds(10))

/** Waits for one timer, and cannot fold a call's end. */
const room: Room = {
  category: 'call', initial: 0, isTerminal: () => false,
  evolve: (state, event) => {
    if ((event as { readonly type: string }).type === 'CallEnded') throw new Error('no such end')
    return (state as number) + 1
  },
  due: () => [{ tag: 'menu', at: due, command: { type: 'TimeOutMenu' } }],
  send: () => Promise.resolve(E.right({ _tag: 'nothing' })),
}

const event = (type: string, n: number): NewEvent => ({ id: `00000000-0000-8000-8000-00000000000${n}`, type, data: { type, at: start }, metadata: { schema: 1, commandId: `c${n}`, correlation: 'call-1', recordedAt: start } }) as unknown as NewEvent

test('TIMER-02 a timer whose stream nobody can fold any more stops that stream alone', async () => {
  const [store, readModel] = [memoryStore({ fault: () => undefined }), memoryReadModel()]
  const parked: string[] = []
  const worker = () => timers({ rooms: { call: room }, partitions: hashPartitions(1), store, readModel, prepare: (command) => Promise.resolve(E.right(command)), cache: 10, onParked: (_work, key, { reason }) => void parked.push(`${key}: ${reason}`) })
  for (const stream of ['call-1', 'call-2'] as StreamName[]) await store.append(stream, 'no-stream', [event('CallReceived', stream === 'call-1' ? 1 : 2)])()
  const first = worker()
  await first.load('0')
  for (const read of await all(store)) await first.take(read, () => true)
  await readModel.commit({ subscriber: 'timers/0', writes: first.writes('0') })()
  // It has not read this yet, and looks ahead when the timer is due.
  await store.append('call-1' as StreamName, 0, [event('CallEnded', 3)])()
  const second = worker()
  await second.load('0')
  expect((await second.steps(due, '', 10)).map(({ key }) => key)).toEqual(['call-2'])
  expect(parked).toEqual(['call-1: no such end'])
  expect((await second.steps(due, '', 10)).map(({ key }) => key)).toEqual(['call-2'])
})
