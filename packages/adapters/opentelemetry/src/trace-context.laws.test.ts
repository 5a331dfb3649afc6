import { fc, test } from '@fast-check/vitest'
import { ROOT_CONTEXT, context, defaultTextMapGetter, trace } from '@opentelemetry/api'
import { W3CTraceContextPropagator } from '@opentelemetry/core'
import { describe, expect } from 'vitest'
import { withContextManager } from './sdk.test-kit.js'
import { parentOf, spanContextOf, traceOf } from './trace-context.js'

const hex = (length: number) => fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length })
const id = (length: number) => fc.oneof({ weight: 6, arbitrary: hex(length) }, fc.constant('0'.repeat(length)))
const joined = (parts: fc.Arbitrary<readonly string[]>) => parts.map((p) => p.join('-'))
const good = joined(fc.tuple(fc.constant('00'), hex(32).filter((h) => /[^0]/.test(h)), hex(16).filter((h) => /[^0]/.test(h)), fc.constantFrom('00', '01')))
const odd = fc.oneof(
  joined(fc.tuple(hex(2), id(32), id(16), hex(2))),
  joined(fc.tuple(fc.constantFrom('00', '01', 'ff'), hex(32), hex(16), hex(2), fc.string({ maxLength: 5 }))),
  joined(fc.tuple(hex(2), hex(31), hex(16), hex(2))),
  good.map((g) => g.toUpperCase()), good.map((g) => ` ${g} `), good.map((g) => `${g}\n`), fc.string()
)
/** Each key once, as W3C wants it: of a key that comes twice the two keep different ones. */
const tracestate = fc.uniqueArray(fc.tuple(fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/), fc.stringMatching(/^[!-+.-<>-~]{1,8}$/)), { maxLength: 40, selector: ([key]) => key }).map((all) => all.map(([key, value]) => `${key}=${value}`).join(','))

/** What OpenTelemetry's own propagator reads. */
const propagated = (traceparent: string, state: string) =>
  trace.getSpanContext(new W3CTraceContextPropagator().extract(ROOT_CONTEXT, { traceparent, tracestate: state }, defaultTextMapGetter))

describe('a carried trace', () => {
  test.prop([fc.oneof(good, odd), tracestate])("OTEL-05 is read as OpenTelemetry's own propagator reads it", (traceparent, state) => {
    const [ours, theirs] = [spanContextOf({ traceparent, tracestate: state }), propagated(traceparent, state)]
    const plain = (of: typeof ours) => of && { ...of, traceState: of.traceState?.serialize() ?? '' }
    expect(plain(ours)).toEqual(plain(theirs))
  })

  test.prop([good, tracestate])('is written as it was read', (traceparent, state) => {
    const read = spanContextOf({ traceparent, tracestate: state })
    const written = traceOf(read === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, read))
    const kept = read?.traceState?.serialize() ?? ''
    expect(written).toEqual({ traceparent, ...(kept === '' ? {} : { tracestate: kept }) })
  })

  test.prop([good, good])('OTEL-04 wins over the active span, unless both are one trace', (active, handed) => {
    const [near, far] = [spanContextOf({ traceparent: active }), spanContextOf({ traceparent: handed })]
    if (near === undefined || far === undefined) throw new Error('both are valid')
    fc.pre(near.traceId !== far.traceId)
    const parentWhile = (of: typeof near) =>
      withContextManager(() => context.with(trace.setSpanContext(ROOT_CONTEXT, of), () => Promise.resolve(trace.getSpanContext(parentOf({ traceparent: handed }))?.spanId)))
    return Promise.all([parentWhile(near)]).then(async ([other]) => {
      expect(other).toBe(far.spanId)
      expect(await parentWhile({ ...far, spanId: near.spanId })).toBe(near.spanId)
    })
  })

  test('that is absent leaves the active span as the parent', () =>
    withContextManager(() => {
      const near = spanContextOf({ traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` })
      return context.with(near === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, near), () => {
        expect(trace.getSpanContext(parentOf(undefined))?.spanId).toBe('b'.repeat(16))
        expect(trace.getSpanContext(parentOf({ traceparent: 'nonsense' }))?.spanId).toBe('b'.repeat(16))
        return Promise.resolve()
      })
    }))
})
