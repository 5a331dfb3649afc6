import { fc } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import * as t from 'io-ts'
import { catalogue } from '../catalogue.js'
import * as Ids from '../shared/ids.js'
import { Instant } from '../shared/instant.js'
import { Whole } from '../shared/whole.js'
import { valuesOf } from './from-codec.js'

const accepted = <A>(codec: t.Type<A, unknown>) =>
  fc.assert(
    fc.property(valuesOf(codec), (value) => {
      expect(codec.is(value) && codec.is(JSON.parse(JSON.stringify(value)))).toBe(true)
    })
  )

describe('values found by reflection', () => {
  for (const { type, codec } of Object.values(catalogue)) it(`every value made for ${type} is one`, () => accepted(codec))

  it('every value made for an id is one', () => {
    for (const codec of Object.values(Ids)) if (codec instanceof t.Type) accepted(codec as unknown as t.Type<string>)
  })

  it('instants and whole numbers are such', () => {
    accepted(Instant)
    accepted(Whole)
  })

  it('a codec that nobody knows is named', () => {
    const odd = new t.Type<number>('Odd', (u): u is number => typeof u === 'number', t.number.validate, (n) => n)
    expect(() => valuesOf(odd)).toThrow('no values are known for the codec Odd')
  })
})
