import { afterEach, describe, expect, test } from 'vitest'
import type { Seen } from '@disque/runtime'
import type { Instant } from '@disque/core'
import { sdk } from './sdk.test-kit.js'

let watched = sdk()
afterEach(async () => {
  await watched.close()
  watched = sdk()
})

const told = (...all: readonly Seen[]) => {
  for (const each of all) watched.telemetry.runtime.observe(each)
}
const routing = 'process/routing/4'
const key = { work: routing, key: 'call-7f3a', id: 'offer/call-7f3a/1', reason: 'told by Maria' }

/** What each kind of telling adds to which metric. */
const cases: readonly (readonly [string, readonly Seen[], string, readonly unknown[]])[] = [
  ['troubles, by what fails', [{ _tag: 'trouble', failure: { _tag: 'StoreUnavailable', reason: 'gone' }, tries: 1, pauseMs: 50 }, { _tag: 'trouble', failure: { _tag: 'StoreFull', reason: 'x' }, tries: 2, pauseMs: 50 }],
    'disque.troubles', [{ attributes: { 'error.type': 'StoreUnavailable' }, value: 1 }, { attributes: { 'error.type': 'StoreFull' }, value: 1 }]],
  ['how long trouble lasted, in seconds', [{ _tag: 'recovered', afterMs: 4500 }], 'disque.trouble.duration', [{ attributes: {}, value: 1, sum: 4.5 }]],
  ['steps, by work and outcome', [{ _tag: 'stepped', work: routing, id: 'a', outcome: 'events' }, { _tag: 'stepped', work: routing, id: 'b', outcome: 'refusal' }, { _tag: 'stepped', work: routing, id: 'c', outcome: 'events' }],
    'disque.steps', [{ attributes: { 'disque.work': routing, 'disque.outcome': 'events' }, value: 2 }, { attributes: { 'disque.work': routing, 'disque.outcome': 'refusal' }, value: 1 }]],
  ['how late timers are, in seconds, and nothing else', [{ _tag: 'stepped', work: 'timers', id: 'a', outcome: 'events', lateMs: 250 }, { _tag: 'stepped', work: routing, id: 'b', outcome: 'events' }],
    'disque.timer.lateness', [{ attributes: {}, value: 1, sum: 0.25 }]],
  ['retries', [{ _tag: 'retried', ...key, tries: 3, until: 1 as Instant }], 'disque.retries', [{ attributes: { 'disque.work': routing }, value: 1 }]],
  ['what is parked', [{ _tag: 'parked', ...key, what: 'to-do' }], 'disque.parked', [{ attributes: { 'disque.work': routing, 'disque.what': 'to-do' }, value: 1 }]],
  ['partitions that come and go', [{ _tag: 'taken', work: 'timers', partition: '3', fence: 7 }, { _tag: 'lost', work: 'timers', partition: '3', fence: 7 }, { _tag: 'taken', work: 'timers', partition: '4', fence: 1 }],
    'disque.partition.moves', [{ attributes: { 'disque.work': 'timers', 'disque.move': 'taken' }, value: 2 }, { attributes: { 'disque.work': 'timers', 'disque.move': 'lost' }, value: 1 }]],
  ['partitions that cannot be loaded', [{ _tag: 'unloadable', work: 'timers', partition: '3', reason: 'told by Maria' }], 'disque.partition.unloadable', [{ attributes: { 'disque.work': 'timers' }, value: 1 }]],
  ['clocks that jump, either way', [{ _tag: 'clock-moved', byMs: 120_000 }, { _tag: 'clock-moved', byMs: -60_000 }],
    'disque.clock.jump', [{ attributes: { 'disque.direction': 'ahead' }, value: 1, sum: 120 }, { attributes: { 'disque.direction': 'back' }, value: 1, sum: 60 }]],
]

describe('a runtime tells', () => {
  test.each(cases)('%s', async (_, all, metric, points) => {
    told(...all)
    expect(await watched.points(metric)).toEqual(points)
  })
})
