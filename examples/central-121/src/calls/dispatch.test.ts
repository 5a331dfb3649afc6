import { fc, test } from '@fast-check/vitest'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { dispatch, type Job } from './dispatch.js'

const turns = async (n: number): Promise<void> => {
  for (let i = 0; i < n; i++) await Promise.resolve()
}

const jobs = fc.array(fc.record({ keys: fc.subarray(['a', 'b', 'c', 'd'], { minLength: 1 }), lasts: fc.nat(6) }), { maxLength: 30 })

describe('dispatch', () => {
  test.prop([jobs, fc.integer({ min: 1, max: 8 })])('does every job once, those of one key in their order, and no more at a time than allowed', async (all, inFlight) => {
    const began: number[] = []
    const ended: number[] = []
    let [running, most] = [0, 0]
    const run = (i: number, lasts: number) => async (): Promise<E.Either<string, void>> => {
      began.push(i)
      most = Math.max(most, ++running)
      await turns(lasts)
      running--
      ended.push(i)
      return E.right(undefined)
    }
    expect(await dispatch(all.map(({ keys, lasts }, i): Job<string> => ({ keys, run: run(i, lasts) })), inFlight)).toEqual(E.right(undefined))
    expect([...ended].sort((a, b) => a - b)).toEqual(all.map((_, i) => i))
    expect(most).toBeLessThanOrEqual(inFlight)
    for (const key of ['a', 'b', 'c', 'd']) {
      const own = all.flatMap((job, i) => (job.keys.includes(key) ? [i] : []))
      expect(began.filter((i) => own.includes(i))).toEqual(own)
      expect(ended.filter((i) => own.includes(i))).toEqual(own)
    }
  })

  test.prop([jobs, fc.nat(29)])('begins nothing that comes after a failed job by a key, waits for what is under way, and answers the failure', async (all, failing) => {
    const began: number[] = []
    let open = 0
    const run = (i: number, lasts: number) => async (): Promise<E.Either<string, void>> => {
      began.push(i)
      open++
      await turns(lasts)
      open--
      return i === failing ? E.left('no room') : E.right(undefined)
    }
    const result = await dispatch(all.map(({ keys, lasts }, i): Job<string> => ({ keys, run: run(i, lasts) })), 4)
    expect(result).toEqual(failing < all.length ? E.left('no room') : E.right(undefined))
    expect(open).toBe(0)
    const behind = all.flatMap((job, i) => (i > failing && job.keys.some((key) => all[failing]?.keys.includes(key)) ? [i] : []))
    expect(began.filter((i) => behind.includes(i))).toEqual([])
  })

  it('hands on what a job throws', async () => {
    await expect(dispatch([{ keys: ['a'], run: () => Promise.reject(new Error('broken')) }], 2)).rejects.toThrow('broken')
  })
})
