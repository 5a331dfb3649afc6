import { context, createTraceState, isSpanContextValid, ROOT_CONTEXT, trace, type Context, type SpanContext } from '@opentelemetry/api'
import type { TraceContext } from '@disque/core'
import { quietly } from './quietly.js'

const form = /^\s?([\da-f]{2})-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})(-.*)?\s?$/

/** OTEL-05 A `traceparent` that is none by W3C's rules counts as absent: it neither fails nor goes on. Source: https://www.w3.org/TR/trace-context/#traceparent-header */
export const spanContextOf = (carried: TraceContext | undefined): SpanContext | undefined => {
  if (carried === undefined) return undefined
  const [, version, traceId, spanId, flags, more] = form.exec(carried.traceparent) ?? []
  if (traceId === undefined || spanId === undefined || flags === undefined) return undefined
  if (version === 'ff' || (version === '00' && more !== undefined)) return undefined
  const found: SpanContext = {
    traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true,
    ...(carried.tracestate === undefined ? {} : { traceState: createTraceState(carried.tracestate) }),
  }
  return isSpanContextValid(found) ? found : undefined
}

/** What goes into a command's context, and from there into its events' metadata. */
export const traceOf = (inside: Context): TraceContext | undefined => {
  const of = quietly(() => trace.getSpanContext(inside))
  if (of === undefined || !isSpanContextValid(of)) return undefined
  const tracestate = of.traceState?.serialize() ?? ''
  return {
    traceparent: `00-${of.traceId}-${of.spanId}-${(of.traceFlags & 0xff).toString(16).padStart(2, '0')}`,
    ...(tracestate === '' ? {} : { tracestate }),
  }
}

/** OTEL-04 A trace that is handed over wins over the active span, but where both are one trace: then the active span lies nearer. */
export const parentOf = (carried: TraceContext | undefined): Context =>
  quietly(() => {
    const active = context.active()
    const handed = spanContextOf(carried)
    return handed === undefined || trace.getSpanContext(active)?.traceId === handed.traceId ? active : trace.setSpanContext(active, handed)
  }) ?? ROOT_CONTEXT

/** OTEL-10 A step goes on from the event that led to it and from nothing else: the span in which somebody started the runtime is not its parent. */
export const parentOfStep = (carried: TraceContext | undefined): Context =>
  quietly(() => {
    const handed = spanContextOf(carried)
    return handed === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, handed)
  }) ?? ROOT_CONTEXT
