import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { StreamNotFoundError, type EventStoreDBClient, type ResolvedEvent } from '@eventstore/db-client'
import { handedFrom } from './handed.js'
import type { GroupFailure, Handed } from './options.js'
import { groupFailure, type ServerGroup } from './server-group.js'

export interface Parked {
  readonly reason: string
  /** When, by the server's clock, in milliseconds since 1970. */
  readonly parkedAt: number
  /** Nothing where it cannot be read. */
  readonly event?: Handed
}

/** What the server writes before a handler's reason. */
const servers = "Client explicitly NAK'ed message.\n"

const reasonIn = (metadata: unknown): string => {
  const kept: unknown = metadata instanceof Uint8Array ? JSON.parse(Buffer.from(metadata).toString()) : metadata
  if (typeof kept !== 'object' || kept === null) return ''
  const reason: unknown = Object.entries(kept).find(([name]) => name.toLowerCase() === 'reason')?.[1]
  return typeof reason !== 'string' ? '' : reason.startsWith(servers) ? reason.slice(servers.length) : reason
}

const parkedFrom = ({ link, event }: ResolvedEvent): Parked => {
  const handed = event === undefined || link === undefined ? undefined : handedFrom(event)
  const place = link ?? event
  return {
    reason: reasonIn(place?.metadata),
    parkedAt: place?.created.getTime() ?? 0,
    ...(handed !== undefined && E.isRight(handed) && { event: handed.right }),
  }
}

/** Nothing where no event was ever parked. */
async function* readParked(client: EventStoreDBClient, stream: string, maxCount?: number): AsyncGenerator<ResolvedEvent, void> {
  try {
    yield* client.readStream(stream, { resolveLinkTos: true, ...(maxCount !== undefined && { maxCount }) })
  } catch (error) {
    if (!(error instanceof StreamNotFoundError)) throw error
  }
}

export const parkedOf = (client: EventStoreDBClient, { parkedStream }: ServerGroup, group: string) => (): TaskEither<GroupFailure, readonly Parked[]> => async () => {
  const found: Parked[] = []
  try {
    for await (const resolved of readParked(client, parkedStream)) found.push(parkedFrom(resolved))
    return E.right(found)
  } catch (error) {
    return E.left(groupFailure(error, group))
  }
}

/** The server replays up to a revision of the group's parked stream. */
const stopAt = async (client: EventStoreDBClient, stream: string, max: number): Promise<bigint | undefined> => {
  let first: bigint | undefined
  // Read to its end: a read of the client that is left early stays open.
  for await (const { link, event } of readParked(client, stream, 1)) first ??= (link ?? event)?.revision
  return first === undefined ? undefined : first + BigInt(max)
}

/** ESDB-35 Parked events are replayed all, or so many of them from the first on. */
export const replayOf =
  (client: EventStoreDBClient, server: ServerGroup, group: string) =>
  ({ max }: { readonly max?: number } = {}): TaskEither<GroupFailure, void> =>
  async () => {
    if (max !== undefined && !(max >= 1)) return E.right(undefined)
    try {
      await server.replay(max === undefined ? undefined : await stopAt(client, server.parkedStream, Math.floor(max)))
      return E.right(undefined)
    } catch (error) {
      return E.left(groupFailure(error, group))
    }
  }
