import { left, right, type Either } from 'fp-ts/lib/Either.js'
import { fc, test } from '@fast-check/vitest'
import { diag, metrics, trace } from '@opentelemetry/api'
import { afterAll, beforeAll, describe, expect, vi } from 'vitest'
import type { Effect, EventStore, NewEvent, ReadModel } from '@disque/core'
import { brokenSdks, withBrokenManager, type BrokenManager } from './broken-sdk.test-kit.js'
import { telemetry, type Telemetry } from './index.js'
import { sdk, withContextManager } from './sdk.test-kit.js'

const working = sdk()
afterAll(working.close)

/** No SDK, a working one, and those that throw. */
const all: readonly Telemetry[] = [telemetry({ tracerProvider: trace.getTracerProvider(), meterProvider: metrics.getMeterProvider() }), working.telemetry, ...brokenSdks.map(telemetry)]

type Under = <A>(run: () => Promise<A>) => Promise<A>
const broken = (how: BrokenManager): Under => (run) => withBrokenManager(how, run)
const managers: readonly Under[] = [(run) => run(), withContextManager, broken('early'), broken('late'), broken('idle')]

const watched = fc.record({ by: fc.constantFrom(...all), under: fc.constantFrom(...managers) })

const tag = fc.constantFrom('StoreUnavailable', 'WrongRevision', 'OutcomeUnknown', 'NotAllowed', 'CallNotWaiting', 'LeaseHeld', 'Fenced', 'OutboundUnavailable', 'constructor', '__proto__', '')
/** What something answers: right or left, sensible or not, or what it throws. */
type Answer = { readonly does: 'answers'; readonly result: Either<{ readonly _tag: string }, unknown> } | { readonly does: 'rejects' | 'throws'; readonly error: unknown }
const answer: fc.Arbitrary<Answer> = fc.oneof(
  fc.record({ does: fc.constant('answers' as const), result: fc.oneof(fc.anything().map((a) => right(a)), fc.record({ _tag: tag, reason: fc.string() }).map((a) => left(a))) }),
  fc.record({ does: fc.constantFrom('rejects' as const, 'throws' as const), error: fc.oneof(fc.constant(new TypeError('bug')), fc.anything()) })
)
const given = (a: Answer): Promise<unknown> => {
  if (a.does === 'answers') return Promise.resolve(a.result)
  if (a.does === 'throws') throw a.error
  return Promise.reject(a.error)
}

/** What came out, and how often it was asked: watched it is the very same. */
const comes = async (run: () => Promise<unknown>) => run().then((result) => ({ result }), (error: unknown) => ({ error }))
const same = async (a: Answer, run: (inner: () => Promise<never>) => () => Promise<unknown>, { under }: { readonly under: Under }) => {
  const inner = vi.fn(() => given(a) as Promise<never>)
  const got = await under(() => comes(async () => run(inner)()))
  expect(inner).toHaveBeenCalledTimes(1)
  if (a.does === 'answers') expect('result' in got && got.result === a.result).toBe(true)
  else expect('error' in got && Object.is(got.error, a.error)).toBe(true)
}

const traced = { traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` }
const asking = fc.option(fc.record({ actor: fc.constant('x'), trace: fc.constantFrom(traced, { traceparent: '?' }) }, { requiredKeys: [] }), { nil: undefined })
const events = [{ id: 'e', type: 'CallEnded', data: { type: 'CallEnded', at: 1 }, metadata: { schema: 1, commandId: 'c', correlation: 'x', recordedAt: 1 } }] as unknown as readonly [NewEvent]
const effect = { id: 'x/1/0', kind: 'ring', contact: 'call-x', device: 'ana', key: 'k', order: 1, detail: {} } as unknown as Effect

describe('OTEL-01 what is watched answers as if nobody watched', () => {
  // What fails is told to OpenTelemetry's own log; one that fails, too, is worst.
  beforeAll(() => {
    const quiet = () => undefined
    const warn = () => {
      throw new Error('no room for a log')
    }
    diag.setLogger({ error: quiet, warn, info: quiet, debug: quiet, verbose: quiet }, { suppressOverrideMessage: true })
    return () => {
      diag.disable()
    }
  })

  test.prop([answer, watched, asking])('a command', (a, by, context) =>
    same(a, (inner) => by.by.handle('call', () => inner)({ type: 'EndCall', at: 1, call: 'x' } as never, context), by))

  test.prop([answer, watched])('an append', (a, by) =>
    same(a, (inner) => by.by.store({ append: () => inner } as unknown as EventStore).append('call-x' as never, 'no-stream', events), by))

  test.prop([answer, watched])('an effect', (a, by) => same(a, (inner) => by.by.outbound({ carry: () => inner }).carry(effect), by))

  test.prop([answer, watched, fc.constantFrom('get', 'checkpoint', 'commit', 'acquire', 'release')])('a read model', (a, by, operation) =>
    same(a, (inner) => (by.by.readModel({ [operation]: () => inner } as unknown as ReadModel)[operation] as () => () => Promise<unknown>)(), by))

  test.prop([answer, watched, fc.constantFrom(undefined, traced)])('a step', (a, by, trace) =>
    same(a, (inner) => () => by.by.runtime.step({ work: 'timers', id: 'x', does: 'send call', trace }, inner), by))

  test.prop([watched, fc.anything()])('what a runtime tells never comes back', ({ by, under }, told) =>
    under(() => {
      expect(() => by.runtime.observe(told as never)).not.toThrow()
      return Promise.resolve()
    }))

  test.prop([fc.constantFrom(...all)])('and hands on what it was asked', async (by) => {
    const asked: unknown[] = []
    const handle = by.handle('call', (...of: unknown[]) => {
      asked.push(of)
      return () => Promise.resolve(right({ events: [], revision: 0, position: '', already: false }))
    })
    const command = { type: 'EndCall', at: 1, call: 'x' }
    await handle(command as never, { actor: 'x', causation: 'y' })()
    expect(asked).toEqual([[command, expect.objectContaining({ actor: 'x', causation: 'y' })]])
  })

  test.prop([fc.constantFrom(...all)])('rooms keep what is no handle', (by) => {
    const decider = { category: 'call' }
    const rooms = { call: () => () => Promise.resolve(right(1)), callDecider: decider }
    expect(Object.keys(by.rooms(rooms))).toEqual(['call', 'callDecider'])
    expect(by.rooms(rooms).callDecider).toBe(decider)
  })
})
