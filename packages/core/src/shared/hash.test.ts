import { expect } from 'vitest'
import { fc, test } from '@fast-check/vitest'
import { EventId } from './ids.js'
import { eventIdFrom, hash53, uuidFrom } from './hash.js'

test('ids made from text never change', () => {
  expect([uuidFrom('p', 0), uuidFrom('call-7f3a/2f1c', 0), uuidFrom('call-7f3a/2f1c', 1), uuidFrom('açúcar 😀', 65_536)]).toEqual([
    'b12e2d53-76be-820f-9700-523b90908d67',
    'bec4a0ba-015a-86e4-a5f1-00095a6fb657',
    'da75a4a9-096a-81bc-a915-9436ba0ae123',
    '9348c252-0a0b-87e7-a7dc-888ebe9f6d3b',
  ])
  expect([hash53(''), hash53('call-7f3a/2f1c'), hash53('açúcar 😀')]).toEqual([4877568599313577, 6712055021185858, 1211918928883558])
})

test.prop([fc.string({ unit: 'binary', minLength: 1 }), fc.nat()])('they are UUIDs of form 8, another for each place and each text', (text, place) => {
  const id = uuidFrom(text, place)
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(EventId.is(id)).toBe(true)
  expect(uuidFrom(text, place)).toBe(id)
  expect(uuidFrom(text, place + 1)).not.toBe(id)
  expect(uuidFrom(`${text}x`, place)).not.toBe(id)
})

test.prop([fc.string({ unit: 'binary' })])('a hash is a safe whole number, not below zero', (text) => {
  expect(Number.isSafeInteger(hash53(text)) && hash53(text) >= 0).toBe(true)
})

test.prop([fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), fc.nat()])('an event id is the UUID of its stream and command joined by a stroke', (stream, command, place) => {
  expect(eventIdFrom(stream, command, place)).toBe(uuidFrom(`${stream}/${command}`, place))
})
