import * as E from 'fp-ts/lib/Either.js'
import { streamName, uuidFrom, type AppendFailure, type CommandId, type EventStore, type Instant, type NewEvent, type NonEmpty, type Recorded } from '@disque/core'
import { memoryStore } from '@disque/memory'

export const noted = (name: string, n = 0): NewEvent => ({
  id: uuidFrom(name, n),
  type: 'Noted',
  data: { type: 'Noted', at: n, name, text: 'açúcar 😀', list: [{ a: [] }, null] },
  metadata: { schema: 1, commandId: name as CommandId, correlation: 'c', recordedAt: n as Instant },
})

export const some = (name: string, size: number): NonEmpty<NewEvent> => [noted(name), ...Array.from({ length: size - 1 }, (_, n) => noted(name, n + 1))]

export const all = async (store: EventStore): Promise<readonly Recorded[]> => {
  const found: Recorded[] = []
  for await (const read of store.readAll()) {
    if (E.isLeft(read)) throw new Error(JSON.stringify(read.left))
    found.push(read.right)
  }
  return found
}

/** An append of so many events to one of four streams. */
export interface Written {
  readonly stream: number
  readonly size: number
}

/** Appends them one after the other to what the store holds. */
export const write = async (store: EventStore, history: readonly Written[], name = 'w'): Promise<void> => {
  const lengths = new Map<string, number>()
  for (const { stream } of await all(store)) lengths.set(stream, (lengths.get(stream) ?? 0) + 1)
  for (const [n, { stream, size }] of history.entries()) {
    const to = streamName(stream % 2 === 0 ? 'call' : 'shift', `s${stream}`)
    const length = lengths.get(to) ?? 0
    const result = await store.append(to, length === 0 ? 'no-stream' : length - 1, some(`${name}${n}`, size))()
    if (E.isLeft(result)) throw new Error(JSON.stringify(result.left))
    lengths.set(to, length + size)
  }
}

export const written = async (history: readonly Written[]): Promise<EventStore> => {
  const store = memoryStore()
  await write(store, history)
  return store
}

/** A store that is closed for its user after so many appends. */
export const shortLived = (store: EventStore, appends: number): EventStore => {
  let left = appends
  return { ...store, append: (...args) => (left-- > 0 ? store.append(...args) : () => Promise.resolve(E.left<AppendFailure>({ _tag: 'StoreClosed' }))) }
}

/** Each append meets the next of these on its way. */
export const unlucky = (store: EventStore, script: readonly ('fine' | 'answer lost' | 'away')[]): EventStore => {
  const left = [...script]
  return {
    ...store,
    append: (...args) => async () => {
      const next = left.shift() ?? 'fine'
      if (next === 'away') return E.left({ _tag: 'StoreUnavailable', reason: 'it restarts' })
      const result = await store.append(...args)()
      return next === 'fine' ? result : E.left({ _tag: 'OutcomeUnknown', reason: 'the line broke' })
    },
  }
}
