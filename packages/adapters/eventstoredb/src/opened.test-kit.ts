import { uuidFrom, type CommandId, type Instant, type NewEvent, type NonEmpty, type StreamName } from '@disque/core'
import { openEventStoreDb, type EventStoreDb, type EventStoreDbOptions } from './index.js'

export const opened = async (connectionString: string, options?: EventStoreDbOptions): Promise<EventStoreDb> => {
  const result = await openEventStoreDb(connectionString, options)()
  if (result._tag === 'Left') throw new Error(JSON.stringify(result.left))
  return result.right
}

/** An event that no catalogue knows. */
export const happened = (name: string, n = 0, more: Readonly<Record<string, unknown>> = {}, type = 'TestNoted'): NewEvent => ({
  id: uuidFrom(name, n),
  type,
  data: { type, at: n, ...more },
  metadata: { schema: 1, commandId: name as CommandId, correlation: 'test', recordedAt: 0 as Instant },
})

export const several = (name: string, size: number): NonEmpty<NewEvent> => [happened(name), ...Array.from({ length: size - 1 }, (_, i) => happened(name, i + 1))]

let count = 0
/** A stream that no other test uses. */
export const stream = (category = 'call'): StreamName => `${category}-test${++count}` as StreamName

/** Resolves once it holds. */
export const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 2))
}
