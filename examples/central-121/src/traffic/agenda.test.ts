import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import type { Instant } from '@disque/core'
import { agenda } from './agenda.js'

const at = fc.nat(50).map((n) => n as Instant)

describe('the agenda', () => {
  test.prop([fc.array(fc.tuple(at, fc.boolean()))])('everything that stands is done once, by time and then in the order of planning', async (all) => {
    const [a, done] = [agenda(), [] as number[]]
    const entries = all.map(([when], i) => a.add(when, () => Promise.resolve(void done.push(i))))
    all.forEach(([, off], i) => off && entries[i]!.callOff())
    for (let next = a.next(); next !== undefined; next = a.next()) await a.take(next)!.act()
    const standing = all.flatMap(([when, off], i) => (off ? [] : [{ when, i }])).sort((x, y) => x.when - y.when || x.i - y.i)
    expect(done).toEqual(standing.map(({ i }) => i))
  })

  test.prop([fc.array(at), at])('nothing is taken before its time', (all, now) => {
    const a = agenda()
    for (const when of all) a.add(when, () => Promise.resolve())
    let taken = 0
    while (a.take(now) !== undefined) taken++
    expect(taken).toBe(all.filter((when) => when <= now).length)
    expect(a.next() ?? Infinity).toBe(Math.min(Infinity, ...all.filter((when) => when > now)))
  })
})
