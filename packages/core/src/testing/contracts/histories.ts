import fc from 'fast-check'
import type { AppendFailure, Appended, EventStore, NewEvent, NonEmpty, Revision } from '../../ports/event-store.js'
import { streamName, type StreamName } from '../../shared/ids.js'
import type { Either } from 'fp-ts/lib/Either.js'
import { all, must, same, type Case } from './case.js'
import { batch, countTo, eventsIn, takeUntil, withoutPlace, type OpenStore, type StoreContractOptions } from './store-case.js'

interface Sent {
  readonly stream: StreamName
  readonly expected: 'no-stream' | Revision
  readonly events: NonEmpty<NewEvent>
}

/** What a store must answer, said as simply as possible. */
interface Model {
  readonly streams: Map<string, NewEvent[]>
  readonly log: { readonly stream: string; readonly event: NewEvent }[]
}

type Answer = { readonly revision: Revision; readonly already: boolean } | { readonly actual: Revision | 'no-stream' }

const appendToModel = (model: Model, { stream, expected, events }: Sent): Answer => {
  const held = model.streams.get(stream) ?? []
  const from = expected === 'no-stream' ? 0 : expected + 1
  if (from === held.length) {
    model.streams.set(stream, [...held, ...events])
    model.log.push(...events.map((event) => ({ stream, event })))
    return { revision: held.length + events.length - 1, already: false }
  }
  const there = held.slice(from, from + events.length).map((e) => e.id)
  if (there.length === events.length && events.every((e, i) => e.id === there[i])) return { revision: from + events.length - 1, already: true }
  return { actual: held.length === 0 ? 'no-stream' : held.length - 1 }
}

const answerOf = (result: Either<AppendFailure, Appended>): unknown => {
  if (result._tag === 'Right') return { revision: result.right.revision, already: result.right.already }
  return result.left._tag === 'WrongRevision' ? { actual: result.left.actual } : result.left
}

const streams: readonly StreamName[] = [streamName('call', 'h1'), streamName('call', 'h2'), streamName('shift', 'h1'), streamName('information-request', 'h1')]
const operation = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('append' as const), stream: fc.constantFrom(...streams), off: fc.constantFrom(0, 0, 0, 0, -2, -1, 1), size: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('again' as const), which: fc.nat(), shift: fc.constantFrom(0, 0, 0, 1, -1), cut: fc.constantFrom(0, 0, 0, 1) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('read' as const), stream: fc.constantFrom(...streams), after: fc.integer({ min: -1, max: 8 }), max: fc.integer({ min: 0, max: 6 }) }) }
)
type Operation = typeof operation extends fc.Arbitrary<infer O> ? O : never

const revisionBy = (base: 'no-stream' | Revision, by: number): 'no-stream' | Revision => {
  const revision = (base === 'no-stream' ? -1 : base) + by
  return revision < 0 ? 'no-stream' : revision
}

const play = async (store: EventStore, operations: readonly Operation[]): Promise<Model> => {
  const model: Model = { streams: new Map(), log: [] }
  const sent: Sent[] = []
  for (const [n, op] of operations.entries()) {
    if (op.kind === 'read') {
      const held = model.streams.get(op.stream) ?? []
      const found = await all(store.read(op.stream, { after: op.after, max: op.max }))
      same(found.map(withoutPlace), held.slice(op.after + 1, op.after + 1 + op.max), `step ${n}: ${JSON.stringify(op)}`)
      continue
    }
    let next: Sent
    if (op.kind === 'append') {
      const length = model.streams.get(op.stream)?.length ?? 0
      next = { stream: op.stream, expected: revisionBy(length - 1, op.off), events: batch(`h${n}`, op.size) }
    } else {
      const earlier = sent[op.which % Math.max(1, sent.length)]
      if (earlier === undefined) continue
      const events = op.cut > 0 && earlier.events.length > 1 ? earlier.events.slice(op.cut) : earlier.events
      next = { ...earlier, expected: revisionBy(earlier.expected, op.shift), events: events as unknown as NonEmpty<NewEvent> }
    }
    sent.push(next)
    const answer = answerOf(await store.append(next.stream, next.expected, next.events)())
    same(answer, appendToModel(model, next), `step ${n}: ${JSON.stringify(op)}`)
  }
  return model
}

/** Random histories, held against a model of a few lines. */
export const historyCases = (open: OpenStore, { histories = 50 }: StoreContractOptions): readonly Case[] => [
  {
    name: 'random histories agree with a simple model, and with what a subscriber sees',
    run: () =>
      fc.assert(
        fc.asyncProperty(fc.array(operation, { minLength: 1, maxLength: 40 }), async (operations) => {
          const { store, dispose } = await open()
          try {
            const deliveries = store.subscribe({ after: 'start' })[Symbol.asyncIterator]()
            const model = await play(store, operations)
            const found = await all(store.readAll())
            same(found.map((e) => [e.stream, e.id]), model.log.map((e) => [e.stream, e.event.id]), 'the whole store')
            must(found.every((e, i) => i === 0 || (found[i - 1]?.position ?? '') < e.position), 'positions rise')
            const total = model.log.length
            const seen = total === 0 ? [] : eventsIn(await takeUntil(deliveries, countTo(total)))
            same(seen, found, 'what a subscriber saw')
            await deliveries.return?.()
          } finally {
            await store.close()
            await dispose?.()
          }
        }),
        { numRuns: histories }
      ),
  },
]
