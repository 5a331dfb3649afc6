import { context, metrics, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics'
import { BatchSpanProcessor, ParentBasedSampler, TraceIdRatioBasedSampler, TracerProvider } from '@opentelemetry/sdk-trace'
import { right } from 'fp-ts/lib/Either.js'
import { instant, storedPlans, type CallId, type Clock, type EventStore, type Ids, type Outbound, type ReadModel } from '@disque/core'
import { heldClock, seededIds } from '@disque/core/testing'
import { memoryReadModel, memoryStore } from '@disque/memory'
import { centreRooms, createRuntime, workersOf } from '@disque/runtime'
import { afterEach, expect, test } from 'vitest'
import { collector } from './collector.test-kit.js'
import { telemetry } from './index.js'
import { centre, firstPlan, plan } from './scene.test-kit.js'

afterEach(() => {
  for (const api of [trace, metrics, context]) api.disable()
})

// #region sdk
/** Before anything else of the program is made; `url` is your collector's, such as http://127.0.0.1:4318. */
const startTelemetry = (url: string, worker: string) => {
  const resource = resourceFromAttributes({ 'service.name': 'central-121', 'service.instance.id': worker })
  const tracerProvider = new TracerProvider({
    resource,
    // Of a hundred contacts one is traced, and that one wholly.
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(0.01) }),
    spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url: `${url}/v1/traces` }) })],
  })
  const meterProvider = new MeterProvider({ resource, readers: [new PeriodicExportingMetricReader({ exporter: new OTLPMetricExporter({ url: `${url}/v1/metrics` }), exportIntervalMillis: 15_000 })] })
  trace.setGlobalTracerProvider(tracerProvider)
  metrics.setGlobalMeterProvider(meterProvider)
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  return async () => {
    await tracerProvider.shutdown()
    await meterProvider.shutdown()
  }
}
// #endregion sdk

interface Parts {
  readonly opened: { readonly store: EventStore; readonly readModel: ReadModel }
  readonly clock: Clock
  readonly ids: Ids
  readonly gateway: Outbound
}

const watchedCentre = ({ opened, clock, ids, gateway }: Parts) => {
  // #region watch
  const watched = telemetry()
  const store = watched.store(opened.store, 'sqlite')
  const readModel = watched.readModel(opened.readModel)
  const plans = storedPlans(store)
  const rooms = watched.rooms(centreRooms({ store, readModel, clock, ids, plans }))
  const runtime = createRuntime({ store, readModel, clock, ids, plans, rooms, outbound: watched.outbound(gateway), telemetry: watched.runtime })
  watched.watch(runtime, { clock, workers: workersOf(readModel) })
  // #endregion watch
  return { rooms, runtime }
}

test('a collector receives metrics of all contacts, and traces of some, each of them whole', async () => {
  const to = await collector()
  const stop = startTelemetry(to.url, 'worker-1')
  const [clock, ids] = [heldClock(instant('2020-07-01T10:00:00-03:00')), seededIds()]
  const { rooms, runtime } = watchedCentre({ opened: { store: memoryStore(), readModel: memoryReadModel() }, clock, ids, gateway: { carry: () => () => Promise.resolve(right(undefined)) } })
  const at = clock.now()
  await rooms.centre({ type: 'ChangePlan', centre, plan, at })()
  const [chosen, other] = ['a'.repeat(32), 'b'.repeat(32)]
  for (const trace of [`00-${chosen}-${'1'.repeat(16)}-01`, `00-${other}-${'1'.repeat(16)}-00`]) {
    const caller = { call: trace.slice(3, 11) as CallId, dialled: '156', origin: 'landline', subject: ids.subjectRef(), protocol: ids.protocolNumber(at, plan.timeZone) } as const
    const received = await rooms.call({ type: 'ReceiveCall', centre, plan: firstPlan, planNow: firstPlan, at, ...caller }, { trace: { traceparent: trace } })()
    expect(received._tag).toBe('Right')
  }
  await runtime.settle(clock.now())()
  await stop()

  await to.until((kept) => kept.spans().length > 0 && kept.metrics().length > 0)
  expect(to.spans().filter(({ traceId }) => traceId === chosen).map(({ name }) => name)).toEqual(expect.arrayContaining(['ReceiveCall call', 'append call', 'telephony carry notify', 'carry notify']))
  expect(to.spans().filter(({ traceId }) => traceId === other)).toEqual([])
  expect(to.resources()[0]).toMatchObject({ 'service.name': 'central-121', 'service.instance.id': 'worker-1' })
  expect(to.metrics().map(({ name }) => name)).toEqual(expect.arrayContaining(['disque.command.duration', 'disque.append.duration', 'disque.carry.duration', 'disque.steps', 'disque.worker.lag', 'disque.workers']))
  await to.close()
})
