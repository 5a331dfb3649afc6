import { describe, expect, test } from 'vitest'
import { fc, test as property } from '@fast-check/vitest'
import type { TraceContext } from '@disque/core'
import { telemetries, type Seen, type StepAbout, type Telemetry } from '../index.js'
import { scene } from '../scene.test-kit.js'

/** Writes down what it is told, and puts its name onto the trace. */
const listener = (name: string, heard: string[]): Telemetry => ({
  observe: (seen) => void heard.push(`${name} ${seen._tag}`),
  step: async (about, run) => {
    heard.push(`${name} begins ${about.does}`)
    const result = await run({ traceparent: `${about.trace?.traceparent ?? ''}${name}` })
    heard.push(`${name} ends`)
    return result
  },
})

const about: StepAbout = { work: 'process/offers/1', id: 'o-1/offer', does: 'send call', trace: { traceparent: '0' } }

describe('several listeners', () => {
  property.prop([fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 4 }), fc.anything()])('lie around a step from the first to the last, hand the trace on, and change no result', async (names, result) => {
    const heard: string[] = []
    const all = telemetries(...names.map((name) => (name === '' ? {} : listener(name, heard))))
    const traces: (TraceContext | undefined)[] = []
    const run = (trace: TraceContext | undefined) => {
      traces.push(trace)
      return Promise.resolve(result)
    }
    expect(await all.step?.(about, run)).toBe(result)
    const named = names.filter((name) => name !== '')
    expect(traces).toEqual([{ traceparent: `0${named.join('')}` }])
    expect(heard).toEqual([...named.map((name) => `${name} begins send call`), ...[...named].reverse().map((name) => `${name} ends`)])
    heard.splice(0)
    all.observe?.({ _tag: 'recovered', afterMs: 1 } satisfies Seen)
    expect(heard).toEqual(named.map((name) => `${name} recovered`))
  })
})

describe('what a worker tells', () => {
  test('each step with its outcome and how late a timer was, under the trace of the event that led to it', async () => {
    const seen: Seen[] = []
    const abouts: StepAbout[] = []
    const carried = { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' }
    const s = await scene({
      telemetry: {
        observe: (told) => void seen.push(told),
        step: (what, run) => {
          abouts.push(what)
          return run(carried)
        },
      },
    })
    await s.changePlan()
    await s.signIn('ana')
    await s.settle()
    expect(abouts).toEqual([{ work: 'process/signing/1', id: 'ana-1/start', does: 'send shift', trace: undefined }])
    const started = (await s.events()).find((e) => e.type === 'ShiftStarted')
    expect(started?.metadata.trace).toEqual(carried)
    await s.dial('c1')
    await s.advance(60_000)
    expect(seen.filter((told) => told._tag === 'taken')).toHaveLength(s.holds().length)
    expect(seen.filter((told) => told._tag === 'stepped').map(({ work, outcome, ...more }) => [work, outcome, 'lateMs' in more ? more.lateMs : undefined])).toContainEqual(['timers', 'events', 0])
  })
})
