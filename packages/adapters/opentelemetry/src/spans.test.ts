import { left, right } from 'fp-ts/lib/Either.js'
import { SpanStatusCode } from '@opentelemetry/api'
import type { Appended, AppendFailure, CallId, EventStore, Handle } from '@disque/core'
import { memoryStore } from '@disque/memory'
import { afterEach, describe, expect, test } from 'vitest'
import { watchedCentre } from './scene.test-kit.js'
import { named, sdk } from './sdk.test-kit.js'

const sdks: ReturnType<typeof sdk>[] = []
const fresh = () => {
  const made = sdk()
  sdks.push(made)
  return made
}
afterEach(async () => {
  for (const each of sdks.splice(0)) await each.close()
})

/** A store whose appends answer what they are told, one after the other, and then go well. */
const answering = (...answers: readonly AppendFailure[]): EventStore => {
  const [store, left_] = [memoryStore(), [...answers]]
  return {
    ...store,
    append: (stream, expected, events) => {
      const next = stream.startsWith('call-') ? left_.shift() : undefined
      return next === undefined ? store.append(stream, expected, events) : () => Promise.resolve(left(next))
    },
  }
}
const unknown: AppendFailure = { _tag: 'OutcomeUnknown', reason: 'the line broke' }
const conflict = { _tag: 'WrongRevision', stream: 'call-x', expected: 'no-stream', actual: 0 } as unknown as AppendFailure

describe('a command', () => {
  test('names its room, its stream, its centre and what came of it', async () => {
    const watched = fresh()
    const scene = await watchedCentre(watched.telemetry)
    await scene.send(scene.rooms.call(scene.receive('7f3a'), { centre: scene.receive('x').centre }))
    expect(named(watched.spans(), 'ReceiveCall call').attributes).toEqual({
      'disque.room': 'call', 'disque.command': 'ReceiveCall', 'disque.stream': 'call-7f3a', 'disque.centre': 'town-hall',
      'disque.outcome': 'events', 'disque.events': ['CallReceived', 'CallQueued'], 'disque.revision': 1,
    })
  })

  test('OTEL-07 that a rule refuses, or that an authorisation does, is no error', async () => {
    const watched = fresh()
    const scene = await watchedCentre(watched.telemetry)
    const call = 'nobody' as CallId
    expect(await scene.send(scene.rooms.call({ type: 'HangUp', call, by: 'caller', at: scene.clock.now() }))).toBe('CallUnknown')
    const handle = watched.telemetry.handle('door', (() => () => Promise.resolve(left({ _tag: 'NotAllowed', reason: 'ask Maria' }))) as unknown as Handle<never, never, never>)
    await handle({ type: 'OpenDoor', at: 1 } as never)()
    const spans = [named(watched.spans(), 'HangUp call'), named(watched.spans(), 'OpenDoor door')]
    expect(spans.map(({ status, attributes }) => [status.code, attributes['disque.outcome'], attributes['disque.refusal'], attributes['error.type']])).toEqual([
      [SpanStatusCode.UNSET, 'refusal', 'CallUnknown', undefined],
      [SpanStatusCode.UNSET, 'refusal', 'NotAllowed', undefined],
    ])
  })

  test('that fails, or throws, is an error called by its tag', async () => {
    const watched = fresh()
    const scene = await watchedCentre(watched.telemetry, { store: answering({ _tag: 'StoreUnavailable', reason: 'gone' }) })
    await scene.send(scene.rooms.call(scene.receive('7f3a')))
    const throwing = watched.telemetry.handle('door', () => () => Promise.reject(new RangeError('told by Maria')))
    await throwing({ type: 'OpenDoor', at: 1 } as never)().catch(() => undefined)
    const spans = [named(watched.spans(), 'ReceiveCall call'), named(watched.spans(), 'OpenDoor door')]
    expect(spans.map(({ status, attributes, events }) => [status, attributes['error.type'], events])).toEqual([
      [{ code: SpanStatusCode.ERROR, message: 'StoreUnavailable' }, 'StoreUnavailable', []],
      [{ code: SpanStatusCode.ERROR, message: 'RangeError' }, 'RangeError', []],
    ])
  })

  test('is counted by room, type and outcome: sent again it is seen to be', async () => {
    const watched = fresh()
    const scene = await watchedCentre(watched.telemetry)
    const again = { commandId: scene.ids.commandId() }
    const receive = scene.receive('7f3a')
    for (let n = 0; n < 3; n++) await scene.send(scene.rooms.call(receive, again))
    await scene.send(scene.rooms.call(receive))
    const counts = (await watched.points('disque.command.duration')).filter(({ attributes }) => attributes['disque.room'] === 'call')
    expect(counts.map(({ attributes, value }) => [attributes, value])).toEqual([
      [{ 'disque.room': 'call', 'disque.command': 'ReceiveCall', 'disque.outcome': 'events' }, 1],
      [{ 'disque.room': 'call', 'disque.command': 'ReceiveCall', 'disque.outcome': 'already' }, 2],
      [{ 'disque.room': 'call', 'disque.command': 'ReceiveCall', 'disque.outcome': 'refusal' }, 1],
    ])
  })
})

describe('an append', () => {
  test('names the store, the stream and the events', async () => {
    const watched = fresh()
    const scene = await watchedCentre(watched.telemetry)
    await scene.send(scene.rooms.call(scene.receive('7f3a')))
    expect(named(watched.spans(), 'append call').attributes).toEqual({
      'db.system.name': 'memory', 'db.operation.name': 'append', 'db.collection.name': 'call',
      'disque.stream': 'call-7f3a', 'disque.events': ['CallReceived', 'CallQueued'], 'disque.outcome': 'stored', 'disque.revision': 1,
    })
  })

  test('that meets a conflict is no error; one whose outcome is unknown is, and is seen to be sent again', async () => {
    const watched = fresh()
    const scene = await watchedCentre(watched.telemetry, { store: answering(unknown, unknown, conflict) })
    await scene.send(scene.rooms.call(scene.receive('7f3a')))
    const appends = watched.spans().filter(({ name }) => name === 'append call')
    expect(appends.map(({ status, attributes }) => [status.code, attributes['disque.outcome'], attributes['disque.resent']])).toEqual([
      [SpanStatusCode.ERROR, 'unknown', undefined], [SpanStatusCode.ERROR, 'unknown', true], [SpanStatusCode.UNSET, 'conflict', true], [SpanStatusCode.UNSET, 'stored', undefined],
    ])
    expect(await watched.points('disque.append.resends')).toEqual([{ attributes: { 'disque.category': 'call' }, value: 2 }])
    const counts = (await watched.points('disque.append.duration')).filter(({ attributes }) => attributes['disque.category'] === 'call')
    expect(counts.map(({ attributes, value }) => [attributes['disque.outcome'], attributes['error.type'], value])).toEqual([['unknown', 'OutcomeUnknown', 2], ['conflict', undefined, 1], ['stored', undefined, 1]])
  })

  test('of events that were there before says so', async () => {
    const watched = fresh()
    const stored: Appended = { revision: 4, position: '9', already: true }
    const store = watched.telemetry.store({ append: () => () => Promise.resolve(right(stored)) } as unknown as EventStore)
    await store.append('call-x' as never, 3, [{ type: 'CallEnded', metadata: {} }] as never)()
    expect(named(watched.spans(), 'append call').attributes).toMatchObject({ 'disque.outcome': 'already', 'disque.revision': 4 })
  })
})

test('whatever a read model answers is measured by operation; being behind another holder is no failure', async () => {
  const watched = fresh()
  const answers = [right(undefined), left({ _tag: 'Fenced' }), left({ _tag: 'StoreUnavailable', reason: 'gone' })]
  const readModel = watched.telemetry.readModel({ commit: () => () => Promise.resolve(answers.shift()), acquire: () => () => Promise.resolve(left({ _tag: 'LeaseHeld' })) } as never)
  for (let n = 0; n < 3; n++) await readModel.commit({ subscriber: 'x', writes: [] })()
  await readModel.acquire('x', 'y', 1 as never, 1)()
  expect((await watched.points('disque.read_model.duration')).map(({ attributes, value }) => [attributes, value])).toEqual([
    [{ 'disque.operation': 'commit', 'disque.outcome': 'done' }, 1],
    [{ 'disque.operation': 'commit', 'disque.outcome': 'fenced' }, 1],
    [{ 'disque.operation': 'commit', 'disque.outcome': 'failure', 'error.type': 'StoreUnavailable' }, 1],
    [{ 'disque.operation': 'acquire', 'disque.outcome': 'held' }, 1],
  ])
})
