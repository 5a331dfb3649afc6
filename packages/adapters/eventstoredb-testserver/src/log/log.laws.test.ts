import { fc, test } from '@fast-check/vitest'
import { expect } from 'vitest'
import type { Expected, Proposed } from './model.js'
import { memoryLog } from './log.js'
import { event, readable, said, textOf } from './log.test-kit.js'

const streams = ['a', 'b', 'c-1'] as const
const ids = Array.from({ length: 12 }, (_, n) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`)

const expected: fc.Arbitrary<Expected> = fc.oneof(
  fc.constantFrom<Expected>('any', 'no-stream', 'stream-exists'),
  fc.bigInt({ min: 0n, max: 6n }).map((revision) => ({ revision }))
)
const appends = fc.array(fc.record({ stream: fc.constantFrom(...streams), expected, ids: fc.array(fc.constantFrom(...ids), { maxLength: 3 }) }), { maxLength: 40 })

/** The rule for streams that nobody deletes, as plainly as it can be said. */
const model = () => {
  const stored = new Map<string, string[]>()
  const first = new Map<string, string>()
  return (stream: string, expects: Expected, events: readonly Proposed[]): string => {
    const there = stored.get(stream) ?? []
    const wanted = events.map(({ id }) => id)
    const wrong = `WrongRevision ${there.length - 1}`
    const write = () => {
      for (const [index, id] of wanted.entries()) if (!first.has(id)) first.set(id, `${stream} ${there.length + index}`)
      stored.set(stream, [...there, ...wanted])
      return `Appended ${there.length + wanted.length - 1}`
    }
    if (expects === 'stream-exists' && there.length === 0) return wrong
    if (expects === 'any' || expects === 'stream-exists') {
      const places = wanted.map((id) => (first.get(id)?.startsWith(`${stream} `) === true ? Number(first.get(id)?.split(' ')[1]) : undefined))
      if (places[0] === undefined) return write()
      return places.includes(undefined) ? wrong : `Already ${places.at(-1)}`
    }
    const next = expects === 'no-stream' ? 0 : Number(expects.revision) + 1
    if (next === there.length) return write()
    const same = wanted.length > 0 && wanted.every((id, index) => there[next + index] === id)
    return next < there.length && same ? `Already ${next + wanted.length - 1}` : wrong
  }
}

test.prop([appends])('TESTSERVER-14 histories of appends are answered as the rule says', (history) => {
  const log = memoryLog()
  const answer = model()
  for (const { stream, expected: expects, ids: wanted } of history) {
    const events = wanted.map((id) => event('T', id))
    expect(said(log.append(stream, expects, events))).toBe(answer(stream, expects, events))
  }
})

test.prop([appends])('positions grow, all streams together are all records, and both directions agree', (history) => {
  const log = memoryLog()
  for (const { stream, expected: expects, ids: wanted } of history) log.append(stream, expects, wanted.map((id) => event('T', id)))
  const all = log.readAll('start', 1_000, 'forwards')
  expect(log.readAll('end', 1_000, 'backwards')).toEqual(all.toReversed())
  for (const [index, { commit, prepare }] of all.entries()) {
    expect(prepare).toBe(commit)
    expect(log.isBoundary({ commit, prepare })).toBe(true)
    expect(log.isBoundary({ commit: commit + 1n, prepare })).toBe(false)
    if (index > 0) expect(commit).toBeGreaterThan(all[index - 1]!.commit)
    expect(log.readAll({ commit, prepare }, 1, 'forwards')).toEqual([all[index]])
    expect(log.readAll({ commit, prepare }, 1, 'backwards')).toEqual(index === 0 ? [] : [all[index - 1]])
  }
  for (const stream of streams) {
    const own = all.filter((stored) => stored.stream === stream)
    expect(own.map(({ revision }) => Number(revision))).toEqual(own.map((_, index) => index))
    expect(log.readLive(stream, 0n, 1_000)).toEqual(own)
  }
})

test.prop([fc.nat({ max: 12 }), fc.option(fc.nat({ max: 14 })), fc.option(fc.integer({ min: 1, max: 14 })), fc.integer({ min: 1, max: 5 })])(
  'TESTSERVER-15 reading page by page gives what reading at once gives, in both directions',
  (count, tb, maxCount, page) => {
    const log = memoryLog()
    log.append('s', 'any', Array.from({ length: count }, () => event()))
    log.append('$$s', 'any', [event('$metadata', undefined, JSON.stringify({ ...(tb === null ? {} : { $tb: tb }), ...(maxCount === null ? {} : { $maxCount: maxCount }) }))])
    const from = Math.max(tb ?? 0, maxCount === null ? 0 : count - maxCount, 0)
    const visible = Array.from({ length: count }, (_, n) => n).filter((n) => n >= from)
    expect(readable(log, 's')).toEqual(count === 0 ? 'NotFound' : visible)
    for (const direction of ['forwards', 'backwards'] as const) {
      const seen: number[] = []
      let next: bigint | 'start' | 'end' | undefined = direction === 'forwards' ? 'start' : 'end'
      while (next !== undefined) {
        const slice = log.readStream('s', next, page, direction)
        if (slice._tag !== 'Found') break
        seen.push(...slice.events.map(({ revision }) => Number(revision)))
        next = slice.atEnd ? undefined : slice.next
      }
      expect(seen).toEqual(count === 0 ? [] : direction === 'forwards' ? visible : visible.toReversed())
    }
  }
)

test.prop([appends])('TESTSERVER-10 following `$ce-` gives the events of a category in their order', (history) => {
  const log = memoryLog({ standardProjections: true })
  for (const { stream, expected: expects, ids: wanted } of history) log.append(stream, expects, wanted.map((id) => event('T', id)))
  const links = log.readLive('$ce-c', 0n, 1_000)
  expect(links.map((link) => log.resolve(link).event)).toEqual(log.readLive('c-1', 0n, 1_000))
  expect(links.map(textOf)).toEqual(links.map((_, n) => `${n}@c-1`))
})
