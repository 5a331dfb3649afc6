import { parseArgs } from 'node:util'
import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import type { Failed } from '../calls/messages.js'

export interface DayOptions {
  readonly store: string | undefined
  readonly plan: string | undefined
  readonly seed: number
  readonly callsOfAMeanDay: number
  readonly json: boolean
  readonly show: 'help' | 'plan' | undefined
}

export const usage = `npm run day -- [--store PATH] [--seed N] [--calls N] [--plan FILE] [--json]

Simulates three days of 2020 at Central 121, with made-up callers and attendants:
11 June (Corpus Christi, closed), 30 June (no mobile phones yet), 1 July (mobile phones served).

  --store PATH   where the events are kept; "memory:" keeps nothing. Default: a new file in the system's folder for temporary files
  --seed N       the same number gives the same days (default 121)
  --calls N      calls of a mean day, 20 to 50000 (default 3600); attendants come in proportion
  --plan FILE    a plan as JSON instead of the one in plan.ts
  --show-plan    print the plan as JSON, to start a FILE from
  --json         one line of JSON last on standard output; everything else goes to standard error
  --help         this text

Relative paths start in the folder in which npm was called.`

const defaults = { seed: 121, calls: 3600 }

const fail = (words: string): Either<Failed, never> => E.left({ words: `${words}\n\n${usage}` })

const parsed = (args: readonly string[]) => {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        store: { type: 'string' }, plan: { type: 'string' }, seed: { type: 'string' }, calls: { type: 'string' },
        json: { type: 'boolean' }, help: { type: 'boolean' }, 'show-plan': { type: 'boolean' },
      },
    })
    return E.right(values)
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error))
  }
}

/** A whole number between two others, both included. */
const whole = (text: string | undefined, otherwise: number, least: number, most: number): number | undefined => {
  if (text === undefined) return otherwise
  const n = /^\d+$/.test(text) ? Number(text) : NaN
  return n >= least && n <= most ? n : undefined
}

export const dayOptions = (args: readonly string[]): Either<Failed, DayOptions> => {
  const read = parsed(args)
  if (E.isLeft(read)) return read
  const { store, plan, json = false, help = false, 'show-plan': showPlan = false } = read.right
  const seed = whole(read.right.seed, defaults.seed, 0, Number.MAX_SAFE_INTEGER)
  const callsOfAMeanDay = whole(read.right.calls, defaults.calls, 20, 50_000)
  if (store === '') return fail('--store is empty: name a file.')
  if (plan === '') return fail('--plan is empty: name a file.')
  if (seed === undefined) return fail(`--seed ${read.right.seed ?? ''}: it is a whole number from 0 on.`)
  if (callsOfAMeanDay === undefined) return fail(`--calls ${read.right.calls ?? ''}: it is a whole number from 20 to 50000.`)
  return E.right({ store, plan, seed, callsOfAMeanDay, json, show: help ? 'help' : showPlan ? 'plan' : undefined })
}
