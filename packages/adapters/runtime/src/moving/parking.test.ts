import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { seconds, telephony, uuidFrom, waitingContacts, type CommandId, type Effect, type Instant, type NewEvent, type Outbound, type Process, type StreamName } from '@disque/core'
import { memoryStore } from '@disque/memory'
import { scene, start } from '../scene.test-kit.js'
import type { Parked } from '../works/work.js'

const work = `process/telephony/${telephony.version}`

const flaky = (failures: (effect: Effect) => number) => {
  const tried = new Map<string, number>()
  const outbound: Outbound = {
    carry: (effect) => async () => {
      const n = (tried.get(effect.id) ?? 0) + 1
      tried.set(effect.id, n)
      return n <= failures(effect) ? E.left({ _tag: 'OutboundUnavailable', reason: 'no line' }) : E.right(undefined)
    },
  }
  return { tried, outbound }
}

const parkings = () => {
  const parked: [string, string, Parked][] = []
  return { parked, onParked: (work: string, key: string, what: Parked) => void parked.push([work, key, what]) }
}

describe('what keeps failing', () => {
  test('PROC-01 an effect that fails is tried again until it is carried, and then no more', async () => {
    const { tried, outbound } = flaky(() => 2)
    const s = await scene({ outbound })
    await s.changePlan()
    await s.dial('c1')
    await s.advance(seconds(60))
    expect(tried.get('call-c1/1/0')).toBe(3)
  })

  test('PROC-01 one that never succeeds is parked with its reason and stops its key, alone', async () => {
    const { tried, outbound } = flaky((effect) => (effect.contact === 'call-c1' ? Infinity : 0))
    const { parked, onParked } = parkings()
    const s = await scene({ outbound, onParked, tries: 3 })
    await s.changePlan()
    await s.dial('c1')
    await s.dial('c2')
    await s.advance(seconds(60))
    expect(tried.get('call-c1/1/0')).toBe(3)
    expect(parked).toEqual([[work, 'call-c1', { what: 'to-do', id: 'call-c1/1/0', reason: JSON.stringify({ _tag: 'OutboundUnavailable', reason: 'no line' }) }]])
    expect(await s.readModel.get('parked', `${work}/call-c1`)()).toMatchObject({ right: { what: 'to-do', key: 'call-c1' } })
    expect([...tried.keys()].filter((id) => id.startsWith('call-c1/'))).toEqual(['call-c1/1/0'])
    expect([...tried.keys()].filter((id) => id.startsWith('call-c2/')).length).toBeGreaterThan(1)
  })

  test('an event that cannot be decoded stops its stream and no other', async () => {
    const { parked, onParked } = parkings()
    // A store of an earlier time, or of somebody else, may hold what this one would refuse.
    const s = await scene({ onParked, store: memoryStore({ fault: () => undefined }) })
    await s.changePlan()
    await s.signIn('ana')
    const bad: NewEvent = {
      id: uuidFrom('bad', 0), type: 'CallQueued', data: { type: 'CallQueued', at: start, centre: 'central', queue: 7 },
      metadata: { schema: 1, commandId: 'bad' as CommandId, correlation: 'call-bad', recordedAt: start },
    }
    await s.store.append('call-bad' as StreamName, 'no-stream', [bad])()
    await s.dial('c1')
    await s.press('c1', '1')
    await s.settle()
    expect(await s.typesOf('call-c1')).toContain('CallOffered')
    expect(parked.map(([work, key, { what, id }]) => [work, key, what, id]).sort((a, b) => String(a[0]).localeCompare(String(b[0])))).toEqual(
      ['process/routing/2', 'timers', `view/waiting-contacts/${waitingContacts.version}`].map((work) => [work, 'call-bad', 'event', 'call-bad/0'])
    )
  })

  test('a process that throws stops the key that it threw for', async () => {
    const { parked, onParked } = parkings()
    const seen: string[] = []
    const fragile: Process<{ readonly n: number }> = {
      scope: 'key', name: 'fragile', version: 1, types: ['CallReceived', 'MenuEntered'], initial: { n: 0 }, keys: (e) => [e.stream],
      evolve: (state, e, key) => {
        if (key === 'call-c1') throw new Error('cannot')
        seen.push(`${key} ${e.type}`)
        return { n: state.n + 1 }
      },
      todo: () => [], done: (state) => state, wake: () => undefined, over: () => false,
    }
    const s = await scene({ onParked, processes: [fragile] })
    await s.changePlan()
    await s.dial('c1')
    await s.dial('c2')
    await s.settle()
    expect(seen).toEqual(['call-c2 CallReceived', 'call-c2 MenuEntered'])
    expect(parked).toEqual([['process/fragile/1', 'call-c1', { what: 'event', id: 'call-c1/0', reason: 'cannot' }]])
  })

  test('a process that never comes to rest is a failure that names its to-do', async () => {
    const restless: Process<{ readonly n: number }> = {
      scope: 'key', name: 'restless', version: 1, types: ['CallReceived'], initial: { n: 0 }, keys: (e) => [e.stream], evolve: (state) => state,
      todo: (state, at: Instant, key) => [{ id: `${key}/${state.n}`, send: { to: 'shift', command: { type: 'EndBreak', shift: 'nobody', at } } }],
      done: (state) => ({ n: state.n + 1 }), wake: () => undefined, over: () => false,
    }
    const s = await scene({ processes: [restless], stepsAtOnce: 50 })
    await s.changePlan()
    await s.dial('c1')
    await expect(s.settle()).rejects.toThrow(JSON.stringify({ _tag: 'Unsettled', steps: 50, work: 'process/restless/1', todo: 'call-c1/50' }))
  })
})
