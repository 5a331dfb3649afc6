import * as t from 'io-ts'
import { CentreId, CommandId } from './ids.js'
import { Instant } from './instant.js'

/** W3C trace context: https://www.w3.org/TR/trace-context/ */
export const TraceContext = t.intersection([t.type({ traceparent: t.string }), t.partial({ tracestate: t.string })], 'TraceContext')
export type TraceContext = t.TypeOf<typeof TraceContext>

/** What is stored beside each event. None of it is personal data: `actor` is a role or an opaque id. */
export const Metadata = t.intersection(
  [
    t.type({
      /** Version of the event's schema. */
      schema: t.number,
      /** The request that this event answers. */
      commandId: CommandId,
      /** All that belongs to one contact shares it. */
      correlation: t.string,
      /** When the store was asked to keep it, by the embedder's clock. */
      recordedAt: Instant,
    }),
    t.partial({
      /** Id of the event or command that led to this one. */
      causation: t.string,
      actor: t.string,
      centre: CentreId,
      trace: TraceContext,
      /** Where the event lay in the stores that it was copied from, the latest first: positions of those stores. */
      origins: t.readonlyArray(t.string),
    }),
  ],
  'Metadata'
)
export type Metadata = t.TypeOf<typeof Metadata>
