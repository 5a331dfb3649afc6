import type { EventData, NewEvent, Revision } from '../../ports/event-store.js'
import type { Sealed } from '../../shared/personal.js'
import type { CommandId, SubjectRef } from '../../shared/ids.js'
import { all, must, same, upTo, type Case } from './case.js'
import { append, batch, callA, callB, noted, refused, shiftA, storeCase, withoutPlace, type OpenStore } from './store-case.js'

const sealedFor = (field: string): Sealed<unknown> => ({
  sealed: 1, subject: 'somebody' as SubjectRef, key: '1', origin: { stream: callA, commandId: 'c' as CommandId, field }, box: 'AAAA',
})

/** An event of the catalogue that has a personal field, holding this. */
const personalEvent = (name: unknown, more: Readonly<Record<string, unknown>> = {}): NewEvent => {
  const data: EventData = { type: 'AttendantRegistered', at: 0, attendant: 'ana', centre: 'central', capacity: 1, subject: 'somebody', name, ...more }
  return { ...noted('personal', 0, data.type), data }
}

export const appendCases = (open: OpenStore): readonly Case[] => {
  const the = storeCase(open)
  return [
    the('what is appended is read back whole, in order, with its place', async ({ store }) => {
      const events = batch('first', 3)
      const done = await append(store, callA, 'no-stream', events)
      const found = await all(store.read(callA))
      same(found.map(withoutPlace), events, 'the events')
      same(found.map((e) => [e.stream, e.revision]), [[callA, 0], [callA, 1], [callA, 2]], 'their places')
      same(done, { revision: 2, position: found[2]?.position, already: false }, 'the answer')
    }),
    the('STORE-02 an append is refused unless the stream is where the caller thinks', async ({ store }) => {
      const wrong = (expected: 'no-stream' | Revision, actual: 'no-stream' | Revision) => ({ _tag: 'WrongRevision' as const, stream: callA, expected, actual })
      const late = batch('late', 2)
      await refused(store, callA, store.append(callA, 0, late), wrong(0, 'no-stream'), 'a revision of an empty stream')
      await append(store, callA, 'no-stream', batch('a', 2))
      await append(store, callA, 1, batch('b', 1))
      await refused(store, callA, store.append(callA, 'no-stream', late), wrong('no-stream', 2), 'no-stream of one that exists')
      await refused(store, callA, store.append(callA, 1, late), wrong(1, 2), 'one behind')
      await refused(store, callA, store.append(callA, 0, late), wrong(0, 2), 'two behind')
      await refused(store, callA, store.append(callA, 3, late), wrong(3, 2), 'one ahead')
      await refused(store, callA, store.append(callA, 1_000_000, late), wrong(1_000_000, 2), 'far ahead')
      await append(store, callA, 2, late)
      same((await all(store.read(callA))).length, 5, 'events in the end')
    }),
    the('STORE-01 the same events sent again answer the first result', async ({ store }) => {
      const first = await append(store, callA, 'no-stream', batch('a', 2))
      same(await append(store, callA, 'no-stream', batch('a', 2)), { ...first, already: true }, 'at once')
      const second = await append(store, callA, 1, batch('b', 3))
      for (const n of upTo(20)) await append(store, callA, 4 + n, batch(`later${n}`, 1))
      same(await append(store, callA, 'no-stream', batch('a', 2)), { ...first, already: true }, 'the first batch after later appends')
      same(await append(store, callA, 1, batch('b', 3)), { ...second, already: true }, 'the second batch after later appends')
      same((await all(store.read(callA))).length, 25, 'nothing was stored twice')
    }),
    the('STORE-01 what is only partly the same is refused', async ({ store }) => {
      const [a, b] = [batch('a', 3), batch('b', 2)]
      await append(store, callA, 'no-stream', a)
      await append(store, callA, 2, b)
      const wrong = (expected: 'no-stream' | Revision) => ({ _tag: 'WrongRevision' as const, stream: callA, expected, actual: 4 })
      await refused(store, callA, store.append(callA, 2, [b[0], noted('other')]), wrong(2), 'another event at the end')
      await refused(store, callA, store.append(callA, 2, [noted('other'), noted('b', 1)]), wrong(2), 'another event at the start')
      await refused(store, callA, store.append(callA, 2, [...b, noted('more')]), wrong(2), 'one that hangs over the end')
      await refused(store, callA, store.append(callA, 'no-stream', b), wrong('no-stream'), 'the same events from another revision')
      await refused(store, callA, store.append(callA, 0, a), wrong(0), 'the same events expected later')
      await refused(store, callA, store.append(callA, 'no-stream', batch('other', 3)), wrong('no-stream'), 'another batch')
      await refused(store, callB, store.append(callB, 2, b), { ...wrong(2), stream: callB, actual: 'no-stream' }, 'another stream')
    }),
    the('ids are compared within a stream only', async ({ store }) => {
      await append(store, callA, 'no-stream', batch('a', 1))
      same((await append(store, callB, 'no-stream', batch('a', 1))).already, false, 'the same event on another stream')
    }),
    the('STORE-04 all events of an append are stored, or none', async ({ store }) => {
      await append(store, callA, 'no-stream', batch('a', 1))
      const unlike: NewEvent = { ...noted('b', 2), data: { type: 'Another', at: 0 } }
      const result = await store.append(callA, 0, [noted('b'), noted('b', 1), unlike])()
      must(result._tag === 'Left' && result.left._tag === 'BadEvent', `an event that contradicts its type is a BadEvent: ${JSON.stringify(result)}`)
      same((await all(store.readAll())).length, 1, 'events stored')
    }),
    the('STORE-03 plaintext in a personal field is refused, and a sealed value is not', async ({ store }) => {
      for (const value of ['Maria', 42, null, { name: 'Maria' }, { ...sealedFor('name'), name: 'Maria' }]) {
        const event = personalEvent(value)
        await refused(store, callA, store.append(callA, 'no-stream', [noted('before'), event]), { _tag: 'PlaintextRefused', type: event.type, field: 'name' }, JSON.stringify(value))
      }
      const sealed = personalEvent(sealedFor('name'))
      await append(store, callA, 'no-stream', [noted('before'), sealed])
      same((await all(store.read(callA)))[1]?.data, sealed.data, 'the sealed event')
    }),
    the('STORE-08 an event of the catalogue that could not be read again is refused, and the place is named', async ({ store }) => {
      const wrong = [['capacity', 1.5, 'Whole'], ['at', 0.5, 'Instant'], ['attendant', '', 'AttendantId'], ['centre', undefined, 'CentreId']] as const
      for (const [field, value, wanted] of wrong) {
        const event = personalEvent(sealedFor('name'), { [field]: value })
        const reason = `it cannot be read again at ${field}: ${wanted}`
        await refused(store, callA, store.append(callA, 'no-stream', [noted('before'), event]), { _tag: 'BadEvent', type: event.type, reason }, `${field} is ${String(value)}`)
      }
    }),
    the('of appends that race at one revision, one wins and the others fail alone', async ({ store, another }) => {
      const handles = [store, (await another?.()) ?? store]
      await append(store, callA, 'no-stream', batch('a', 1))
      const results = await Promise.all(
        upTo(40).map((n) => (handles[n % 2] ?? store).append(n % 4 === 3 ? shiftA : callA, n % 4 === 3 ? 'no-stream' : 0, batch(`race${n}`, 2))())
      )
      same(results.filter((r) => r._tag === 'Right').length, 2, 'winners, one for each stream')
      same(results.filter((r) => r._tag === 'Left' && r.left._tag === 'WrongRevision').length, 38, 'losers')
      same([(await all(store.read(callA))).length, (await all(store.read(shiftA))).length], [3, 2], 'events stored')
      if (handles[1] !== store) await handles[1]?.close()
    }),
    the('appends to many streams at once all succeed', async ({ store }) => {
      const streams = upTo(100).map((n) => `call-many${n}` as typeof callA)
      await Promise.all(streams.map((stream, n) => append(store, stream, 'no-stream', batch(`many${n}`, 1 + (n % 3)))))
      for (const [n, stream] of streams.entries()) same((await all(store.read(stream))).map(withoutPlace), batch(`many${n}`, 1 + (n % 3)), stream)
    }),
    the('a store that is closed says so, and may be closed twice', async ({ store }) => {
      await append(store, callA, 'no-stream', batch('a', 1))
      await store.close()
      await store.close()
      same(await store.append(callA, 0, batch('b', 1))(), { _tag: 'Left', left: { _tag: 'StoreClosed' } }, 'append')
      for (const reading of [store.read(callA), store.readAll()]) {
        const found: unknown[] = []
        for await (const item of reading) found.push(item)
        same(found, [{ _tag: 'Left', left: { _tag: 'StoreClosed' } }], 'a read')
      }
    }),
  ]
}
