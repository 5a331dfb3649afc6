import { left, right } from 'fp-ts/lib/Either.js'
import { context, SpanKind, trace } from '@opentelemetry/api'
import { describe, expect, test } from 'vitest'
import { memoryReadModel, memoryStore } from '@disque/memory'
import { watchedCentre } from './scene.test-kit.js'
import { named, pathTo, sdk, withContextManager } from './sdk.test-kit.js'
import { spanContextOf } from './trace-context.js'

/** From the first ring to the attendant's telephone. */
const follow = async () => {
  const watched = sdk()
  const scene = await watchedCentre(watched.telemetry)
  await scene.send(scene.rooms.call(scene.receive('7f3a')))
  await scene.settle()
  const { traceId } = named(watched.spans(), 'ReceiveCall call').spanContext()
  const spans = watched.spans().filter((span) => span.spanContext().traceId === traceId)
  await watched.close()
  return { spans, scene, traceId }
}

const wholePath = [
  'ReceiveCall call',
  'routing send shift', 'Reserve shift',
  'offers send call', 'OfferCall call',
  'telephony carry ring', 'carry ring',
]

const ways = [
  ['without a context manager', <A>(run: () => Promise<A>) => run()],
  ['with one', withContextManager],
] as const

describe('OTEL-03 one trace follows a contact', () => {
  test.each(ways)('from the command that began it to the ring, %s', async (_, under) => {
    const { spans, scene, traceId } = await under(follow)
    expect(pathTo(spans, named(spans, 'carry ring'))).toEqual(wholePath)
    expect(scene.told.map(({ kind }) => kind)).toContain('ring')
    const recorded = [...(await scene.events('call-7f3a')), ...(await scene.events('shift-ana-today')).filter(({ type }) => type === 'Reserved')]
    expect(recorded.map(({ type }) => type)).toEqual(['CallReceived', 'CallQueued', 'CallOffered', 'Reserved'])
    for (const { metadata } of recorded) expect(spanContextOf(metadata.trace)?.traceId).toBe(traceId)
  })

  test.each(ways)('each append lies below its command, %s', async (_, under) => {
    const { spans } = await under(follow)
    for (const [command, append] of [['ReceiveCall call', 'append call'], ['Reserve shift', 'append shift'], ['OfferCall call', 'append call']] as const) {
      const { spanId } = named(spans, command).spanContext()
      expect(spans.filter(({ parentSpanContext }) => parentSpanContext?.spanId === spanId).map(({ name }) => name)).toContain(append)
    }
  })

  test('also over processes: what one receives, others act on', async () => {
    const [gateway, worker] = [sdk(), sdk()]
    const shared = { store: memoryStore(), readModel: memoryReadModel() }
    const receives = await watchedCentre(gateway.telemetry, shared)
    await receives.runtime.stop()
    const acts = await watchedCentre(worker.telemetry, { ...shared, seed: 2 })
    await receives.send(receives.rooms.call(receives.receive('7f3a')))
    await acts.settle()
    expect(gateway.spans().map(({ name }) => name)).not.toContain('OfferCall call')
    const spans = [...gateway.spans(), ...worker.spans()]
    expect(pathTo(spans, named(worker.spans(), 'carry ring'))).toEqual(wholePath)
    await Promise.all([gateway.close(), worker.close()])
  })

  test('spans are of the kind that their place asks for', async () => {
    const { spans } = await follow()
    const kinds = ['ReceiveCall call', 'append call', 'routing send shift', 'carry ring'].map((name) => named(spans, name).kind)
    expect(kinds).toEqual([SpanKind.INTERNAL, SpanKind.CLIENT, SpanKind.CONSUMER, SpanKind.PRODUCER])
  })

  test('goes on from a trace that the caller of the command is in', async () => {
    const watched = sdk()
    const scene = await watchedCentre(watched.telemetry)
    const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`
    await scene.send(scene.rooms.call(scene.receive('7f3a'), { trace: { traceparent, tracestate: 'vendor=1' } }))
    const span = named(watched.spans(), 'ReceiveCall call')
    expect([span.spanContext().traceId, span.parentSpanContext?.spanId]).toEqual(['a'.repeat(32), 'b'.repeat(16)])
    const [received] = await scene.events('call-7f3a')
    expect(received?.metadata.trace).toEqual({ traceparent: `00-${'a'.repeat(32)}-${span.spanContext().spanId}-01`, tracestate: 'vendor=1' })
    await watched.close()
  })

  test("an exchange's own client continues it where there is a context manager", () =>
    withContextManager(async () => {
      const [watched, seen] = [sdk(), [] as (string | undefined)[]]
      const scene = await watchedCentre(watched.telemetry, {
        carry: (effect) => () => {
          if (effect.kind === 'ring') seen.push(trace.getSpan(context.active())?.spanContext().spanId)
          return Promise.resolve(right(undefined))
        },
      })
      await scene.send(scene.rooms.call(scene.receive('7f3a')))
      await scene.settle()
      expect(seen).toEqual([named(watched.spans(), 'carry ring').spanContext().spanId])
      await watched.close()
    }))

  test('OTEL-10 steps lie in the traces of their events, whatever span is active where the runtime runs', () =>
    withContextManager(async () => {
      const watched = sdk()
      const scene = await watchedCentre(watched.telemetry)
      const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`
      await scene.send(scene.rooms.call(scene.receive('7f3a'), { trace: { traceparent } }))
      const setUp = watched.tracerProvider.getTracer('app').startSpan('set up')
      const done = await context.with(trace.setSpan(context.active(), setUp), scene.settle)
      expect(done._tag).toBe('Right')
      expect(named(watched.spans(), 'Reserve shift').spanContext().traceId).toBe('a'.repeat(32))
      const { spanId } = setUp.spanContext()
      expect(watched.spans().filter(({ parentSpanContext }) => parentSpanContext?.spanId === spanId)).toEqual([])
      await context.with(trace.setSpan(context.active(), setUp), () => watched.telemetry.runtime.step({ work: 'timers', id: 'x', does: 'send call', trace: undefined }, () => Promise.resolve()))
      expect(named(watched.spans(), 'timers send call').parentSpanContext).toBeUndefined()
      await watched.close()
    }))

  test('an effect that no step carries lies below the active span', () =>
    withContextManager(async () => {
      const watched = sdk()
      const app = watched.tracerProvider.getTracer('app').startSpan('by hand')
      const { carry } = watched.telemetry.outbound({ carry: () => () => Promise.resolve(right(undefined)) })
      await context.with(trace.setSpan(context.active(), app), carry({ id: 'x', kind: 'ring', contact: 'call-x' } as never))
      expect(named(watched.spans(), 'carry ring').parentSpanContext?.spanId).toBe(app.spanContext().spanId)
      await watched.close()
    }))

  test('a step that fails says so in its span, and the try after it lies in the same trace', async () => {
    const watched = sdk()
    let refused = false
    const scene = await watchedCentre(watched.telemetry, {
      carry: (effect) => () => {
        if (effect.kind !== 'ring' || refused) return Promise.resolve(right(undefined))
        refused = true
        return Promise.resolve(left({ _tag: 'OutboundUnavailable', reason: 'the exchange is down' }))
      },
    })
    await scene.send(scene.rooms.call(scene.receive('7f3a')))
    await scene.settle()
    scene.clock.advance(5000)
    await scene.settle()
    const tries = watched.spans().filter(({ name }) => name === 'telephony carry ring')
    expect(tries.map(({ attributes }) => [attributes['disque.outcome'], attributes['error.type']])).toEqual([['failure', 'OutboundUnavailable'], ['carried', undefined]])
    expect(new Set(tries.map((span) => span.spanContext().traceId)).size).toBe(1)
    expect(await watched.points('disque.retries')).toEqual([{ attributes: { 'disque.work': 'process/telephony/2' }, value: 1 }])
    await watched.close()
  })
})
