import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'

export interface LoadOptions {
  /** `memory`, a file of SQLite, `esdb://…`, or `testserver` for one of its own; a file in a temporary folder where absent. */
  readonly store: string | undefined
  /** `memory`, a file of SQLite, `postgres://…`, or `postgres` for one of its own; with SQLite the same file where absent. */
  readonly readModels: string | undefined
  readonly contactsPerHour: number
  /** Of real time, from the first call to the last. */
  readonly minutes: number
  readonly attendants: number
  /** 0: the runtime works in the process of the callers and attendants, as in an embedded centre. */
  readonly workers: number
  /** What share of the contacts is answered by announcements alone. */
  readonly contained: number
  /** What share of their time attendants are to be busy: talks are as long as that takes. */
  readonly occupancy: number
  readonly durability: 'disk' | 'process'
  readonly seed: number
  /** A file to which the measurements are added, one JSON line each. */
  readonly json: string | undefined
}

/** Nothing has begun. */
export interface OptionInvalid {
  readonly _tag: 'OptionInvalid'
  readonly option: string
  readonly reason: string
}

/** Events of a contact by its way, as this plan and its callers make them: a tenth of the queued are offered twice, or give up. */
const eventsOf = { contained: 5, queued: 14.1 }
export const eventsPerContact = (contained: number): number => contained * eventsOf.contained + (1 - contained) * eventsOf.queued

const invalid = (option: string, reason: string): Either<OptionInvalid, never> => E.left({ _tag: 'OptionInvalid', option, reason })

const known = ['store', 'read-models', 'events-per-second', 'contacts-per-hour', 'minutes', 'attendants', 'workers', 'contained', 'occupancy', 'durability', 'seed', 'json']

const pairs = (args: readonly string[]): Either<OptionInvalid, ReadonlyMap<string, string>> => {
  const found = new Map<string, string>()
  for (let i = 0; i < args.length; i += 2) {
    const [name, value] = [args[i] ?? '', args[i + 1]]
    if (!name.startsWith('--') || !known.includes(name.slice(2))) return invalid(name, `there is no such option; there are ${known.map((option) => `--${option}`).join(', ')}`)
    if (value === undefined || value.startsWith('--')) return invalid(name, 'its value is missing')
    found.set(name.slice(2), value)
  }
  return E.right(found)
}

interface Range {
  readonly otherwise: number
  readonly from: number
  readonly to: number
  readonly whole?: true
}

const ranges = {
  'contacts-per-hour': { otherwise: 43_000, from: 1, to: 10_000_000 },
  'events-per-second': { otherwise: NaN, from: 0.1, to: 100_000 },
  minutes: { otherwise: 10, from: 0.01, to: 24 * 60 },
  attendants: { otherwise: 1500, from: 1, to: 100_000, whole: true },
  workers: { otherwise: 0, from: 0, to: 64, whole: true },
  contained: { otherwise: 0.6, from: 0, to: 1 },
  occupancy: { otherwise: 0.85, from: 0.01, to: 2 },
  seed: { otherwise: 121, from: 0, to: 2 ** 31, whole: true },
} satisfies Readonly<Record<string, Range>>

const numbers = (given: ReadonlyMap<string, string>): Either<OptionInvalid, Readonly<Record<keyof typeof ranges, number>>> => {
  const found = {} as Record<keyof typeof ranges, number>
  for (const [name, { otherwise, from, to, ...rest }] of Object.entries(ranges) as [keyof typeof ranges, Range][]) {
    const text = given.get(name)
    const value = text === undefined ? otherwise : Number(text)
    if (text !== undefined && (!(value >= from && value <= to) || (rest.whole === true && !Number.isInteger(value))))
      return invalid(`--${name}`, `${text} is no ${rest.whole === true ? 'whole ' : ''}number from ${from} to ${to}`)
    found[name] = value
  }
  return E.right(found)
}

/**
 * What the command line asks for.
 *
 * @example
 * optionsOf(['--events-per-second', '500', '--minutes', '10', '--attendants', '1500'])
 */
export const optionsOf = (args: readonly string[]): Either<OptionInvalid, LoadOptions> => {
  const given = pairs(args)
  if (E.isLeft(given)) return given
  const read = numbers(given.right)
  if (E.isLeft(read)) return read
  const { contained, ...rest } = read.right
  const durability = given.right.get('durability') ?? 'disk'
  if (durability !== 'disk' && durability !== 'process') return invalid('--durability', `${durability} is neither disk nor process`)
  // Memory belongs to one process.
  for (const name of ['store', 'read-models'])
    if (given.right.get(name) === 'memory' && rest.workers > 0) return invalid(`--${name}`, 'memory is not shared by processes: leave --workers out, or name a file')
  const perSecond = rest['events-per-second']
  if (!Number.isNaN(perSecond) && given.right.has('contacts-per-hour')) return invalid('--events-per-second', 'it says the same as --contacts-per-hour: name one of them')
  return E.right({
    store: given.right.get('store'), readModels: given.right.get('read-models'), json: given.right.get('json'), durability, contained,
    contactsPerHour: Number.isNaN(perSecond) ? rest['contacts-per-hour'] : (perSecond * 3600) / eventsPerContact(contained),
    minutes: rest.minutes, attendants: rest.attendants, workers: rest.workers, occupancy: rest.occupancy, seed: rest.seed,
  })
}
