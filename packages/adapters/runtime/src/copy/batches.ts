import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import type { NewEvent, NonEmpty, ReadFailure, Recorded, Revision, StreamName } from '@disque/core'

/** Neighbours in the global order that one append can carry. */
export interface Batch {
  readonly stream: StreamName
  readonly expected: 'no-stream' | Revision
  readonly events: NonEmpty<Recorded>
}

export interface BatchLimits {
  readonly events: number
  /** Of data and metadata, in bytes of the JSON that the target gets. */
  readonly size: number
}

/** The event as it goes into the target: what it was, with the place that it had. */
export const withOrigin = ({ id, type, data, metadata, position }: Recorded): NewEvent => ({ id, type, data, metadata: { ...metadata, origins: [position, ...(metadata.origins ?? [])] } })

const sizeOf = (event: Recorded): number => Buffer.byteLength(JSON.stringify(event.data)) + Buffer.byteLength(JSON.stringify(withOrigin(event).metadata))

/** Events cut into batches: each of one stream, in the order read, no larger than the limits unless a single event is. */
export async function* batches(source: AsyncIterable<Either<ReadFailure, Recorded>>, limits: BatchLimits): AsyncGenerator<Either<ReadFailure, Batch>, void> {
  let held: [Recorded, ...Recorded[]] | undefined
  let size = 0
  const batch = ([first, ...rest]: NonEmpty<Recorded>): Either<never, Batch> =>
    E.right({ stream: first.stream, expected: first.revision === 0 ? 'no-stream' : first.revision - 1, events: [first, ...rest] })
  for await (const read of source) {
    if (E.isLeft(read)) {
      if (held !== undefined) yield batch(held)
      yield read
      return
    }
    const event = read.right
    const more = sizeOf(event)
    if (held?.[0].stream === event.stream && held.length < limits.events && size + more <= limits.size) {
      held.push(event)
      size += more
    } else {
      if (held !== undefined) yield batch(held)
      held = [event]
      size = more
    }
  }
  if (held !== undefined) yield batch(held)
}
