import { describe, expect } from 'vitest'
import { fc, test } from '@fast-check/vitest'
import * as E from 'fp-ts/lib/Either.js'
import { snapshots, type EventStore, type Handle, type ReadModel } from '@disque/core'
import { throughJson } from '@disque/core/testing'
import { memoryReadModel, memoryStore } from './index.js'
import { allOf, as, mishaps, purseDecider, purses, put, upTo, type CoinPut, type Mishap, type Purse, type PurseRefusal, type Put } from './handle.test-kit.js'

// A purse that is nearly full refuses, few ids are sent often, and the limit is near: every kind of answer comes up.
const [start, limit] = [3, 15]
const command = fc.record({ id: fc.integer({ min: 0, max: 11 }), coins: fc.integer({ min: 0, max: 4 }), ifAtLeast: fc.constantFrom(0, 0, 0, start + 3, start + 6) })
const mishap: fc.Arbitrary<Mishap> = fc.constantFrom('none', 'none', 'none', 'answer lost', 'request lost')
/** Which of the handlers carries the command, and what is lost on the way or before it. */
const step = fc.record({ command, by: fc.nat({ max: 3 }), lost: fc.constantFrom('nothing', 'nothing', 'nothing', 'nothing', 'states', 'commands', 'all', 'memory') })
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

type PurseHandle = Handle<Put, CoinPut, PurseRefusal>
const asked = ({ id, coins, ifAtLeast }: Step['command']): [Put, ReturnType<typeof as>] => [put(coins, { ifAtLeast, limit }), as(`id${id}`)]

const lose = async (readModel: ReadModel, lost: Step['lost']) => {
  const collections = { states: ['snapshot/purse/1'], commands: ['commands/purse/1'], all: ['snapshot/purse/1', 'commands/purse/1'], nothing: [], memory: [] }[lost]
  for (const collection of collections) {
    for await (const one of readModel.scan(collection)) if (E.isRight(one)) await readModel.commit({ subscriber: 't', writes: [{ collection, key: one.right.key }] })()
  }
}

/** Four handlers as four processes would have them: with a cache and without, with snapshots and without. */
const processes = (store: EventStore, readModel: ReadModel): (() => PurseHandle)[] => {
  const kept = () => snapshots<Purse>({ readModel, store, category: 'purse', version: 1, every: 3 })
  return [() => purses(store), () => purses(store, { cache: 0 }), () => purses(store, { snapshots: kept() }), () => purses(store, { snapshots: kept(), cache: 1 })]
}

/** What handle must answer, said as simply as possible. */
const model = () => {
  let state: Purse = { at: put(0).at, coins: start }
  const done = new Map<string, readonly CoinPut[]>()
  return (command: Put, { commandId }: ReturnType<typeof as>): unknown => {
    const before = done.get(commandId)
    if (before !== undefined) return before
    const outcome = purseDecider.decide(command, state)
    if (E.isLeft(outcome)) return outcome.left
    for (const e of outcome.right) state = purseDecider.evolve(state, e)
    if (outcome.right.length > 0) done.set(commandId, outcome.right)
    return outcome.right
  }
}

/** Every id's events lie together, once; the coins rise by one. */
const nothingTwice = (stored: Awaited<ReturnType<typeof allOf>>) => {
  expect(stored.map((e) => e.data['coins'])).toEqual(upTo(stored.length).map((n) => n + 1))
  const runs = stored.map((e) => e.metadata.commandId).filter((id, i, all) => id !== all[i - 1])
  expect(new Set(runs).size).toBe(runs.length)
}

describe('handle', () => {
  test.prop([fc.array(step, { minLength: 1, maxLength: 40 }), fc.array(mishap, { maxLength: 60 })], { numRuns: 300 })(
    'HANDLE-01 one command after the other is answered as by a plain list, whatever is cached, kept, dropped or lost on the way',
    async (steps, script) => {
      const inner = memoryStore()
      const readModel = memoryReadModel()
      await purses(inner)(put(start), as('start'))()
      const store = throughJson(mishaps(inner, script))
      const open = processes(store, readModel)
      const handles = open.map((make) => make())
      const answer = model()
      for (const { command: c, by, lost } of steps) {
        await lose(readModel, lost)
        if (lost === 'memory') handles[by] = open[by]!()
        const [command, context] = asked(c)
        const result = await handles[by]!(command, context)()
        expect(E.isLeft(result) ? result.left : result.right.events).toEqual(answer(command, context))
      }
      nothingTwice(await allOf(inner))
    }
  )

  test.prop([fc.array(fc.record({ command, by: fc.nat({ max: 3 }) }), { minLength: 2, maxLength: 40 }), fc.array(mishap, { maxLength: 60 })], { numRuns: 300 })(
    'HANDLE-01 however many send the same commands at once, each is carried out once and all get its events',
    async (sends, script) => {
      const inner = memoryStore()
      const readModel = memoryReadModel()
      await purses(inner)(put(start), as('start'))()
      const store = throughJson(mishaps(inner, script))
      const handles = processes(store, readModel).map((make) => make())
      const results = await Promise.all(sends.map(({ command: c, by }) => handles[by]!(...asked(c))()))
      const stored = await allOf(inner)
      nothingTwice(stored)
      for (const [n, { command: c }] of sends.entries()) {
        const result = results[n]!
        if (E.isLeft(result)) {
          expect(result.left._tag).toBe('PurseFull')
          continue
        }
        if (result.right.events.length === 0) continue
        const mine = stored.filter((e) => e.metadata.commandId === `id${c.id}`)
        expect(result.right.events).toEqual(mine.map((e) => e.data))
        expect(result.right.revision).toBeGreaterThanOrEqual(mine.at(-1)!.revision)
        expect(result.right.position >= mine.at(-1)!.position).toBe(true)
      }
      const answered = sends.filter((_, n) => E.isRight(results[n]!)).map((s) => `id${s.command.id}`)
      const ids = new Set(stored.map((e) => String(e.metadata.commandId)).filter((id) => id !== 'start'))
      expect([...ids].filter((id) => !answered.includes(id))).toEqual([])
    }
  )
})
