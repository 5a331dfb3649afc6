import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { Figures, isSealed, type Recorded } from '@disque/core'
import { centreLaws } from '@disque/core/testing'
import { logLines } from '../calls/log.arbitrary.js'
import { line, logText, sample } from '../calls/log.test-kit.js'
import { factsOf, totalOf } from '../figures/read.js'
import { callersOf } from './callers.js'
import { presencesOf } from './presence.js'
import { clock, routed } from './routed.test-kit.js'
import { routedSide } from './side.js'

const text = readFileSync(sample, 'utf8')

const anySealed = (value: unknown): boolean => isSealed(value) || (typeof value === 'object' && value !== null && Object.values(value).some(anySealed))

const lawsOf = (events: readonly Recorded[], finished: boolean) => {
  const laws = centreLaws()
  for (const event of events) laws.take(event)
  return laws.violations({ finished })
}

const ofType = (events: readonly Recorded[], type: string) => events.filter((e) => e.type === type).map(({ stream, data }) => ({ stream, at: data.at, data: new Map(Object.entries(data)) }))
const timesBy = (events: readonly Recorded[], type: string): ReadonlyMap<string, number> => new Map(ofType(events, type).map(({ stream, at }) => [stream, at]))

describe('a log routed anew', () => {
  it('gives the same events for the same seed: equal to the byte, and none has a sealed field', async () => {
    const [one, again] = [await routed(text, 121), await routed(text, 121)]
    expect(one.events.length).toBeGreaterThan(100)
    expect(again.events.map((e) => JSON.stringify(e))).toEqual(one.events.map((e) => JSON.stringify(e)))
    expect(one.events.some(({ data }) => anySealed(data))).toBe(false)
  })

  it('gives others for another seed', async () => {
    const essence = (events: readonly Recorded[]) => events.map(({ stream, type, revision, data }) => JSON.stringify([stream, type, revision, data]))
    expect(essence((await routed(text, 122)).events)).not.toEqual(essence((await routed(text, 121)).events))
  })

  it('keeps every law of the centre, and nobody is left over', async () => {
    expect(lawsOf((await routed(text, 121)).events, true)).toEqual([])
  })

  it('names no customer', async () => {
    expect(JSON.stringify((await routed(text, 121)).events)).not.toMatch(/"10(0[1-9]|1[012])"/)
  })

  it('lets those wait on who never give up, when the last attendant has gone', async () => {
    const early = line({ type: 'PS' })
    const late = line({ call_id: '2', vru_entry: '9:00:00', vru_exit: '9:00:00', vru_time: '0', q_start: '9:00:00', q_exit: '9:00:05', q_time: '5', ser_start: '9:00:05', ser_exit: '9:01:05', server: 'NO_SERVER' })
    const { events, store } = await routed(logText(early, late), 1)
    const facts = await factsOf(store)()
    expect(facts._tag === 'Right' && Figures.stillWaiting(totalOf(routedSide(facts.right)))).toBe(1)
    expect(lawsOf(events, false)).toEqual([])
  })

  it('finishes a talk over midnight before the next day’s shift begins', async () => {
    const at = (call_id: string, date: string, time: string, ser_time: string) => line({ call_id, date, vru_entry: time, vru_exit: time, vru_time: '0', q_start: time, q_exit: time, q_time: '0', ser_start: time, ser_time })
    const { events } = await routed(logText(at('1', '990401', '23:50:00', '3600'), at('2', '990402', '0:10:00', '60'), at('3', '990402', '1:00:00', '60')), 1)
    expect(ofType(events, 'ShiftEnded')).toHaveLength(2)
    expect(ofType(events, 'ShiftClosed')).toHaveLength(2)
    expect(lawsOf(events, true)).toEqual([])
  })

  test.prop([logLines, fc.nat()], { numRuns: 25 })('keeps the laws, and loses no call, whatever the log says', async (lines, seed) => {
    const { calls, events, store } = await routed(logText(...lines), seed)
    expect(lawsOf(events, false)).toEqual([])
    const facts = await factsOf(store)()
    if (facts._tag === 'Left') throw new Error(facts.left._tag)
    const { answered, abandoned, offered } = totalOf(facts.right)
    const waiting = Figures.stillWaiting(totalOf(facts.right))
    expect([facts.right.received, offered]).toEqual([calls.length, calls.length - facts.right.leftInMenu])
    expect(answered + abandoned + waiting).toBe(offered)
    expect(facts.right.leftInMenu).toBe(calls.filter((c) => c.end === 'leftInMenu').length)
  })

  test.prop([logLines, fc.nat()], { numRuns: 25 })('has every caller come, wait and talk as drawn: abandoned when patience ends, answered before, talking as long as the matter takes', async (lines, seed) => {
    const { calls, events } = await routed(logText(...lines), seed)
    const [received, queued, answered, abandoned, ended] = ['CallReceived', 'CallQueued', 'CallAnswered', 'CallAbandoned', 'CallEnded'].map((type) => timesBy(events, type))
    for (const { recorded, patience, handling } of callersOf(calls, seed)) {
      const stream = `call-${recorded.call}`
      expect(received?.get(stream)).toBe(recorded.received)
      if (recorded.end === 'leftInMenu') continue
      const [since, a, b] = [queued?.get(stream) ?? NaN, answered?.get(stream), abandoned?.get(stream)]
      expect(since).toBe(recorded.queued)
      if (b !== undefined) expect(b - since).toBe(patience)
      if (a === undefined) continue
      expect(a - since).toBeLessThanOrEqual(patience)
      expect((ended?.get(stream) ?? NaN) - a).toBe(handling)
    }
  })

  test.prop([logLines, fc.nat()], { numRuns: 25 })('reserves nobody whom the log does not show present, nor on break', async (lines, seed) => {
    const { calls, events } = await routed(logText(...lines), seed)
    const presences = presencesOf(calls, clock)
    for (const { at, data } of ofType(events, 'Reserved')) {
      const there = presences.find((p) => p.shift === data.get('shift') && p.attendant === data.get('attendant'))
      expect(there !== undefined && there.from <= at && at <= there.until).toBe(true)
      expect(there?.breaks.some((b) => b.from < at && at < b.until)).toBe(false)
    }
  })
})

const data = process.env['DISQUE_DATA']
const january = data === undefined ? '' : path.join(data, 'calls-1999', 'january.tsv')

describe('January 1999', () => {
  it.skipIf(!existsSync(january))('keeps every law when it is routed anew, and gives the figures of the how-to (needs DISQUE_DATA, a folder with calls-1999/january.tsv)', { timeout: 900_000 }, async () => {
    const { events, store } = await routed(readFileSync(january, 'utf8'), 121)
    expect(lawsOf(events, true)).toEqual([])
    const facts = await factsOf(store)()
    if (facts._tag === 'Left') throw new Error(facts.left._tag)
    const { offered, answered, abandoned } = totalOf(facts.right)
    expect([facts.right.received, facts.right.leftInMenu, offered, answered, abandoned]).toEqual([31_359, 1_198, 30_161, 28_718, 1_443])
  })
})
