import type { EventData, NewEvent, NonEmpty } from '../ports/event-store.js'
import type { EventUnion, Happened } from '../shared/event.js'
import { eventIdFrom } from '../shared/hash.js'
import type { CentreId, CommandId, StreamName } from '../shared/ids.js'
import type { Instant } from '../shared/instant.js'
import type { Metadata, TraceContext } from '../shared/metadata.js'

/** Who asks, in which connection. `commandId` names the request for ever: a retry carries the same one. */
export interface Context {
  readonly commandId?: CommandId
  readonly actor?: string
  readonly correlation?: string
  readonly causation?: string
  readonly centre?: CentreId
  readonly trace?: TraceContext
}

const metadataOf = (stream: StreamName, commandId: CommandId, context: Context, recordedAt: Instant, schema: number): Metadata => {
  const metadata: Metadata = { schema, commandId, correlation: context.correlation ?? stream, recordedAt }
  if (context.causation !== undefined) metadata.causation = context.causation
  if (context.actor !== undefined) metadata.actor = context.actor
  if (context.centre !== undefined) metadata.centre = context.centre
  if (context.trace !== undefined) metadata.trace = context.trace
  return metadata
}

/** HANDLE-03 An event's id comes from its stream, its command's id and its place among the command's events: deciding again gives it again. */
export const envelopes = <A extends Happened>(
  union: EventUnion<A>, events: readonly A[], stream: StreamName, commandId: CommandId, context: Context, recordedAt: Instant
): NonEmpty<NewEvent> => {
  const made = events.map((event, place): NewEvent => ({
    id: eventIdFrom(stream, commandId, place),
    type: event.type,
    data: event as unknown as EventData,
    metadata: metadataOf(stream, commandId, context, recordedAt, union.member(event.type)?.version ?? 1),
  }))
  return made as unknown as NonEmpty<NewEvent>
}
