import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import { oneLog, readArguments, zoneClock } from '../calls/arguments.js'
import type { Failed } from '../calls/messages.js'
import type { WallClock } from '../figures/wall-clock.js'
import type { Language } from '../report/words.js'
import { isWeekday, type Weekday } from './half-hours.js'

/** The day for which attendants are planned: the mean over the dates, the ninth of ten, or the busiest. */
export type Load = 'mean' | 'p90' | 'peak'

export interface Target {
  readonly share: number
  readonly withinSeconds: number
}

export interface StaffingOptions {
  readonly file: string
  readonly json: boolean
  readonly clock: WallClock
  readonly language: Language
  readonly ask: { readonly what: 'waits' } | { readonly what: 'needs'; readonly target: Target; readonly load: Load; readonly days?: readonly Weekday[]; readonly patienceSeconds?: number }
}

export const usage = `Usage: npm run staffing -- FILE --target SHARE/SECONDS [--load mean|p90|peak] [--days sun,mon,…] [--patience SECONDS] [--zone Z] [--json] [--pt]
       npm run staffing -- FILE --waits [--zone Z] [--json] [--pt]`
const fail = (words: string): Either<Failed, never> => E.left({ words: `${words}\n${usage}` })

const options = {
  target: { type: 'string' }, load: { type: 'string' }, days: { type: 'string' }, patience: { type: 'string' }, waits: { type: 'boolean' },
  zone: { type: 'string' }, json: { type: 'boolean' }, pt: { type: 'boolean' },
} as const

const decimal = (text: string): number => (/^\d+(\.\d+)?$|^\.\d+$/.test(text) ? Number(text) : NaN)

const targetOf = (text: string): Either<Failed, Target> => {
  const [share = NaN, withinSeconds = NaN, ...more] = text.split('/').map(decimal)
  if (!(share >= 0 && withinSeconds >= 0) || more.length > 0) return fail(`--target ${text}: write a share and seconds, as 0.8/20 for 80 % within 20 seconds.`)
  if (share <= 0 || share >= 1) return fail(`--target ${text}: the share lies between 0 and 1, both left out; 80 % is written 0.8.`)
  return E.right({ share, withinSeconds })
}

const isLoad = (word: string): word is Load => word === 'mean' || word === 'p90' || word === 'peak'

const needsOf = (target: string, load: string, days: string | undefined, patience: string | undefined): Either<Failed, StaffingOptions['ask']> => {
  const asked = targetOf(target)
  if (E.isLeft(asked)) return asked
  if (!isLoad(load)) return fail(`--load ${load}: it is one of mean, p90, peak.`)
  const words = days?.toLowerCase().split(',')
  const unknown = words?.find((word) => !isWeekday(word))
  if (unknown !== undefined) return fail(`--days ${days ?? ''}: "${unknown}" is none of sun, mon, tue, wed, thu, fri, sat; write them with commas between.`)
  const patienceSeconds = patience === undefined ? undefined : decimal(patience)
  if (patienceSeconds !== undefined && !(patienceSeconds >= 0 && patienceSeconds <= 86_400)) return fail(`--patience ${patience ?? ''}: it is a number of seconds from 0 to 86400.`)
  return E.right({
    what: 'needs', target: asked.right, load,
    ...(words === undefined ? {} : { days: words.filter(isWeekday) }),
    ...(patienceSeconds === undefined ? {} : { patienceSeconds }),
  })
}

export const staffingOptions = (args: readonly string[]): Either<Failed, StaffingOptions> => {
  const read = readArguments(args, options)
  if (E.isLeft(read)) return fail(read.left)
  const { values: { target, load, days, patience, waits = false, zone: timeZone = 'Asia/Jerusalem', json = false, pt = false }, positionals } = read.right
  const file = oneLog(positionals)
  if (E.isLeft(file)) return fail(file.left)
  const other = Object.entries({ '--target': target, '--load': load, '--days': days, '--patience': patience }).find(([, value]) => value !== undefined)
  if (waits && other !== undefined) return fail(`--waits measures estimates of the wait: ${other[0]} does not go with it.`)
  if (!waits && target === undefined) return fail('Which target? Name it as --target 0.8/20: 80 % answered within 20 seconds.')
  const ask = waits ? E.right({ what: 'waits' as const }) : needsOf(target ?? '', load ?? 'mean', days, patience)
  if (E.isLeft(ask)) return ask
  const clock = zoneClock(timeZone)
  if (E.isLeft(clock)) return fail(clock.left)
  return E.right({ file: file.right, json, clock: clock.right, language: pt ? 'pt' : 'en', ask: ask.right })
}
