import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import type { Recorded } from '../ports/event-store.js'
import * as Ids from './ids.js'
import { Instant, instant, later, minutes, plus, seconds, toIso } from './instant.js'
import { isPersonal, isSealed, personal } from './personal.js'
import { plaintextIn } from './plaintext.js'
import { project, type Projection } from './projection.js'
import { stoppable } from './stoppable.js'
import { Whole } from './whole.js'

describe('ids', () => {
  const identifiers = [Ids.CallId, Ids.ContactId, Ids.AttendantId, Ids.ShiftId, Ids.OfferId, Ids.CentreId, Ids.QueueId, Ids.TopicId, Ids.MenuId, Ids.AnnouncementId, Ids.CalendarId, Ids.SubjectRef]

  it('are short texts that a stream’s name can hold', () => {
    for (const codec of identifiers) {
      for (const id of ['a', '7f3a', 'central-121', 'a.b_c:d-e', 'x'.repeat(100)]) expect(codec.is(id), `${codec.name} ${id}`).toBe(true)
      for (const id of ['', '-a', 'a b', 'a/b', 'ação', 'x'.repeat(101), 7, null]) expect(codec.is(id), `${codec.name} ${String(id)}`).toBe(false)
    }
  })

  it('of plans, commands, events, numbers and streams have a form of their own', () => {
    const forms: readonly (readonly [t.Mixed, readonly string[], readonly string[]])[] = [
      [Ids.PlanVersion, ['central-121@3'], ['central-121', 'a@0', 'a@01', '@1', 'a@x']],
      [Ids.CommandId, ['c', 'x'.repeat(200), 'any text, even ação'], ['', 'x'.repeat(201)]],
      [Ids.EventId, ['0189d2c8-6b0f-8abc-8def-0123456789ab'], ['0189D2C8-6b0f-8abc-8def-0123456789ab', '0189d2c8']],
      [Ids.ProtocolNumber, ['20200701-482139701123-4'], ['20200701-48213970-4', '20200701482139701123-4']],
      [Ids.StreamName, ['call-7f3a', 'information-request-1'], ['call', 'Call-1', 'call-']],
    ]
    for (const [codec, good, bad] of forms) {
      for (const text of good) expect(codec.is(text), text).toBe(true)
      for (const text of bad) expect(codec.is(text), text).toBe(false)
    }
    expect(Ids.streamName('call', '7f3a')).toBe('call-7f3a')
  })
})

describe('instants', () => {
  it('are whole milliseconds, read from and written as ISO 8601', () => {
    expect(toIso(instant('2020-07-01T07:00:00-03:00'))).toBe('2020-07-01T10:00:00.000Z')
    expect([Instant.is(0), Instant.is(-1), Instant.is(1.5), Instant.is(NaN), Instant.is(2 ** 53), Instant.is('1')]).toEqual([true, true, false, false, false, false])
    expect(() => instant('yesterday')).toThrow('"yesterday" is not an ISO 8601 instant')
  })

  const any = fc.integer({ min: -1e12, max: 1e12 }).map((n) => n as Instant)
  test.prop([any, fc.double({ min: -1e6, max: 1e6, noNaN: true })])('moved by any number of seconds or minutes stay instants', (at, n) => {
    expect(Instant.is(plus(at, seconds(n))) && Instant.is(plus(at, minutes(n)))).toBe(true)
    expect(Math.abs(seconds(n) - n * 1000)).toBeLessThanOrEqual(0.5)
  })

  test.prop([any, any])('the later of two is the later one', (a, b) => {
    expect(later(a, b)).toBe(Math.max(a, b))
  })
})

describe('whole numbers', () => {
  test.prop([fc.oneof(fc.integer(), fc.maxSafeInteger(), fc.double(), fc.constantFrom(2 ** 53, -0, '1', null))])('are those that JavaScript holds exactly', (n) => {
    expect(Whole.is(n)).toBe(Number.isSafeInteger(n))
    expect(E.isRight(Whole.decode(n))).toBe(Number.isSafeInteger(n))
  })
})

const sealed = { sealed: 1, subject: 's', key: '1', origin: { stream: 'note-1', commandId: 'c', field: 'text' }, box: 'AA' }

describe('personal data', () => {
  it('is known by its codec and its seal', () => {
    expect([isPersonal(personal(t.string)), isPersonal(t.string)]).toEqual([true, false])
    expect(personal(t.string).personal).toBe(t.string)
    for (const clear of ['Maria', null, {}, { ...sealed, sealed: 2 }, { ...sealed, origin: {} }]) expect(isSealed(clear)).toBe(false)
    expect(isSealed(sealed)).toBe(true)
  })

  it('in clear is found in the fields that hold it, also beside the seal', () => {
    const fields = (type: string) => (type === 'Noted' ? ['text', 'name'] : undefined)
    const found = (data: Readonly<Record<string, unknown>>, type = 'Noted') => plaintextIn({ type, data: { type, at: 0, ...data } }, fields)
    expect([found({}), found({ text: sealed, other: 'clear' }), found({ text: 'Maria' }, 'Torn')]).toEqual([undefined, undefined, undefined])
    expect(found({ text: sealed, name: 'Maria' })).toBe('name')
    expect(found({ text: null })).toBe('text')
    expect(found({ text: { ...sealed, hint: 'Maria' } })).toBe('text')
    expect(found({ text: { ...sealed, origin: { ...sealed.origin, hint: 'Maria' } } })).toBe('text')
  })
})

describe('a projection in memory', () => {
  const recorded = (type: string, stream: string): Recorded => ({ type, stream, data: { type, at: 0 } }) as unknown as Recorded
  const open: Projection<number> = {
    name: 'open', version: 1, types: ['In', 'Out'], initial: 0, keys: (e) => [e.stream, 'all'],
    evolve: (n, e) => (e.type === 'In' ? n + 1 : n === 1 ? undefined : n - 1),
  }

  it('keeps a document for each key, drops what became nothing, and goes on where it was', () => {
    const first = project(open, [recorded('In', 'a'), recorded('In', 'b'), recorded('Other', 'a'), recorded('Out', 'a')])
    expect(Object.fromEntries(first)).toEqual({ b: 1, all: 1 })
    expect(Object.fromEntries(project(open, [recorded('In', 'b')], first))).toEqual({ b: 2, all: 2 })
  })
})

describe('an iteration that can be stopped', () => {
  it('gives what it has, and stops while it waits', async () => {
    let stop = () => {}
    const stopped = new Promise<void>((resolve) => (stop = resolve))
    let ended = false
    const iterator = stoppable(
      async function* () {
        try {
          yield 1
          await stopped
        } finally {
          ended = true
        }
      },
      () => stop()
    )
    expect(await iterator.next()).toEqual({ done: false, value: 1 })
    const waiting = iterator.next()
    expect(await iterator.return?.()).toMatchObject({ done: true })
    expect(await waiting).toMatchObject({ done: true })
    expect(ended).toBe(true)
  })
})
