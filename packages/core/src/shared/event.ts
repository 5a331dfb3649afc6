import * as t from 'io-ts'
import { Instant } from './instant.js'
import { isPersonal } from './personal.js'

/** What every event has: its type, its time, and the claimed time where that was earlier than the stream's last event. */
export interface Happened {
  readonly type: string
  readonly at: Instant
  readonly reportedAt?: Instant
}

/** A named codec of one event, with what the catalogue says of it. */
export interface EventCodec<A extends Happened> extends t.Type<A, A, unknown> {
  readonly eventType: A['type']
  readonly version: number
  /** One sentence: what it means to the centre. */
  readonly meaning: string
  readonly required: t.Props
  readonly optional: t.Props
  /** Fields that hold sealed personal data. */
  readonly personalFields: readonly string[]
}

type Required<P extends t.Props> = { readonly [K in keyof P]: t.TypeOf<P[K]> }
type Optional<P extends t.Props> = { readonly [K in keyof P]?: t.TypeOf<P[K]> }
export type EventOf<T extends string, R extends t.Props, O extends t.Props> = {
  readonly type: T
  readonly at: Instant
  readonly reportedAt?: Instant
} & Required<R> &
  Optional<O>

const personalIn = (props: t.Props) => Object.keys(props).filter((k) => isPersonal(props[k] as t.Mixed))

/**
 * Declares one event. `at` and `reportedAt` are always there and are not listed.
 *
 * @example
 * const CallHeld = event('CallHeld', 1, 'The holder put the caller on hold.', { by: AttendantId })
 */
export const event = <T extends string, R extends t.Props, O extends t.Props = {}>(
  type: T,
  version: number,
  meaning: string,
  required: R,
  optional: O = {} as O
): EventCodec<EventOf<T, R, O>> => {
  const must = t.type({ type: t.literal(type, type), at: Instant, ...required }, type)
  const may = t.partial({ reportedAt: Instant, ...optional }, type)
  const codec = t.intersection([must, may], type)
  return Object.assign(codec as unknown as t.Type<EventOf<T, R, O>, EventOf<T, R, O>, unknown>, {
    eventType: type,
    version,
    meaning,
    required,
    optional,
    personalFields: [...personalIn(required), ...personalIn(optional)],
  })
}

/** All events of one stream, looked up by type: decoding costs the same however many there are. */
export interface EventUnion<A extends Happened> extends t.Type<A, A, unknown> {
  readonly members: readonly EventCodec<A>[]
  readonly member: (type: string) => EventCodec<A> | undefined
}

type AnyEventCodec = EventCodec<any> // eslint-disable-line @typescript-eslint/no-explicit-any -- a tuple of unlike codecs

export const eventUnion = <M extends readonly [AnyEventCodec, ...AnyEventCodec[]]>(
  name: string,
  members: M
): EventUnion<t.TypeOf<M[number]>> => {
  type A = t.TypeOf<M[number]>
  const byType = new Map<string, EventCodec<A>>(members.map((m) => [m.eventType as string, m as EventCodec<A>]))
  const find = (u: unknown) =>
    typeof u === 'object' && u !== null && typeof (u as Happened).type === 'string' ? byType.get((u as Happened).type) : undefined
  const union = new t.Type<A, A, unknown>(
    name,
    (u): u is A => find(u)?.is(u) ?? false,
    (u, context) => {
      const codec = find(u)
      return codec === undefined ? t.failure(u, context, `no event of ${name} has this type`) : codec.validate(u, context)
    },
    (a) => a
  )
  return Object.assign(union, { members: members, member: (type: string) => byType.get(type) })
}
