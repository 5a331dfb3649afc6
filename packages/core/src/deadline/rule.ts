import * as t from 'io-ts'
import { type Fault as CalendarFault, WallTime } from '../hours/hours.js'
import { minuteOf } from '../hours/wall.js'
import { Code } from '../shared/words.js'
import { Whole } from '../shared/whole.js'

/** What a line of an explanation rests on, as it is cited: `Lei 9.784/1999, art. 66`. For a rule of one's own, its name. */
const Norm = t.string

/**
 * How days, months and years are counted: what the law says where it speaks, and the user's choice where it is silent.
 * Ready-made ones are `lei9784`, `falaBr`, `codigoCivil` and `plainDays`.
 */
export const Counting = t.intersection(
  [
    t.type({
      norm: Norm,
      /** The first day that counts: the start day itself, the day after it, or the first business day after it. */
      firstDay: t.keyof({ startDay: null, nextDay: null, nextBusinessDay: null }),
      /**
       * Which nominal due days move on to a later one: none; those without office hours (`closed`); also those on which
       * they end early (`earlyEnd`); also those on which they are shorter at all (`reduced`).
       */
      roll: t.keyof({ none: null, closed: null, earlyEnd: null, reduced: null }),
      /** Where months or years lead to a day that its month has not: the month's last day, or the day after that. */
      missingDay: t.keyof({ lastOfMonth: null, dayAfter: null }),
      /** Whether a day with shortened hours, such as Ash Wednesday, is a business day for notice, first day and business days. */
      shortDays: t.keyof({ business: null, notBusiness: null }),
    }),
    t.partial({
      /** The start is the official notice: the same day where a business day's clock shows less than `before`, else the next business day. */
      notice: t.type({ before: WallTime, norm: Norm }),
    }),
  ],
  'Counting'
)
export type Counting = t.TypeOf<typeof Counting>

/** So many days, business days, months or years, by a {@link Counting}. */
export const CountOfDays = t.type({ unit: t.keyof({ days: null, businessDays: null, months: null, years: null }), amount: Whole, counting: Counting }, 'CountOfDays')
export type CountOfDays = t.TypeOf<typeof CountOfDays>

/** So many milliseconds of the calendar's open time. */
export const CountOfOpenTime = t.type({ unit: t.literal('openTime'), amount: Whole, norm: Norm }, 'CountOfOpenTime')
export type CountOfOpenTime = t.TypeOf<typeof CountOfOpenTime>

/** As much again as `amount` says, in the unit of the rule: from the start, or from the due day as it had rolled. */
export const Extension = t.type({ amount: Whole, from: t.keyof({ start: null, due: null }), norm: Norm }, 'Extension')
export type Extension = t.TypeOf<typeof Extension>

/** So long before the due. In days: when that local day begins. */
export const Warning = t.type({ unit: t.keyof({ openTime: null, days: null, businessDays: null }), amount: Whole }, 'Warning')
export type Warning = t.TypeOf<typeof Warning>

/** A kind of term: plain data, kept whole in the fact that starts a term, so that a later change of rules touches no running term. */
export const Rule = t.intersection(
  [
    t.type({
      id: Code,
      /** The norm that sets the term. */
      norm: Norm,
      count: t.union([CountOfOpenTime, CountOfDays], 'Count'),
      /** Which pauses stop the clock: only the first one, all, none. */
      pauses: t.keyof({ first: null, all: null, none: null }),
      warnings: t.readonlyArray(Warning),
    }),
    t.partial({
      /** Absent: the term cannot be extended. With it: once. */
      extension: Extension,
      /** What says which pauses stop the clock; absent: {@link Rule} `norm`. */
      pausesNorm: Norm,
    }),
  ],
  'TermRule'
)
export type Rule = t.TypeOf<typeof Rule>

/** What is wrong with a rule, and where. */
export type Fault =
  | { readonly _tag: 'OutOfRange'; readonly path: string; readonly value: number; readonly least: number; readonly most: number }
  | { readonly _tag: 'NormMissing'; readonly path: string }
  | Extract<CalendarFault, { readonly _tag: 'TimeInvalid' }>

/** Upper limits; somewhat more than a century: Lei 12.527/2011, art. 31, § 1º, I restricts access for 100 years. */
const most: Readonly<Record<Rule['count']['unit'], number>> = { openTime: 366 * 10 * 86_400_000, days: 40_000, businessDays: 40_000, months: 1_200, years: 100 }

/** The amount, or the nearest that {@link validate} lets pass: what is stored is counted, whatever it holds. */
export const bounded = (unit: keyof typeof most, amount: number): number => Math.min(most[unit], Math.max(0, amount))

const amountFault = (path: string, unit: keyof typeof most, value: number): readonly Fault[] =>
  value >= 0 && value <= most[unit] ? [] : [{ _tag: 'OutOfRange', path, value, least: 0, most: most[unit] }]

const normFault = (path: string, norm: string | undefined): readonly Fault[] => (norm === undefined || norm.trim() !== '' ? [] : [{ _tag: 'NormMissing', path }])

const countFaults = ({ count }: Rule): readonly Fault[] => {
  const amount = amountFault('count.amount', count.unit, count.amount)
  if (count.unit === 'openTime') return [...amount, ...normFault('count.norm', count.norm)]
  const { norm, notice } = count.counting
  const noTime: readonly Fault[] =
    notice === undefined || minuteOf(notice.before) !== undefined ? [] : [{ _tag: 'TimeInvalid', path: 'count.counting.notice.before', text: notice.before }]
  return [...amount, ...normFault('count.counting.norm', norm), ...noTime, ...normFault('count.counting.notice.norm', notice?.norm)]
}

/**
 * TERM-01 A rule's amounts are such as can be meant, and everything in it that an explanation cites has a norm.
 *
 * @example
 * validate({ ...rule, norm: '' }) // [{ _tag: 'NormMissing', path: 'norm' }]
 */
export const validate = (rule: Rule): readonly Fault[] => [
  ...normFault('norm', rule.norm),
  ...countFaults(rule),
  ...(rule.extension === undefined ? [] : [...amountFault('extension.amount', rule.count.unit, rule.extension.amount), ...normFault('extension.norm', rule.extension.norm)]),
  ...normFault('pausesNorm', rule.pausesNorm),
  ...rule.warnings.flatMap(({ unit, amount }, i) => amountFault(`warnings.${i}.amount`, unit, amount)),
]
