import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { idsIn, settings, simulate, type Simulation } from './simulation.test-kit.js'
import { sizeOf, values } from './sorted.js'
import { strategyNames } from './settings.js'

const consumer = fc.constantFrom('a', 'b', 'c')
const few = fc.integer({ min: 1, max: 4 })

const action = fc.oneof(
  fc.record({ do: fc.constant('append' as const), count: fc.integer({ min: 1, max: 15 }) }),
  fc.record({ do: fc.constant('read' as const) }),
  fc.record({ do: fc.constant('connect' as const), consumer, limit: few }),
  fc.record({ do: fc.constant('leave' as const), consumer }),
  fc.record({ do: fc.constant('ack' as const), consumer, count: few }),
  fc.record({ do: fc.constant('nack' as const), consumer, count: few, how: fc.constantFrom('unknown', 'park', 'retry', 'skip', 'stop') }),
  fc.record({ do: fc.constant('pass' as const), milliseconds: fc.integer({ min: 0, max: 4_000 }) })
)

const chosen = fc
  .record({
    strategy: fc.constantFrom(...strategyNames),
    maxRetries: fc.integer({ min: 0, max: 3 }),
    bufferSize: fc.integer({ min: 3, max: 12 }),
    liveBufferSize: fc.integer({ min: 1, max: 12 }),
    readBatchSize: fc.integer({ min: 1, max: 2 }),
    minCheckpoint: fc.integer({ min: 0, max: 3 }),
    maxCheckpoint: fc.integer({ min: 1, max: 6 }),
    checkpointAfter: fc.constantFrom(0, 1_000),
    messageTimeout: fc.constantFrom(0, 3_000, 30_000),
    startFrom: fc.integer({ min: -1, max: 5 }).map((revision) => ({ revision: BigInt(revision) })),
  })
  .map(settings)

const hiddenEvents = fc.constantFrom<(n: number) => boolean>(
  () => false,
  (n) => n % 2 === 0,
  (n) => n % 7 !== 0
)

const history = fc.record({ chosen, hidden: hiddenEvents, actions: fc.array(action, { maxLength: 60 }) })

type Action = typeof action extends fc.Arbitrary<infer Value> ? Value : never

const play = (simulation: Simulation, { chosen: { messageTimeout } }: { readonly chosen: { readonly messageTimeout: number } }, one: Action): void => {
  switch (one.do) {
    case 'append':
      simulation.append(one.count)
      return
    case 'read':
      simulation.answerRead()
      return
    case 'connect':
      if (!simulation.group().consumers.has(one.consumer)) simulation.connect(one.consumer, one.limit)
      return
    case 'leave':
      simulation.tell({ _tag: 'Leave', consumer: one.consumer })
      return
    case 'ack':
      simulation.ack(one.consumer, one.count)
      return
    case 'nack':
      simulation.nack(one.consumer, one.how, one.count)
      return
    case 'pass':
      simulation.pass(messageTimeout === 0 ? 0 : one.milliseconds)
  }
}

/** Everything that waits is read, delivered and acknowledged. */
const drain = (simulation: Simulation): void => {
  for (const id of simulation.group().consumers.keys()) simulation.tell({ _tag: 'Leave', consumer: id })
  simulation.connect('last', 5)
  for (let rounds = 0; rounds < 500; rounds++) {
    const read = simulation.answerRead()
    if (simulation.unanswered('last').length === 0 && !read) return
    simulation.ack('last')
  }
  throw new Error('The group never comes to rest.')
}

const run = ({ chosen, hidden, actions }: typeof history extends fc.Arbitrary<infer Value> ? Value : never, each: (simulation: Simulation) => void) => {
  const simulation = simulate(chosen, hidden)
  for (const one of actions) {
    play(simulation, { chosen }, one)
    each(simulation)
  }
  return simulation
}

describe('whatever happens to a group', () => {
  test.prop([history])('TESTSERVER-25 no consumer has more unanswered events than it allows, and each is unanswered at one consumer only', (given) => {
    run(given, (simulation) => {
      const { consumers, outstanding } = simulation.group()
      const all = [...consumers.values()].flatMap(({ inFlight }) => idsIn(inFlight))
      for (const { slots, limit, inFlight } of consumers.values()) expect([slots >= 0, sizeOf(inFlight)]).toEqual([true, limit - slots])
      expect(values(outstanding.byId).map(({ message }) => message.id)).toEqual(all.toSorted())
    })
  })

  test.prop([history])('nothing is lost: in the end each event from the start on was acknowledged, skipped or parked', (given) => {
    const simulation = run(given, () => undefined)
    drain(simulation)
    const { revision } = given.chosen.startFrom as { readonly revision: bigint }
    const expected = Array.from({ length: simulation.written() }, (_, n) => n).filter((n) => BigInt(n) >= revision && !given.hidden(n))
    expect([...simulation.done.keys()].toSorted()).toEqual(expected.map((n) => `event-${n}`).toSorted())
  })

  test.prop([history.filter(({ chosen: { strategy } }) => !strategy.startsWith('Pinned'))])(
    'TESTSERVER-25 the first deliveries are in the order of the stream',
    (given) => {
      const simulation = run(given, () => undefined)
      drain(simulation)
      const order = simulation.order()
      expect(order).toEqual(order.toSorted((one, other) => Number(one - other)))
    }
  )

  test.prop([history])('TESTSERVER-26 a checkpoint never passes an event that is not done', (given) => {
    run(given, (simulation) => {
      const { revision } = given.chosen.startFrom as { readonly revision: bigint }
      const checkpoint = simulation.checkpoints.at(-1) ?? -1n
      for (let n = 0; BigInt(n) <= checkpoint; n++) {
        expect([n, BigInt(n) < revision || given.hidden(n) || simulation.done.has(`event-${n}`)]).toEqual([n, true])
      }
    })
  })

  test.prop([history])('TESTSERVER-24 no event is delivered more often than once and the retries that are allowed', (given) => {
    const left = new Set<string>()
    const simulation = run(given, (now) => {
      // Retries for consumers that left are not counted against the limit.
      for (const { message } of values(now.group().outstanding.byId)) if (message.retries > given.chosen.maxRetries) left.add(message.id)
    })
    const leaves = given.actions.filter((one) => one.do === 'leave').length
    for (const { message } of simulation.pushed) expect(message.retries).toBeLessThanOrEqual(given.chosen.maxRetries + leaves)
    expect(left.size === 0 || leaves > 0).toBe(true)
    drain(simulation)
    const deliveries = simulation.pushed.map(({ message }) => `${message.id} ${message.retries}`)
    expect(deliveries).toEqual([...new Set(deliveries)])
  })
})
