import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'

export interface Job<L> {
  /** Jobs that share a key are done one after the other, in the order in which they come. */
  readonly keys: readonly string[]
  readonly run: () => Promise<Either<L, void>>
}

/** Does jobs in their order with at most `inFlight` begun and not finished; the first failure stops all that has not begun. */
export const dispatch = async <L>(jobs: Iterable<Job<L>>, inFlight: number): Promise<Either<L, void>> => {
  const tails = new Map<string, Promise<void>>()
  let running = 0
  let failure: E.Left<L> | undefined
  let thrown: { readonly error: unknown } | undefined
  let freed = () => {}
  const begin = async ({ run }: Job<L>, ahead: readonly Promise<void>[]): Promise<void> => {
    try {
      await Promise.all(ahead)
      if (failure !== undefined || thrown !== undefined) return
      const done = await run()
      if (E.isLeft(done)) failure ??= done
    } catch (error) {
      thrown ??= { error }
    } finally {
      running--
      freed()
    }
  }
  for (const job of jobs) {
    if (running >= inFlight) await new Promise<void>((resolve) => (freed = resolve))
    if (failure !== undefined || thrown !== undefined) break
    running++
    const done: Promise<void> = begin(job, job.keys.flatMap((key) => tails.get(key) ?? [])).then(() => {
      for (const key of job.keys) if (tails.get(key) === done) tails.delete(key)
    })
    for (const key of job.keys) tails.set(key, done)
  }
  await Promise.all(tails.values())
  if (thrown !== undefined) throw thrown.error
  return failure ?? E.right(undefined)
}
