import ICAL from 'ical.js'
import { Faulty } from './faults.js'
import { dayOf, orderOf, timeOf, wallOf, type Clocks, type Moment, momentOf } from './moment.js'
import type { Wall } from './zone.js'

/** How many steps a rule may take: daily for a century. */
export const limit = 40_000
/** How many days, weeks or months these may add up to: the library goes through them one by one, wanted or not. */
const farthest = 100 * limit

const notTaken = (line: number, error: unknown) =>
  new Faulty({ _tag: 'RuleNotTaken', line, detail: (error instanceof Error ? error.message : String(error)).slice(0, 200) })

/** ICAL-05 Rules recur by the day or slower: what recurs within a day, or what the library would get wrong, is refused rather than guessed. */
const coarse = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY']

/** The last moment of a rule by its UNTIL: a whole day where it is a date. */
const untilOf = (text: string, start: Moment, clocks: Clocks, line: number): ((at: Moment) => boolean) => {
  const until = momentOf(text, undefined, clocks, () => notTaken(line, new Error(`UNTIL=${text}`)))
  if (until.isDate || start.isDate) return (at) => dayOf(at.wall) <= dayOf(until.wall)
  return until.clock === 'UTC' ? (at) => orderOf(at) <= until.wall : (at) => at.wall <= until.wall
}

interface Asked {
  readonly rule: ICAL.Recur
  readonly isWanted: (wall: Wall) => boolean
}

const monthOf = (wall: Wall): number => new Date(wall).getUTCFullYear() * 12 + new Date(wall).getUTCMonth()

/** Where the library answers other dates than RFC 5545 does, or none in any time. */
const erring = ({ freq, parts, interval }: ICAL.Recur): string | undefined => {
  // It goes through an interval day by day.
  if (interval > limit) return `INTERVAL=${interval}`
  if ('BYWEEKNO' in parts) return 'BYWEEKNO'
  if (freq === 'YEARLY' && 'BYSETPOS' in parts && parts.BYMONTH?.length !== 1) return 'BYSETPOS over a year'
  return freq === 'DAILY' && parts.BYMONTHDAY?.some((day) => day < 0) === true ? 'FREQ=DAILY with a BYMONTHDAY from the end' : undefined
}

/** The library errs on BYMONTH too, and on days of a month by the year: such rules are asked month by month, and kept where BYMONTH and the interval fall. */
const asked = (rule: ICAL.Recur, start: Wall): Asked => {
  const { BYMONTH: inMonths, ...parts } = rule.parts
  const yearly = rule.freq === 'YEARLY'
  const byMonth = rule.freq === 'MONTHLY' || (yearly && !('BYYEARDAY' in parts) && (inMonths !== undefined || 'BYMONTHDAY' in parts || !('BYDAY' in parts)))
  const months = byMonth ? rule.interval * (yearly ? 12 : 1) : 1
  // A plain year comes in the month of its start.
  const kept = inMonths ?? (yearly && byMonth && !('BYMONTHDAY' in parts) ? [new Date(start).getUTCMonth() + 1] : undefined)
  const first = monthOf(start) - (yearly ? new Date(start).getUTCMonth() : 0)
  rule.parts = parts
  if (byMonth) Object.assign(rule, { freq: 'MONTHLY', interval: 1 })
  return {
    rule,
    isWanted: (wall) => (kept?.includes(new Date(wall).getUTCMonth() + 1) ?? true) && (!byMonth || (monthOf(wall) - first) % months < (yearly ? 12 : 1)),
  }
}

/**
 * ICAL-06 The expansion of a rule ends: at its COUNT or UNTIL, at the end of the years that are asked for, or after a number of steps with a fault.
 *
 * @param end no occurrence after it is of use
 */
export const occurrencesOf = (property: ICAL.Property, start: Moment, end: Wall, clocks: Clocks, line: number): readonly Moment[] => {
  const found: Moment[] = []
  try {
    const jCal: unknown = property.jCal[3]
    const untilText = typeof jCal === 'object' && jCal !== null && 'until' in jCal ? String(jCal.until) : undefined
    const within = untilText === undefined ? () => true : untilOf(untilText, start, clocks, line)
    const given = ICAL.Recur.fromData({ ...(jCal as object), until: undefined })
    const refused = coarse.includes(given.freq) ? erring(given) : `FREQ=${String(given.freq)}`
    if (refused !== undefined) throw notTaken(line, new Error(refused))
    const { rule, isWanted } = asked(given, start.wall)
    const count = rule.count ?? Infinity
    rule.count = null
    rule.until = timeOf(end, start.isDate)
    const iterator = rule.iterator(timeOf(start.wall, start.isDate))
    // Inside the library a rule that cannot be met is looked for without end: its steps are counted.
    const check = iterator.check_contracting_rules.bind(iterator)
    let steps = 0
    iterator.check_contracting_rules = () => {
      if (++steps > limit || steps * rule.interval > farthest) throw new Faulty({ _tag: 'RuleEndless', line, limit })
      return check()
    }
    for (let time = iterator.next() as ICAL.Time | null; time !== null; time = iterator.next() as ICAL.Time | null) {
      const at: Moment = { ...start, wall: wallOf(time) }
      if (at.wall > end || found.length >= count || !within(at)) break
      if (isWanted(at.wall)) found.push(at)
    }
    return found
  } catch (error) {
    throw error instanceof Faulty ? error : notTaken(line, error)
  }
}
