import { EventStore as CastoreStore, EventType } from '@castore/core'
import { InMemoryEventStorageAdapter } from '@castore/event-storage-adapter-in-memory'
import { CommandHandler, getInMemoryEventStore, type Event as EmmettEvent } from '@event-driven-io/emmett'
import { handler, streamName, type Clock, type EventData, type EventStore, type Ids, type Recorded } from '@disque/core'
import { memoryStore } from '@disque/memory'
import { at, commandIdOf, counterDecider, countOf, eventIdOf, metadataFor, type Counted, type Counter } from './counter.js'

/** The streams of one run: `live` of them at a time get `each` commands in turn, then the next ones. */
export interface Load {
  readonly streams: number
  readonly live: number
  readonly each: number
}

/** Loads, folds, decides and appends every command of the load; answers what then holds the events. */
export type Subject = (load: Load) => Promise<unknown>

const nameOf = ({ live, each }: Load, n: number): string => `c${Math.floor(n / (live * each)) * live + (n % live)}`

const decided = (counter: string, state: Counter): Counted => {
  const outcome = counterDecider.decide(countOf(counter), state)
  const [first] = outcome._tag === 'Right' ? outcome.right : []
  if (first === undefined) throw new Error(`${counter} did not count`)
  return first
}

/** The ceiling: the same envelopes in a Map, and nothing else: no order across streams, no promise, no second look, nobody who could be first. */
const bareMap: Subject = (load) => {
  const kept = new Map<string, Omit<Recorded, 'position'>[]>()
  for (let n = 0; n < load.streams * load.each; n++) {
    const name = nameOf(load, n)
    const asked = streamName('counter', name)
    const commandId = commandIdOf(n)
    const events = kept.get(asked) ?? []
    const stream = events[0]?.stream ?? asked
    let state = counterDecider.initial
    for (const event of events) state = counterDecider.evolve(state, event.data as unknown as Counted)
    const data = decided(name, state)
    const envelope = {
      id: eventIdOf(stream, commandId), type: data.type, data: data as unknown as EventData, metadata: metadataFor(stream, commandId), stream, revision: events.length,
    }
    if (events.length === 0) kept.set(stream, events)
    events.push(envelope)
  }
  return Promise.resolve(kept)
}

const clock: Clock = { now: () => at, pause: () => Promise.resolve() }
const unused = (): never => {
  throw new Error('every command brings its id')
}
const ids: Ids = { next: unused, commandId: unused, subjectRef: unused, protocolNumber: unused, chance: () => 0 }

/** `cache`: how many streams `handle` remembers; 0 makes every load a cold one. */
const disque = (cache: number, keep: (store: EventStore, handle: unknown) => unknown = (store) => store): Subject => async (load) => {
  const store = memoryStore()
  const handle = handler(counterDecider, { store, clock, ids, cache })
  for (let n = 0; n < load.streams * load.each; n++) {
    const result = await handle(countOf(nameOf(load, n)), { commandId: commandIdOf(n) })()
    if (result._tag === 'Left') throw new Error(JSON.stringify(result.left))
  }
  return keep(store, handle)
}

interface Total {
  aggregateId: string
  version: number
  counter: Counter
}

const castore: Subject = async (load) => {
  const store = new CastoreStore({
    eventStoreId: 'counters',
    eventTypes: [new EventType<'Counted', Counted, object>({ type: 'Counted' })],
    reducer: (total: Total | undefined, event: { aggregateId: string; version: number; payload: Counted }): Total => ({
      aggregateId: event.aggregateId, version: event.version, counter: counterDecider.evolve(total?.counter ?? counterDecider.initial, event.payload),
    }),
    eventStorageAdapter: new InMemoryEventStorageAdapter(),
  })
  for (let n = 0; n < load.streams * load.each; n++) {
    const name = nameOf(load, n)
    const stream = `counter-${name}`
    const commandId = commandIdOf(n)
    const { aggregate } = await store.getAggregate(stream)
    const payload = decided(name, aggregate?.counter ?? counterDecider.initial)
    const metadata = { id: eventIdOf(stream, commandId), ...metadataFor(stream, commandId) }
    await store.pushEvent({ aggregateId: stream, version: (aggregate?.version ?? 0) + 1, type: 'Counted', payload, metadata })
  }
  return store
}

const emmett: Subject = async (load) => {
  type Stored = EmmettEvent<'Counted', { readonly counted: Counted }, { readonly id: string }>
  const store = getInMemoryEventStore()
  const handle = CommandHandler<Counter, Stored>({ evolve: (state, event) => counterDecider.evolve(state, event.data.counted), initialState: () => counterDecider.initial })
  for (let n = 0; n < load.streams * load.each; n++) {
    const name = nameOf(load, n)
    const stream = `counter-${name}`
    const commandId = commandIdOf(n)
    await handle(store, stream, (state) => ({
      type: 'Counted', data: { counted: decided(name, state) }, metadata: { id: eventIdOf(stream, commandId), ...metadataFor(stream, commandId) },
    }))
  }
  return store
}

export const subjects = { bareMap, disque, castore, emmett }
