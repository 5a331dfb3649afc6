import { describe, expect, test } from 'vitest'
import type { Instant } from '@disque/core'
import { agenda } from '../traffic/agenda.js'
import { conductor } from './conductor.js'

/** A clock that goes on to where everybody sleeps, once they do. */
const leaping = () => {
  let now = 0
  return {
    now: () => now as Instant,
    pause: (ms: number, signal?: { readonly aborted: boolean }): Promise<void> =>
      new Promise((resolve) =>
        setImmediate(() => {
          if (signal?.aborted !== true) now += Math.max(0, ms)
          resolve()
        })
      ),
  }
}

describe('the conductor', () => {
  test('does what is planned in its order, each at its instant, and what is planned meanwhile', async () => {
    const [people, clock, done] = [agenda(), leaping(), [] as string[]]
    const played = conductor(people, clock)
    const note = (name: string) => (at: Instant) => {
      done.push(`${name} ${at} ${clock.now()}`)
      return Promise.resolve()
    }
    people.add(30 as Instant, note('c'))
    people.add(10 as Instant, async (at) => {
      await note('a')(at)
      people.add(20 as Instant, note('b'))
    })
    people.add(40 as Instant, () => Promise.resolve(played.stop()))
    expect(played.isIdle()).toBe(false)
    await played.run()
    expect(done).toEqual(['a 10 10', 'b 20 20', 'c 30 30'])
    expect([played.isIdle(), played.lateness()]).toEqual([true, { lateMs: 0, done: 4 }])
  })

  test('who waits for nothing is stirred by what is planned from outside', async () => {
    const [people, clock, done] = [agenda(), leaping(), [] as Instant[]]
    const played = conductor(people, clock)
    const running = played.run()
    people.add(5 as Instant, (at) => {
      done.push(at)
      played.stop()
      return Promise.resolve()
    })
    played.stir()
    await running
    expect(done).toEqual([5])
  })

  test('how late an action was over is told', async () => {
    const [people, clock] = [agenda(), leaping()]
    const played = conductor(people, clock)
    people.add(10 as Instant, async () => {
      await clock.pause(7)
      played.stop()
    })
    await played.run()
    expect(played.lateness()).toEqual({ lateMs: 7, done: 1 })
  })

  test('one action that fails stops all', async () => {
    const people = agenda()
    const played = conductor(people, leaping())
    people.add(1 as Instant, () => Promise.reject(new Error('no such room')))
    people.add(2 as Instant, () => new Promise((resolve) => setImmediate(resolve)))
    await expect(played.run()).rejects.toThrow('no such room')
  })
})
