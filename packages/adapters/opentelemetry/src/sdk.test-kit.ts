import { context, type Attributes } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { AggregationTemporality, InMemoryMetricExporter, MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics'
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider, type ReadableSpan } from '@opentelemetry/sdk-trace'
import { telemetry } from './index.js'

/** A series of a metric as it was collected last. */
export interface Point {
  readonly attributes: Attributes
  /** A histogram's count of values, and their sum. */
  readonly value: number
  readonly sum?: number
}

/** OpenTelemetry's own SDK, which keeps in memory what it would send. */
export const sdk = () => {
  const exporter = new InMemorySpanExporter()
  const tracerProvider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] })
  const collected = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE)
  const meterProvider = new MeterProvider({ readers: [new PeriodicExportingMetricReader({ exporter: collected, exportIntervalMillis: 3_600_000 })] })

  const resourceMetrics = async () => {
    collected.reset()
    await meterProvider.forceFlush()
    return collected.getMetrics()
  }

  return {
    tracerProvider, meterProvider, resourceMetrics,
    telemetry: telemetry({ tracerProvider, meterProvider }),
    spans: (): readonly ReadableSpan[] => exporter.getFinishedSpans(),
    points: async (name: string): Promise<readonly Point[]> => {
      const [found] = (await resourceMetrics()).flatMap(({ scopeMetrics }) => scopeMetrics).flatMap(({ metrics }) => metrics).filter(({ descriptor }) => descriptor.name === name)
      return (found?.dataPoints ?? []).map(({ attributes, value }) => (typeof value === 'number' ? { attributes, value } : { attributes, value: value.count, ...(value.sum === undefined ? {} : { sum: value.sum }) }))
    },
    close: async () => {
      await tracerProvider.shutdown()
      await meterProvider.shutdown()
    },
  }
}

/** Runs with a context manager that follows `await`, which is registered globally, and takes it away again. */
export const withContextManager = async <A>(run: () => Promise<A>): Promise<A> => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  try {
    return await run()
  } finally {
    context.disable()
  }
}

/** A span by its name, whose kind and parent say the rest. */
export const named = (spans: readonly ReadableSpan[], name: string): ReadableSpan => {
  const found = spans.find((span) => span.name === name)
  if (found === undefined) throw new Error(`no span is called ${name}, but there are: ${spans.map((span) => span.name).join(', ')}`)
  return found
}

/** Names from the root to a span. */
export const pathTo = (spans: readonly ReadableSpan[], span: ReadableSpan): readonly string[] => {
  const parent = spans.find((other) => other.spanContext().spanId === span.parentSpanContext?.spanId)
  return [...(parent === undefined ? [] : pathTo(spans, parent)), span.name]
}
