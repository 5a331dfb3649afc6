import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import { readArguments } from '../calls/arguments.js'
import type { Failed } from '../calls/messages.js'

export interface CentralOptions {
  readonly store: string | undefined
  readonly readModels: string | undefined
  readonly workers: number
  readonly speed: number
  /** The seed by which workers are killed. */
  readonly chaos: number | undefined
  readonly seed: number
  readonly callsOfAMeanDay: number
  /** Minutes since midnight, from and until which calls come. */
  readonly hours: readonly [number, number]
  /** Part of every id of the run; a random one where absent. */
  readonly run: string | undefined
  readonly log: string | undefined
  readonly json: boolean
  readonly help: boolean
}

export const usage = `npm run central -- [--store STORE] [--read-models PLACE] [--workers N] [--speed N] [--chaos SEED]

Runs 1 July 2020 at Central 121 with several worker processes that share one clock, and then proves from the events that nothing was lost or done twice.
Callers, attendants and the telephone exchange are played by this process; everything else is done by the workers.

  --store STORE        where the events are kept: PATH or sqlite:PATH, or esdb://… (esdb+discover://, kurrentdb://). Default: a new file in the system's folder for temporary files
  --read-models PLACE  where workers keep what they have worked out, and their leases: postgres://… (each run in a schema of its own), PATH or sqlite:PATH.
                       Default: the store's file; for an EventStoreDB a file in the system's folder for temporary files
  --workers N          worker processes, 1 to 16 (default 2)
  --speed N            simulated seconds in a second, 1 to 600 (default 60: twelve hours take twelve minutes)
  --chaos SEED         kills workers and holds them still at random moments, and starts others; the same number gives the same moments
  --hours A-B          calls come from A until B, such as 7-9 or 9:00-9:30 (default 7-19)
  --calls N            calls of a mean day, 20 to 50000 (default 3600); attendants come in proportion
  --seed N             the same number gives the same callers and attendants (default 121)
  --run NAME           goes into every id, so that a store can hold several runs; 1 to 16 letters a to z and digits. Default: a random one
  --log FILE           workers append what they do, a line of JSON each
  --json               one line of JSON last on standard output; everything else goes to standard error
  --help               this text

Exit code 0: the laws hold, received, refused and left in the menu are those of the same day under a held clock, and of those offered as many were answered, give or take 3 points.
1: they do not. 2: it could not be run. Relative paths start in the folder in which npm was called.`

const fail = (words: string): Either<Failed, never> => E.left({ words: `${words}\n\n${usage}` })

const text = { type: 'string' } as const
const known = {
  store: text, 'read-models': text, workers: text, speed: text, chaos: text, seed: text, calls: text, hours: text, run: text, log: text, json: { type: 'boolean' }, help: { type: 'boolean' },
} as const

const minutesOf = (time: string): number | undefined => {
  const found = /^(\d{1,2})(?::([0-5]\d))?$/.exec(time)
  const minutes = found === null ? NaN : Number(found[1]) * 60 + Number(found[2] ?? 0)
  return minutes <= 24 * 60 ? minutes : undefined
}

const hoursOf = (given: string): readonly [number, number] | undefined => {
  const [from, until, ...more] = given.split('-').map(minutesOf)
  return from !== undefined && until !== undefined && more.length === 0 && from < until ? [from, until] : undefined
}

interface Whole {
  readonly least: number
  readonly most: number
  readonly usual?: number
}
const numbers = {
  workers: { least: 1, most: 16, usual: 2 }, speed: { least: 1, most: 600, usual: 60 }, chaos: { least: 0, most: Number.MAX_SAFE_INTEGER },
  seed: { least: 0, most: Number.MAX_SAFE_INTEGER, usual: 121 }, calls: { least: 20, most: 50_000, usual: 3600 },
} as const satisfies Readonly<Record<string, Whole>>

export const centralOptions = (args: readonly string[]): Either<Failed, CentralOptions> => {
  const read = readArguments(args, known)
  if (E.isLeft(read)) return fail(read.left)
  const { values: given, positionals: [stray] } = read.right
  if (stray !== undefined) return fail(`What is "${stray}"? Everything is said by options.`)
  const whole: Partial<Record<keyof typeof numbers, number>> = {}
  for (const [name, { least, most, ...rest }] of Object.entries(numbers) as [keyof typeof numbers, Whole][]) {
    const said = given[name]
    const n = said === undefined ? rest.usual : /^\d{1,16}$/.test(said) ? Number(said) : NaN
    if (n === undefined) continue
    if (!(n >= least && n <= most)) return fail(`--${name} ${said ?? ''}: it is a whole number from ${least} ${most === Number.MAX_SAFE_INTEGER ? 'on' : `to ${most}`}.`)
    whole[name] = n
  }
  const hours = hoursOf(given.hours ?? '7-19')
  if (hours === undefined) return fail(`--hours ${given.hours ?? ''}: write it as 7-9 or 9:00-9:30, within a day.`)
  if (given.run !== undefined && !/^[a-z0-9]{1,16}$/.test(given.run)) return fail(`--run ${given.run}: it is 1 to 16 letters a to z and digits.`)
  for (const name of ['store', 'read-models', 'log'] as const) if (given[name] === '') return fail(`--${name} is empty: name one, or leave it out.`)
  const { workers = 2, speed = 60, seed = 121, calls: callsOfAMeanDay = 3600, chaos } = whole
  return E.right({
    store: given.store, readModels: given['read-models'], workers, speed, chaos, seed, callsOfAMeanDay, hours, run: given.run, log: given.log, json: given.json ?? false, help: given.help ?? false,
  })
}
