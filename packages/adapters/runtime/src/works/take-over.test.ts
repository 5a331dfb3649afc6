import { describe, expect, test } from 'vitest'
import type { Process, ShiftId } from '@disque/core'
import { memoryReadModel, memoryStore } from '@disque/memory'
import { hashPartitions } from '../workers/partitions.js'
import { scene } from '../scene.test-kit.js'

interface Greeted {
  readonly calls: number
  readonly greeted: number
}

/** Asks something of a shift that does not exist, once for each call: a refusal is an outcome too. */
const greeter = (version: number, asked: string[]): Process<Greeted> => ({
  scope: 'key', name: 'greeter', version, types: ['CallReceived', 'MenuRepeated'], initial: { calls: 0, greeted: 0 },
  keys: (e) => [e.stream],
  evolve: (state, e) => (e.type === 'CallReceived' ? { ...state, calls: state.calls + 1 } : state),
  todo: (state, at, key) => {
    if (state.greeted >= state.calls) return []
    asked.push(`${version} ${key}`)
    return [{ id: key, send: { to: 'shift', command: { type: 'EndBreak', shift: 'nobody' as ShiftId, at } } }]
  },
  done: (state) => ({ ...state, greeted: state.greeted + 1 }),
  wake: () => undefined,
  over: () => false,
})

describe('a new version of a process', () => {
  test('PROC-02 refolds history without doing again what the old one did, and goes on from there', async () => {
    const shared = { store: memoryStore(), readModel: memoryReadModel() }
    const asked: string[] = []
    const old = await scene({ ...shared, processes: [greeter(1, asked)], holder: 'one' })
    await old.changePlan()
    await old.dial('c1')
    await old.dial('c2')
    await old.settle()
    expect(asked).toEqual(['1 call-c1', '1 call-c2'])
    const next = await scene({ ...shared, processes: [greeter(2, asked)], holder: 'one', seed: 2 })
    await next.dial('c3')
    await next.settle()
    expect(asked.slice(2)).toEqual(['2 call-c3'])
    expect(await next.readModel.get('process/greeter/2', `${hashPartitions(8).of('call-c1')}/call-c1`)()).toMatchObject({ right: { state: { calls: 1, greeted: 1 } } })
  })
})
