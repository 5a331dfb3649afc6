import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'

/** One thing that every implementation of a port must do. `run` throws when it does not. */
export interface Case {
  readonly name: string
  readonly run: () => Promise<void>
}

/** Keys sorted, so that only what is said counts. */
export const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, v: unknown) =>
    typeof v === 'object' && v !== null && !Array.isArray(v) ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))) : v
  ) ?? 'undefined'

export const same = (actual: unknown, expected: unknown, what: string): void => {
  const [a, b] = [canonical(actual), canonical(expected)]
  if (a !== b) throw new Error(`${what}\n  wanted ${b.slice(0, 2000)}\n  found  ${a.slice(0, 2000)}`)
}

export const must = (holds: boolean, what: string): void => {
  if (!holds) throw new Error(what)
}

/** The right side, or an error that shows the left. */
export const right = <L, A>(result: Either<L, A>, what = 'it failed'): A => {
  if (E.isLeft(result)) throw new Error(`${what}: ${JSON.stringify(result.left)}`)
  return result.right
}

export const succeeds = async <L, A>(task: TaskEither<L, A>, what?: string): Promise<A> => right(await task(), what)

/** All that an iteration gives, each a right side. */
export const all = async <L, A>(items: AsyncIterable<Either<L, A>>): Promise<readonly A[]> => {
  const found: A[] = []
  for await (const item of items) found.push(right(item, 'reading failed'))
  return found
}

/** Whole numbers from 0. */
export const upTo = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => i)
