import * as Attendant from './attendant/attendant.js'
import * as Call from './call/call.js'
import * as Centre from './centre/centre.js'
import * as Shift from './shift/shift.js'
import type { EventCodec, EventUnion } from './shared/event.js'
import { schemaOf, type JsonSchema } from './shared/schema.js'

type AnyEvent = Attendant.Event | Call.Event | Centre.Event | Shift.Event

const rooms: Readonly<Record<string, EventUnion<AnyEvent>>> = {
  attendant: Attendant.Event as unknown as EventUnion<AnyEvent>,
  call: Call.Event as unknown as EventUnion<AnyEvent>,
  centre: Centre.Event as unknown as EventUnion<AnyEvent>,
  shift: Shift.Event as unknown as EventUnion<AnyEvent>,
}

export interface CatalogueEntry {
  readonly category: string
  readonly type: string
  readonly version: number
  readonly meaning: string
  readonly personalFields: readonly string[]
  readonly codec: EventCodec<AnyEvent>
  readonly schema: () => JsonSchema
}

/** Every event of the core, by type. */
export const catalogue: Readonly<Record<string, CatalogueEntry>> = Object.fromEntries(
  Object.entries(rooms).flatMap(([category, union]) =>
    union.members.map((codec): [string, CatalogueEntry] => [
      codec.eventType,
      {
        category, type: codec.eventType, version: codec.version, meaning: codec.meaning, personalFields: codec.personalFields, codec,
        schema: () => schemaOf(codec),
      },
    ])
  )
)

const personalByType = new Map(Object.values(catalogue).map((e) => [e.type, e.personalFields]))
const none: readonly string[] = []

/** Fields of an event that stores accept only sealed. */
export const personalFieldsOf = (type: string): readonly string[] => personalByType.get(type) ?? none
