import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { seconds, signing, uuidFrom, type CommandId, type EventStore, type NewEvent, type Process, type StreamName } from '@disque/core'
import { memoryReadModel, memoryStore } from '@disque/memory'
import { scene, start } from '../scene.test-kit.js'
import type { Parked } from '../works/work.js'

const parkings = () => {
  const parked: [string, string, Parked][] = []
  return { parked, onParked: (work: string, key: string, what: Parked) => void parked.push([work, key, what]) }
}

const bad = (stream: string, type: string, data: object): NewEvent => ({
  id: uuidFrom(stream, 0), type, data: { type, at: start, ...data }, metadata: { schema: 1, commandId: 'bad' as CommandId, correlation: stream, recordedAt: start },
})

describe('what throws', () => {
  test('PROC-03 a process that cannot say what is to be done stops the key that it threw for', async () => {
    const { parked, onParked } = parkings()
    const sent: string[] = []
    const fragile: Process<{ readonly n: number }> = {
      scope: 'key', name: 'fragile', version: 1, types: ['CallReceived'], initial: { n: 0 }, keys: (e) => [e.stream], evolve: () => ({ n: 1 }),
      todo: (state, at, key) => {
        if (key === 'call-c1') throw new Error('cannot')
        return state.n === 1 ? [{ id: key, send: { to: 'shift', command: { type: 'EndBreak', shift: 'nobody', at } } }] : []
      },
      done: (_, id) => {
        sent.push(id)
        return { n: 2 }
      },
      wake: () => undefined, over: () => false,
    }
    const s = await scene({ onParked, processes: [fragile] })
    await s.changePlan()
    await s.dial('c1')
    await s.dial('c2')
    await s.settle()
    expect(sent).toEqual(['call-c2'])
    expect(parked).toEqual([['process/fragile/1', 'call-c1', { what: 'to-do', id: 'call-c1', reason: 'cannot' }]])
  })

  test('PROC-01 a rule that throws is tried again, then parked, and stops its key alone', async () => {
    const { parked, onParked } = parkings()
    const asking: Process<{ readonly n: number }> = {
      scope: 'key', name: 'asking', version: 1, types: ['CallReceived'], initial: { n: 0 }, keys: (e) => [e.stream], evolve: () => ({ n: 1 }),
      todo: (state, at, key) => (state.n === 1 ? [{ id: key, send: { to: 'call', command: { type: 'TransferCall', call: key.slice(5), get by() { throw new Error('no such rule') }, at } } }] : []),
      done: () => ({ n: 2 }), wake: () => undefined, over: () => false,
    }
    const s = await scene({ onParked, processes: [asking], tries: 2 })
    await s.changePlan()
    await s.dial('c1')
    await s.press('c1', '1')
    await s.dial('c2')
    await s.advance(seconds(60))
    expect(await s.typesOf('call-c2')).toContain('CallQueued')
    expect(parked.map(([work, key, { what }]) => [work, key, what])).toEqual([['process/asking/1', 'call-c1', 'to-do'], ['process/asking/1', 'call-c2', 'to-do']])
  })

  test('an event that cannot be decoded stops the timers of its stream also where they are folded anew', async () => {
    const { parked, onParked } = parkings()
    const shared = { store: memoryStore({ fault: () => undefined }), readModel: memoryReadModel(), holder: 'worker' }
    const first = await scene(shared)
    await first.changePlan()
    await first.dial('c1')
    await first.dial('c2')
    await first.settle()
    await shared.store.append('call-c1' as StreamName, 1, [bad('call-c1', 'DigitPressed', { menu: 'main', digit: '9' }), bad('call-c1/', 'CallEnded', { by: 'caller', outcome: 'unserved' })])()
    const second = await scene({ ...shared, onParked, now: first.clock.now(), seed: 2 })
    await second.advance(seconds(60))
    expect(await second.typesOf('call-c2')).toContain('CallQueued')
    expect([...new Set(parked.filter(([work]) => work === 'timers').map(([, key]) => key))]).toEqual(['call-c1'])
  })

  test('why an event could not be decoded names the place and never what stands there', async () => {
    const { parked, onParked } = parkings()
    const s = await scene({ onParked, store: memoryStore({ fault: () => undefined }) })
    await s.changePlan()
    await s.store.append('call-bad' as StreamName, 'no-stream', [bad('call-bad', 'CallQueued', { queue: '+55 61 93333 4444', topic: 'general' })])()
    await s.settle()
    expect(parked.map(([, , { reason }]) => reason).filter((reason) => reason.includes('93333'))).toEqual([])
    expect(parked[0]?.[2].reason).toContain('queue')
  })

  test('ROUTE-06 a shift that cannot be reserved is set aside, and no contact waits for it', async () => {
    const { parked, onParked } = parkings()
    const store = memoryStore()
    const broken: EventStore = {
      ...store,
      append: (stream, expected, events) =>
        stream === 'shift-ana-1' && events[0].type === 'Reserved' ? () => Promise.resolve(E.left({ _tag: 'BadEvent', type: 'Reserved', reason: 'broken' })) : store.append(stream, expected, events),
    }
    const s = await scene({ store: broken, onParked, tries: 2 })
    await s.changePlan()
    await s.signIn('ana')
    await s.signIn('bia')
    await s.dial('c1')
    await s.press('c1', '1')
    await s.settle()
    expect(await s.typesOf('shift-bia-1')).toContain('Reserved')
    await s.dial('c2')
    await s.press('c2', '1')
    await s.advance(seconds(10))
    expect(parked.map(([work, key]) => [work, key])).toEqual([['process/routing/2', 'shift-ana-1']])
  })

  test('HEALTH-01 who is told of what is parked may throw, too', async () => {
    const s = await scene({ processes: [{ ...signing, todo: () => { throw new Error('no to-do') } }], onParked: () => { throw new Error('no mail') } })
    await s.changePlan()
    await s.signIn('ana')
    await s.settle()
    expect(s.runtime().health()).toMatchObject({ state: 'working', parked: 1 })
  })
})
