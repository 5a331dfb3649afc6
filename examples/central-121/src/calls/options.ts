import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import type { WallClock } from '../figures/wall-clock.js'
import type { Language } from '../report/words.js'
import { oneLog, readArguments, zoneClock } from './arguments.js'
import type { Failed } from './messages.js'

/** Served by whomever the router chooses. */
export interface RoutedOptions {
  readonly seed: number
  /** A file. */
  readonly policy?: string
}

export interface CallsOptions {
  readonly file: string
  readonly store: string
  readonly json: boolean
  readonly timeZone: string
  readonly clock: WallClock
  readonly language: Language
  /** Absent: served by those whom the log names. */
  readonly routed?: RoutedOptions
}

export const usage = `Usage: npm run calls -- FILE --recorded [--store PATH] [--json] [--zone Z] [--pt]
       npm run calls -- FILE --routed [--seed N] [--policy FILE] [--store PATH] [--json] [--zone Z] [--pt]`
const usualSeed = '121'

const fail = (words: string): Either<Failed, never> => E.left({ words: `${words}\n${usage}` })

const options = {
  recorded: { type: 'boolean' }, routed: { type: 'boolean' }, seed: { type: 'string' }, policy: { type: 'string' },
  store: { type: 'string' }, json: { type: 'boolean' }, zone: { type: 'string' }, pt: { type: 'boolean' },
} as const

interface Asked {
  readonly recorded?: boolean | undefined
  readonly routed?: boolean | undefined
  readonly seed?: string | undefined
  readonly policy?: string | undefined
}

/** How the calls are served: by the log's word, or by the router's. */
const serving = ({ recorded = false, routed = false, seed, policy }: Asked): Either<Failed, Pick<CallsOptions, 'routed'>> => {
  if (recorded && routed) return fail('--recorded and --routed exclude each other: take one.')
  if (!recorded && !routed) return fail('By whom are the calls served? By the attendants whom the log names: --recorded; by those whom the router chooses: --routed.')
  if (recorded && seed !== undefined) return fail('--seed is for --routed: what is recorded leaves nothing to chance.')
  if (recorded && policy !== undefined) return fail('--policy is for --routed: what is recorded was decided long ago.')
  if (recorded) return E.right({})
  const given = seed ?? usualSeed
  if (!/^\d{1,16}$/.test(given) || !Number.isSafeInteger(Number(given))) return fail(`--seed ${given}: it is a whole number from 0 on.`)
  if (policy === '') return fail('--policy is empty: name a file.')
  return E.right({ routed: { seed: Number(given), ...(policy === undefined ? {} : { policy }) } })
}

export const callsOptions = (args: readonly string[]): Either<Failed, CallsOptions> => {
  const read = readArguments(args, options)
  if (E.isLeft(read)) return fail(read.left)
  const { values: { store = 'memory:', json = false, zone: timeZone = 'Asia/Jerusalem', pt = false, ...asked }, positionals } = read.right
  const file = oneLog(positionals)
  if (E.isLeft(file)) return fail(file.left)
  const served = serving(asked)
  if (E.isLeft(served)) return served
  if (store === '') return fail('--store is empty: name a file.')
  const clock = zoneClock(timeZone)
  if (E.isLeft(clock)) return fail(clock.left)
  return E.right({ file: file.right, store, json, timeZone, clock: clock.right, language: pt ? 'pt' : 'en', ...served.right })
}
