import ICAL from 'ical.js'
import { Faulty } from './faults.js'

/** A line as folded lines make it, and where it begins. */
interface Line {
  readonly text: string
  readonly line: number
}

/** One VEVENT, and the line on which it begins. */
export interface EventPart {
  readonly component: ICAL.Component
  readonly line: number
}

/** The events of one VCALENDAR. */
export type CalendarPart = readonly EventPart[]

const unfolded = (text: string): readonly Line[] => {
  const lines: { text: string; line: number }[] = []
  text.split(/\r\n|\n|\r/).forEach((raw, i) => {
    const last = lines.at(-1)
    if (/^[ \t]/.test(raw) && last !== undefined) last.text += raw.slice(1)
    else lines.push({ text: raw, line: i + 1 })
  })
  return lines.filter((l) => l.text.trim() !== '')
}

const malformed = (line: number, detail: string) => new Faulty({ _tag: 'ICalendarMalformed', line, detail })

/** Checks that components are closed in their order, and answers where the events directly in a calendar begin. */
const eventLines = (lines: readonly Line[]): readonly number[] => {
  const open: { readonly name: string; readonly line: number }[] = []
  const found: number[] = []
  for (const { text, line } of lines) {
    const [, what, given] = /^(BEGIN|END):(.*)$/i.exec(text) ?? []
    const name = given?.trim().toUpperCase()
    if (open.length === 0 && (what?.toUpperCase() !== 'BEGIN' || name !== 'VCALENDAR')) throw new Faulty({ _tag: 'NotACalendar' })
    if (what === undefined || name === undefined) continue
    if (what.toUpperCase() === 'BEGIN') {
      if (name === 'VEVENT' && open.length === 1) found.push(line)
      open.push({ name, line })
    } else {
      const last = open.pop()
      if (last?.name !== name) throw malformed(line, `END:${name} closes ${last?.name ?? 'nothing'}`)
    }
  }
  const left = open.at(-1)
  if (left !== undefined) throw malformed(left.line, `${left.name} has no END`)
  if (lines.length === 0) throw new Faulty({ _tag: 'NotACalendar' })
  return found
}

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** The first line that the parser does not take, when it has refused the text. */
const culprit = (lines: readonly Line[], error: unknown): Faulty => {
  for (const { text, line } of lines) {
    if (/^(BEGIN|END):/i.test(text)) continue
    try {
      ICAL.parse.property(text, ICAL.design.icalendar)
    } catch (e) {
      return malformed(line, reason(e).slice(0, 200))
    }
  }
  return malformed(1, reason(error).slice(0, 200))
}

/** The calendars of a text, each with its events. */
export const calendarsIn = (text: string): readonly CalendarPart[] => {
  const lines = unfolded(text.replace(/^\uFEFF/, ''))
  const begins = eventLines(lines)
  let roots: readonly ICAL.Component[]
  try {
    const whole = lines.map((l) => l.text).join('\r\n')
    const parsed: unknown = ICAL.parse(whole)
    const all = Array.isArray(parsed) && Array.isArray(parsed[0]) ? (parsed as unknown[][]) : [parsed as unknown[]]
    roots = all.map((jCal) => new ICAL.Component(jCal))
  } catch (error) {
    throw culprit(lines, error)
  }
  let at = 0
  return roots.map((root) => root.getAllSubcomponents('vevent').map((component) => ({ component, line: begins[at++] ?? 0 })))
}
