import { context, ROOT_CONTEXT, type Meter, type MeterProvider, type Span, type TracerProvider } from '@opentelemetry/api'

const fails = (): never => {
  throw new Error('the SDK is broken')
}

/** Everything that is asked of it throws. */
const broken = <A extends object>(): A => new Proxy({} as A, { get: () => fails })

/** Spans that begin, and then throw whatever is asked of them. */
const brokenSpans: TracerProvider = { getTracer: () => ({ startSpan: () => broken<Span>(), startActiveSpan: fails }) }
const noSpans: TracerProvider = { getTracer: () => ({ startSpan: fails, startActiveSpan: fails }) }

/** Instruments can be made, and then throw. */
const brokenMeters: MeterProvider = { getMeter: () => new Proxy({} as Meter, { get: () => () => broken() }) }

export const brokenSdks = [
  { tracerProvider: noSpans, meterProvider: brokenMeters },
  { tracerProvider: brokenSpans, meterProvider: brokenMeters },
]

const managers = {
  /** Throws before it runs anything. */
  early: { active: fails, with: fails, bind: fails },
  /** Runs, and throws afterwards. */
  late: {
    active: () => ROOT_CONTEXT,
    with: (_: unknown, run: () => unknown) => {
      run()
      return fails()
    },
    bind: fails,
  },
  /** Never runs what it should. */
  idle: { active: () => ROOT_CONTEXT, with: () => undefined, bind: fails },
}
export type BrokenManager = keyof typeof managers

/** Runs under a context manager that is broken in some way. */
export const withBrokenManager = async <A>(how: BrokenManager, run: () => Promise<A>): Promise<A> => {
  const manager = { ...managers[how], enable: () => manager, disable: () => manager }
  context.setGlobalContextManager(manager as unknown as Parameters<typeof context.setGlobalContextManager>[0])
  try {
    return await run()
  } finally {
    context.disable()
  }
}
