import { describe, expect, it } from 'vitest'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { event, eventUnion } from './event.js'
import { personal } from './personal.js'
import { schemaOf } from './schema.js'
import { Whole } from './whole.js'

const Noted = event('Noted', 2, 'Somebody wrote something down.', { page: Whole }, { text: personal(t.string), tags: t.readonlyArray(t.string) })
const Torn = event('Torn', 1, 'The page is gone.', { page: Whole })
const Event = eventUnion('NoteEvent', [Noted, Torn])
const sealed = { sealed: 1, subject: 's', key: '1', origin: { stream: 'note-1', commandId: 'c', field: 'text' }, box: 'AA' }

describe('an event', () => {
  it('tells the catalogue what it is', () => {
    expect(Noted).toMatchObject({ name: 'Noted', eventType: 'Noted', version: 2, meaning: 'Somebody wrote something down.', personalFields: ['text'] })
    expect(Object.keys({ ...Noted.required, ...Noted.optional })).toEqual(['page', 'text', 'tags'])
    expect(Torn.personalFields).toEqual([])
  })

  it('has a type and a time, and a claimed time where that was earlier', () => {
    expect(Torn.is({ type: 'Torn', at: 1, page: 3 })).toBe(true)
    expect(Torn.is({ type: 'Torn', at: 2, reportedAt: 1, page: 3 })).toBe(true)
    for (const wrong of [{ type: 'Torn', page: 3 }, { type: 'Torn', at: 1.5, page: 3 }, { type: 'Torn', at: 1, page: '3' }, { type: 'Noted', at: 1, page: 3 }, { type: 'Torn', at: 2, reportedAt: 'x', page: 3 }])
      expect(Torn.is(wrong)).toBe(false)
  })

  it('holds personal data only sealed', () => {
    expect(Noted.is({ type: 'Noted', at: 1, page: 3, text: sealed })).toBe(true)
    expect(Noted.is({ type: 'Noted', at: 1, page: 3, text: 'Maria' })).toBe(false)
  })
})

describe('the events of a stream', () => {
  it('are told apart by their type', () => {
    expect(Event.decode({ type: 'Torn', at: 1, page: 3 })).toEqual(E.right({ type: 'Torn', at: 1, page: 3 }))
    expect(Event.member('Noted')).toBe(Noted)
    expect(Event.member('Burnt')).toBeUndefined()
    expect(Event.members.map((m) => m.eventType)).toEqual(['Noted', 'Torn'])
  })

  it('are not what has another type, or none', () => {
    for (const wrong of [{ type: 'Burnt', at: 1 }, { type: 7 }, { at: 1 }, null, undefined, 'Torn', []]) {
      expect(Event.is(wrong)).toBe(false)
      expect(Event.decode(wrong)).toMatchObject({ left: [{ message: 'no event of NoteEvent has this type' }] })
    }
  })

  it('say where an event is wrong', () => {
    const [wrong] = E.swap(Event.decode({ type: 'Torn', at: 1, page: 'x' }))._tag === 'Right' ? (Event.decode({ type: 'Torn', at: 1, page: 'x' }) as E.Left<t.Errors>).left : []
    expect(wrong?.context.map((c) => c.key).filter((key) => key !== '')).toContain('page')
  })
})

describe('the schema of a codec', () => {
  it('says of an event what its codec says', () => {
    expect(schemaOf(Noted)).toEqual({
      title: 'Noted',
      allOf: [
        { title: 'Noted', type: 'object', properties: { at: { type: 'number', title: 'Instant' }, page: { title: 'Whole', type: 'integer' }, type: { const: 'Noted' } }, required: ['at', 'page', 'type'] },
        { type: 'object', properties: { reportedAt: { type: 'number', title: 'Instant' }, tags: { type: 'array', items: { type: 'string' } }, text: { title: 'Sealed<string>', type: 'object', 'x-personal': true } } },
      ],
    })
  })

  it('knows the other forms', () => {
    expect(schemaOf(t.union([t.literal(1), t.boolean], 'OneOrTruth'))).toEqual({ title: 'OneOrTruth', anyOf: [{ const: 1 }, { type: 'boolean' }] })
    expect(schemaOf(t.keyof({ b: null, a: null }))).toEqual({ enum: ['a', 'b'] })
    expect(schemaOf(t.record(t.string, t.number))).toEqual({ type: 'object', additionalProperties: { type: 'number' } })
    expect(schemaOf(t.array(t.string))).toEqual(schemaOf(t.readonlyArray(t.string)))
    expect(schemaOf(t.exact(t.type({ a: t.string }, 'A')))).toEqual({ title: 'A', type: 'object', properties: { a: { type: 'string' } }, required: ['a'] })
    expect(schemaOf(t.readonly(t.string))).toEqual({ type: 'string' })
    expect(schemaOf(t.unknown)).toEqual({ title: 'unknown' })
  })
})
