import { left, right } from 'fp-ts/lib/Either.js'
import { randomBytes, randomUUID } from 'node:crypto'
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto'
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics'
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import { isSealed, type EventStore, type SubjectRef } from '@disque/core'
import { memoryKeys, memoryStore } from '@disque/memory'
import { workersOf } from '@disque/runtime'
import { createVault } from '@disque/vault'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { collector } from './collector.test-kit.js'
import { telemetry } from './index.js'
import { watchedCentre } from './scene.test-kit.js'

/** All of it is told to the centre somewhere; none of it may come out. */
const planted = {
  caller: 'Maria da Conceição Souza', number: '+5511987654321', note: 'reclama do vizinho João, CPF 529.982.247-25',
  actor: 'maria.souza@example.org', reason: 'connect ECONNREFUSED maria:hunter2@10.1.2.3', thrown: 'no route to +5521912345678', plain: 'Dona Benedita', type: 'Benedita da Silva',
}
type Planted = keyof typeof planted

const unavailable = { _tag: 'StoreUnavailable' as const, reason: planted.reason }

/** Refuses the appends of one stream. */
const failing = (inner: EventStore, stream: string): EventStore => ({
  ...inner,
  append: (to, expected, events) => (to === stream ? () => Promise.resolve(left(unavailable)) : inner.append(to, expected, events)),
})

/** Sends through the centre whatever is personal, wherever people or failures may put it, and answers what a collector has received of it. */
const whatCollectorsReceive = async () => {
  const to = await collector()
  const tracerProvider = new TracerProvider({ spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url: `${to.url}/v1/traces` }) })] })
  const meterProvider = new MeterProvider({ readers: [new PeriodicExportingMetricReader({ exporter: new OTLPMetricExporter({ url: `${to.url}/v1/metrics` }), exportIntervalMillis: 3_600_000 })] })
  const watched = telemetry({ tracerProvider, meterProvider })
  const vault = createVault({ keys: memoryKeys(), masterKey: randomBytes(32), subjectRef: () => randomUUID() as SubjectRef })
  let rung = 0
  const scene = await watchedCentre(watched, {
    store: failing(memoryStore(), 'call-unlucky'),
    carry: (effect) => {
      if (effect.kind === 'ring' && rung++ === 0) return () => Promise.resolve(left({ _tag: 'OutboundUnavailable', reason: planted.reason }))
      if (effect.kind === 'ring' && rung++ === 2) return () => Promise.reject(new Error(planted.thrown))
      return () => Promise.resolve(right(undefined))
    },
  })
  watched.watch(scene.runtime, { clock: scene.clock, workers: workersOf(scene.readModel) })
  const subject = scene.ids.subjectRef()
  const sealed = async (value: string, field: string, commandId = scene.ids.commandId()) => {
    const box = await vault.seal(value, { subject, stream: 'call-7f3a' as never, commandId, field })()
    if (box._tag === 'Left' || !isSealed(box.right)) throw new Error('the vault seals')
    return { commandId, box: box.right }
  }
  const actor = { actor: planted.actor }

  const { box: caller, commandId } = await sealed(planted.caller, 'caller')
  const outcomes = [await scene.send(scene.rooms.call(scene.receive('7f3a', { subject, caller: caller }), { ...actor, commandId }))]
  for (let n = 0; n < 4; n++) {
    await scene.settle()
    scene.clock.advance(6000)
  }
  const { box: number } = await sealed(planted.number, 'number')
  const { box: note } = await sealed(planted.note, 'note')
  const call = '7f3a' as never
  const at = scene.clock.now()
  await scene.send(scene.rooms.call({ type: 'RequestCallback', call, planNow: 'town-hall@1' as never, at, number }, actor))
  await scene.send(scene.rooms.call({ type: 'RecordDisposition', call, at, attendant: 'ana' as never, code: 'solved', note }, actor))
  outcomes.push(
    await scene.send(scene.rooms.call(scene.receive('unlucky'), actor)),
    await scene.send(scene.rooms.call(scene.receive('plain', { caller: planted.plain as never }), actor)),
    await scene.send(scene.rooms.call({ type: planted.type, call: 'typed', at } as never)).catch(() => 'threw')
  )
  watched.runtime.observe({ _tag: 'trouble', failure: unavailable })
  await tracerProvider.shutdown()
  await meterProvider.shutdown()
  await to.until((kept) => kept.metrics().length > 0 && kept.spans().length > 0)
  return { to, outcomes, scene }
}

describe('OTEL-02 nothing personal gets into a span or a metric', () => {
  let received: Awaited<ReturnType<typeof whatCollectorsReceive>>
  beforeAll(async () => {
    received = await whatCollectorsReceive()
  })
  afterAll(() => received.to.close())

  test('though all of it went through the centre', async () => {
    const { outcomes, scene, to } = received
    expect(outcomes).toEqual([undefined, 'StoreUnavailable', 'PlaintextRefused', expect.any(String)])
    const [first] = await scene.events('call-7f3a')
    expect(first).toMatchObject({ type: 'CallReceived', metadata: { actor: planted.actor } })
    const names = to.spans().map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(['ReceiveCall call', 'append call', 'carry ring', 'RequestCallback call', 'RecordDisposition call', 'other call']))
    expect(names.filter((name) => name === 'carry ring').length).toBeGreaterThan(1)
    const errors = to.spans().map(({ attributes }) => attributes?.['error.type'])
    expect(errors).toEqual(expect.arrayContaining(['StoreUnavailable', 'OutboundUnavailable', 'PlaintextRefused']))
  })

  test.each(Object.keys(planted) as Planted[])('not the %s', (what) => {
    const text = received.to.text()
    for (const part of planted[what].split(' ').filter((word) => word.length > 4)) expect(text.includes(part), part).toBe(false)
  })

  test('nor what the vault made of it', async () => {
    const [first] = await received.scene.events('call-7f3a')
    const box = JSON.stringify(first?.data['caller'])
    expect(box.length).toBeGreaterThan(40)
    const long = box.match(/[\w+/=-]{20,}/g) ?? []
    expect(long.length).toBeGreaterThan(0)
    for (const part of long) expect(received.to.text().includes(part), part).toBe(false)
  })
})
