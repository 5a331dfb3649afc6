import { fc } from '@fast-check/vitest'
import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import type { GrowsWithoutBound, SteadyQueue } from './queue.js'

/** Loads of small and large centres, now and then of a national one. */
export const erlangs: fc.Arbitrary<number> = fc.oneof(fc.double({ min: 0.01, max: 60, noNaN: true }), fc.double({ min: 60, max: 2000, noNaN: true }), fc.double({ min: 2000, max: 13_000, noNaN: true }))
export const handlingSeconds: fc.Arbitrary<number> = fc.double({ min: 20, max: 1200, noNaN: true })
export const patienceSeconds: fc.Arbitrary<number> = fc.double({ min: 1, max: 3600, noNaN: true })
export const share: fc.Arbitrary<number> = fc.double({ min: 0.001, max: 0.999, noNaN: true })

/** Few or many more agents than the load, down to fewer. */
export const around = (load: number): fc.Arbitrary<number> => fc.integer({ min: -3, max: 12 }).map((more) => Math.max(1, Math.ceil(load + (more * Math.sqrt(load)) / 3)))

export const answered = <A>(answer: Either<unknown, A>): A => {
  if (E.isLeft(answer)) throw new Error(JSON.stringify(answer.left))
  return answer.right
}

export const steady = (answer: Either<unknown, SteadyQueue | GrowsWithoutBound>): SteadyQueue => {
  const queue = answered(answer)
  if (queue._tag !== 'SteadyQueue') throw new Error(queue._tag)
  return queue
}
