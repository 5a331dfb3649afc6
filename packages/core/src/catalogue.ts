import * as Attendant from './attendant/attendant.js'
import * as Call from './call/call.js'
import * as Centre from './centre/centre.js'
import * as Shift from './shift/shift.js'
import { isLeft } from 'fp-ts/lib/Either.js'
import type { AppendFailure, NewEvent } from './ports/event-store.js'
import type { EventCodec, EventUnion } from './shared/event.js'
import { placeOf } from './shared/place.js'
import { plaintextIn } from './shared/plaintext.js'
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

/** Where an event's data is not what the catalogue says, and what is wanted there; nothing for types that it does not know. */
export const malformedAt = ({ type, data }: Pick<NewEvent, 'type' | 'data'>): string | undefined => {
  const codec = Object.hasOwn(catalogue, type) ? catalogue[type]?.codec : undefined
  if (codec === undefined || codec.is(data)) return undefined
  const decoded = codec.decode(data)
  return isLeft(decoded) ? placeOf(decoded.left) : undefined
}

const personalByType = new Map(Object.values(catalogue).map((e) => [e.type, e.personalFields]))

/** Why a store takes no such event: plaintext in a personal field, or data that its own codec could not read again. */
export const faultIn = (event: Pick<NewEvent, 'type' | 'data'>): Extract<AppendFailure, { _tag: 'PlaintextRefused' | 'BadEvent' }> | undefined => {
  const { type } = event
  const field = plaintextIn(event, (t) => personalByType.get(t))
  if (field !== undefined) return { _tag: 'PlaintextRefused', type, field }
  const place = malformedAt(event)
  return place === undefined ? undefined : { _tag: 'BadEvent', type, reason: `it cannot be read again at ${place}` }
}
