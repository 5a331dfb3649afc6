import type { AppendFailure, Appended, Delivery, EventStore, NewEvent, NonEmpty, Recorded, Revision } from '../../ports/event-store.js'
import { uuidFrom } from '../../shared/hash.js'
import { streamName, type CommandId, type StreamName } from '../../shared/ids.js'
import type { Instant } from '../../shared/instant.js'
import { all, same, succeeds, type Case } from './case.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'

export interface StoreUnderTest {
  readonly store: EventStore
  /** One more handle on the same events, where the store can have several. */
  readonly another?: () => Promise<EventStore>
  /** Frees what the case used. The store may be closed already. */
  readonly dispose?: () => Promise<void>
}

export type OpenStore = () => Promise<StoreUnderTest>

export interface StoreContractOptions {
  /** Events in the long stream. */
  readonly long?: number
  /** Random histories tried. */
  readonly histories?: number
}

export const callA = streamName('call', 'a')
export const callB = streamName('call', 'b')
export const shiftA = streamName('shift', 'a')

/** An event of the contract's own, which no catalogue knows. Its text holds what gets lost easily. */
export const noted = (name: string, n = 0, type = 'ContractNoted'): NewEvent => ({
  id: uuidFrom(name, n),
  type,
  data: { type, at: 1_593_561_600_000 + n, name, n, text: 'açúcar "\\ \u0000\u2028 😀', half: 0.5, below: -1, none: null, list: [{ a: [] }, 'b', true] },
  metadata: { schema: 1, commandId: name as CommandId, correlation: 'contract', recordedAt: 1_593_561_600_000 as Instant },
})

/** So many events of one request. */
export const batch = (name: string, size: number): NonEmpty<NewEvent> => [noted(name), ...Array.from({ length: size - 1 }, (_, i) => noted(name, i + 1))]

export const append = (store: EventStore, stream: StreamName, expected: 'no-stream' | Revision, events: NonEmpty<NewEvent>): Promise<Appended> =>
  succeeds(store.append(stream, expected, events), `append to ${stream} at ${expected}`)

/** Appends that must fail, and must leave nothing. */
export const refused = async (store: EventStore, stream: StreamName, task: TaskEither<AppendFailure, Appended>, failure: AppendFailure, what: string) => {
  const [before, allBefore] = [await all(store.read(stream)), await all(store.readAll())]
  same(await task(), { _tag: 'Left', left: failure }, what)
  same(await all(store.read(stream)), before, `${what}: the stream is as before`)
  same(await all(store.readAll()), allBefore, `${what}: the store is as before`)
}

export const withoutPlace = ({ id, type, data, metadata }: Recorded): NewEvent => ({ id, type, data, metadata })

/** Takes deliveries until there are enough; the caller stops the subscription. */
export const takeUntil = async (deliveries: AsyncIterator<Delivery>, enough: (delivery: Delivery) => boolean): Promise<readonly Delivery[]> => {
  const found: Delivery[] = []
  for (;;) {
    const step = await deliveries.next()
    if (step.done === true) throw new Error(`the subscription ended after ${found.length} deliveries`)
    found.push(step.value)
    if (enough(step.value)) return found
    if (step.value._tag === 'dropped') throw new Error(`the subscription was dropped: ${step.value.reason}`)
  }
}

export const eventsIn = (deliveries: readonly Delivery[]): readonly Recorded[] => deliveries.flatMap((d) => (d._tag === 'event' ? [d.event] : []))

export const isCaughtUp = (delivery: Delivery): boolean => delivery._tag === 'caughtUp'

/** Enough when so many events have come, counted over the calls. */
export const countTo = (n: number) => {
  let seen = 0
  return (delivery: Delivery): boolean => delivery._tag === 'event' && ++seen >= n
}

/** Makes cases that each get a fresh store, which is closed afterwards. */
export const storeCase =
  (open: OpenStore) =>
  (name: string, body: (under: StoreUnderTest) => Promise<void>): Case => ({
    name,
    run: async () => {
      const under = await open()
      try {
        await body(under)
      } finally {
        await under.store.close()
        await under.dispose?.()
      }
    },
  })
