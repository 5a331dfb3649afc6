import type * as t from 'io-ts'
import { isPersonal } from './personal.js'
import { isText } from './words.js'

/** The part of JSON Schema 2020-12 that the codecs need. */
export interface JsonSchema {
  readonly title?: string
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly pattern?: string
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly items?: JsonSchema
  readonly anyOf?: readonly JsonSchema[]
  readonly allOf?: readonly JsonSchema[]
  readonly additionalProperties?: JsonSchema | boolean
  readonly 'x-personal'?: true
}

interface Reflected {
  readonly _tag?: string
  readonly name: string
  readonly props?: t.Props
  readonly types?: readonly t.Mixed[]
  readonly type?: t.Mixed
  readonly codomain?: t.Mixed
  readonly keys?: Readonly<Record<string, unknown>>
  readonly value?: unknown
}

const propertiesOf = (props: t.Props): Readonly<Record<string, JsonSchema>> =>
  Object.fromEntries(Object.keys(props).sort().map((k) => [k, schemaOf(props[k] as t.Mixed)]))

/** The schema that a codec accepts: built by reflection, so it cannot differ from the code. */
export const schemaOf = (codec: t.Mixed): JsonSchema => {
  if (isPersonal(codec)) return { title: codec.name, type: 'object', 'x-personal': true }
  if (isText(codec)) return { title: codec.name, type: 'string', pattern: codec.pattern }
  const c = codec as unknown as Reflected
  switch (c._tag) {
    case 'StringType': return { type: 'string' }
    case 'NumberType': return { type: 'number' }
    case 'BooleanType': return { type: 'boolean' }
    case 'LiteralType': return { const: c.value }
    case 'KeyofType': return { enum: Object.keys(c.keys ?? {}).sort() }
    case 'InterfaceType': return { title: c.name, type: 'object', properties: propertiesOf(c.props ?? {}), required: Object.keys(c.props ?? {}).sort() }
    case 'PartialType': return { type: 'object', properties: propertiesOf(c.props ?? {}) }
    case 'IntersectionType': return { title: c.name, allOf: (c.types ?? []).map(schemaOf) }
    case 'UnionType': return { title: c.name, anyOf: (c.types ?? []).map(schemaOf) }
    case 'ArrayType':
    case 'ReadonlyArrayType': return { type: 'array', ...(c.type === undefined ? {} : { items: schemaOf(c.type) }) }
    case 'DictionaryType': return { type: 'object', ...(c.codomain === undefined ? {} : { additionalProperties: schemaOf(c.codomain) }) }
    case 'RefinementType': return { ...(c.type === undefined ? {} : schemaOf(c.type)), title: c.name }
    case 'ReadonlyType':
    case 'ExactType': return c.type === undefined ? {} : schemaOf(c.type)
    default: return c.name === 'Whole' ? { title: 'Whole', type: 'integer' } : { title: c.name }
  }
}
