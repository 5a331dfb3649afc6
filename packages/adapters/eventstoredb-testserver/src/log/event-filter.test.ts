import { expect, test } from 'vitest'
import { prefixFilter, regexFilter, shownInAll } from './event-filter.js'
import { filteredPage } from './filtered.js'
import { memoryLog } from './log.js'
import { event } from './log.test-kit.js'

const stored = (stream: string, type = 'T') => {
  const log = memoryLog()
  log.append(stream, 'any', [event(type)])
  return log.readAll('end', 1, 'backwards')[0]!
}

test('TESTSERVER-05 all hides epochs and what persistent subscriptions to all keep, and nothing else', () => {
  expect(shownInAll(stored('$epoch-information'))).toBe(false)
  expect(shownInAll(stored('$persistentsubscription-$all::g-checkpoint'))).toBe(false)
  expect(shownInAll(stored('$persistentsubscription-$all::g-parked'))).toBe(false)
  expect(shownInAll(stored('$persistentsubscription-s::g-parked'))).toBe(true)
  expect(shownInAll(stored('$$s'))).toBe(true)
})

test('filters look at the stream or the type, by prefixes or by an expression', () => {
  expect(prefixFilter('stream', ['a', 'b'])(stored('bc'))).toBe(true)
  expect(prefixFilter('type', ['a'])(stored('a'))).toBe(false)
  expect(prefixFilter('type', [])(stored('a'))).toBe(false)
  expect(regexFilter('type', '^[^$].*')?.(stored('$s'))).toBe(true)
  expect(regexFilter('stream', '^[^$].*')?.(stored('$s'))).toBe(false)
  expect(regexFilter('stream', '(?i)^ORDER')?.(stored('order-1'))).toBe(true)
  expect(regexFilter('stream', '(')).toBeUndefined()
})

test('a page ends with enough matches, with the records it may look at, or with the log', () => {
  const log = memoryLog()
  for (let n = 0; n < 10; n++) log.append('s', 'any', [event(n % 5 === 4 ? 'Wanted' : 'Other')])
  const filter = prefixFilter('type', ['Wanted'])
  const page = (max: number, window: number) => filteredPage(log, 'start', { max, window, filter, direction: 'forwards' })
  expect(page(1, 100)).toMatchObject({ considered: 7, atEnd: false, events: [{ revision: 4n }] })
  expect(page(9, 7)).toMatchObject({ considered: 7, atEnd: false, events: [{}] })
  expect(page(9, 100)).toMatchObject({ considered: 12, atEnd: true, events: [{}, {}] })
  expect(log.readAll(page(1, 100).next, 1, 'forwards')).toMatchObject([{ revision: 5n }])
})
