import type { Sentences, Unit, Words } from './line.js'

const named: Readonly<Record<Exclude<Unit, 'openTime'>, string>> = { days: 'day', businessDays: 'business day', months: 'month', years: 'year' }

const quantity = (amount: number, unit: Unit, { span }: Words) =>
  unit === 'openTime' ? `${span(amount)} of open time` : `${amount} ${named[unit]}${amount === 1 ? '' : 's'}`

export const english: Sentences = {
  started: ({ date, at, values: { amount, unit } }, words) =>
    `Begins ${at === undefined || unit !== 'openTime' ? `on ${words.day(date)}` : `at ${words.when(at)}`}: ${quantity(amount, unit, words)}.`,
  noticed: ({ date, values: { before } }, { day }) => `Official notice on ${day(date)}: the same day if it is a business day and before ${before}, else the next one.`,
  firstDay: ({ date, values: { firstDay } }, { day }) =>
    `The first day counted is ${day(date)}: ${{ startDay: 'the start day itself', nextDay: 'the start day is not counted', nextBusinessDay: 'the first business day after it' }[firstDay]}.`,
  runs: ({ date, at }, { day, when }) => `The clock runs from ${at === undefined ? day(date) : when(at)}, the first open moment.`,
  paused: ({ date }, { day }) => `The clock stops on ${day(date)}.`,
  pausedInVain: ({ date, values: { pauses } }, { day }) =>
    `The pause of ${day(date)} does not stop the clock: ${{ first: 'only the first one does, while the term runs', all: 'the term had run out', none: 'none does' }[pauses]}.`,
  resumed: ({ date, values: { stood, unit } }, words) => `The clock runs again on ${words.day(date)}; it stood still for ${quantity(stood, unit, words)}.`,
  extended: ({ date, values: { amount, unit, from } }, words) =>
    `Extended on ${words.day(date)} by ${quantity(amount, unit, words)}, counted from ${from === 'start' ? 'the start' : 'the due day'}.`,
  retargeted: ({ date, values: { calendar, knownAt } }, { day, when }) => `Counted anew on ${day(date)}: the calendar ${calendar}, as known at ${when(knownAt)}, moves the due.`,
  nominal: ({ date }, { day }) => `The count ends on ${day(date)}.`,
  skipped: ({ date, values: { until, why } }, { day }) =>
    `${day(date)}${until === date ? '' : ` to ${day(until)}`}: ${{ closed: 'no office hours', earlyEnd: 'office hours end early', reduced: 'office hours are shortened' }[why]}; the term goes on to the next business day.`,
  due: ({ date, at, values: { calendar, knownAt, unit } }, { day, when }) =>
    `Due ${unit === 'days' || at === undefined ? `on ${day(date)}, to the end of the day` : `at ${when(at)}`} (calendar ${calendar}, as known at ${when(knownAt)}).`,
  standsStill: ({ date }, { day }) => `The clock stands still since ${day(date)}: there is no due until it runs again.`,
  met: ({ date, values: { inTime } }, { day }) => `Done on ${day(date)}, ${inTime ? 'in time' : 'late'}.`,
  breached: ({ values: { since } }, { when }) => `Ran out at ${when(since)}.`,
}
