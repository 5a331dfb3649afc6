import { expect, test } from 'vitest'
import type { CentreId, PartitionProcess, ShiftId } from '@disque/core'
import { memoryReadModel, memoryStore } from '@disque/memory'
import { scene } from '../scene.test-kit.js'

interface Asked {
  readonly asked: boolean
}

/** Asks for each call once; its first version forgets a call as soon as it has asked. */
const asking = (version: number, sent: string[]): PartitionProcess<Asked> => ({
  scope: 'partition', name: 'asking', version, types: ['CallReceived'], initial: { asked: false },
  centreOf: ({ data }) => data['centre'] as CentreId,
  keys: (e) => [e.stream],
  evolve: (state) => state,
  over: (state) => version === 1 && state.asked,
  done: () => ({ asked: true }),
  keyOf: (id) => id,
  blame: (id) => id,
  partition: () => {
    const open = new Set<string>()
    return {
      put: (key, state) => void (state === undefined || state.asked ? open.delete(key) : open.add(key)),
      todo: (at) =>
        [...open].map((id) => {
          sent.push(`${version} ${id}`)
          return { id, send: { to: 'shift', command: { type: 'EndBreak', shift: 'nobody' as ShiftId, at } } }
        }),
      wake: () => undefined,
    }
  },
})

test('PROC-02 a new version that goes by centre leaves alone what was over in the old one', async () => {
  const shared = { store: memoryStore(), readModel: memoryReadModel(), holder: 'one' }
  const sent: string[] = []
  const old = await scene({ ...shared, processes: [asking(1, sent)] })
  await old.changePlan()
  await old.dial('c1')
  await old.settle()
  const next = await scene({ ...shared, processes: [asking(2, sent)], seed: 2, stepsAtOnce: 50 })
  await next.dial('c2')
  await next.settle()
  expect(sent).toEqual(['1 call-c1', '2 call-c2'])
})
