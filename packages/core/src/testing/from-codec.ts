import fc from 'fast-check'
import type * as t from 'io-ts'
import type { EventUnion, Happened } from '../shared/event.js'
import { isPersonal } from '../shared/personal.js'
import { isText } from '../shared/words.js'

interface Reflected {
  readonly _tag?: string
  readonly name: string
  readonly props?: t.Props
  readonly types?: readonly t.Mixed[]
  readonly type?: t.Mixed
  readonly domain?: t.Mixed
  readonly codomain?: t.Mixed
  readonly keys?: Readonly<Record<string, unknown>>
  readonly value?: unknown
}

type Fields = Readonly<Record<string, unknown>>

const lengths = { maxLength: 3 }
const instants = fc.integer({ min: 1_593_561_600_000, max: 1_593_561_600_000 + 3_600_000 })
const sealed = fc.record({
  sealed: fc.constant(1),
  subject: fc.constantFrom('s1', 's2'),
  key: fc.constant('1'),
  origin: fc.record({ stream: fc.constant('call-a'), commandId: fc.constant('c1'), field: fc.constant('note') }),
  box: fc.constantFrom('AAAA', 'AAAB'),
})

/** Texts whose form a brand prescribes; every other brand is an identifier. */
const branded: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  Instant: instants,
  PlanVersion: fc.constantFrom('centre@1', 'centre@2'),
  ProtocolNumber: fc.constantFrom('20200701-482139701123-4', '20200701-000000000000-2'),
  StreamName: fc.constantFrom('call-a', 'call-b'),
  EventId: fc.constant('00000000-0000-8000-8000-000000000000'),
}

/** Texts of one form. */
const texts: Readonly<Record<string, fc.Arbitrary<string>>> = { Digit: fc.constantFrom(...'0123456789*#') }

/** Few names of each kind, so that events meet. */
const few = (brand: string): fc.Arbitrary<string> => fc.constantFrom(...['1', '2', '3'].map((n) => `${brand.toLowerCase()}-${n}`))

const fieldsOf = (props: t.Props): Record<string, fc.Arbitrary<unknown>> => Object.fromEntries(Object.entries(props).map(([name, codec]) => [name, from(codec)]))

const from = (codec: t.Mixed): fc.Arbitrary<unknown> => {
  if (isPersonal(codec)) return sealed
  const c = codec as unknown as Reflected
  const of = () => from(inside(c))
  switch (c._tag) {
    case 'StringType': return fc.string({ maxLength: 8 })
    case 'NumberType': return fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => (n === 0 ? 0 : n))
    case 'BooleanType': return fc.boolean()
    case 'LiteralType': return fc.constant(c.value)
    case 'KeyofType': return fc.constantFrom(...Object.keys(c.keys ?? {}))
    case 'InterfaceType': return fc.record(fieldsOf(c.props ?? {}))
    case 'PartialType': return fc.record(fieldsOf(c.props ?? {}), { requiredKeys: [] })
    case 'IntersectionType': return fc.tuple(...(c.types ?? []).map((part) => from(part) as fc.Arbitrary<Fields>)).map((parts): Fields => Object.assign({}, ...parts) as Fields)
    case 'UnionType': return fc.oneof(...(c.types ?? []).map(from))
    case 'ArrayType':
    case 'ReadonlyArrayType': return fc.array(of(), lengths)
    case 'DictionaryType': return fc.dictionary(c.domain === undefined ? few('key') : (from(c.domain) as fc.Arbitrary<string>), from(c.codomain ?? missing(c)), { maxKeys: 3, noNullPrototype: true })
    case 'RefinementType': return branded[c.name] ?? few(c.name)
    case 'ReadonlyType':
    case 'ExactType': return of()
    default: return isText(codec) ? (texts[codec.name] ?? few(codec.name)) : c.name === 'Whole' ? fc.integer({ min: 0, max: 5 }) : missing(c)
  }
}

const missing = (c: Reflected): never => {
  throw new Error(`no values are known for the codec ${c.name}`)
}
const inside = (c: Reflected): t.Mixed => c.type ?? missing(c)

/** Values that a codec accepts, found by reflection; ids come from small pools, instants from one hour. */
export const valuesOf = <A>(codec: t.Type<A, unknown>): fc.Arbitrary<A> => from(codec as unknown as t.Mixed).map((value) => value as A)

/** Any event of a stream. */
export const eventsOf = <A extends Happened>(union: EventUnion<A>): fc.Arbitrary<A> => fc.oneof(...union.members.map((member) => valuesOf<A>(member)))
