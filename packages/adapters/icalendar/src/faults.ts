/** Why a file gives no closures. `line` counts from 1 in the text as given: the line itself, or the one where the event begins. */
export type ICalendarFault =
  /** No `BEGIN:VCALENDAR`, or something before it. */
  | { readonly _tag: 'NotACalendar' }
  /** A line that no grammar of RFC 5545 allows there, or a component that does not end. */
  | { readonly _tag: 'ICalendarMalformed'; readonly line: number; readonly detail: string }
  | { readonly _tag: 'EventWithoutStart'; readonly line: number }
  | { readonly _tag: 'EventDateInvalid'; readonly line: number; readonly property: string; readonly text: string }
  | { readonly _tag: 'EventEndsBeforeStart'; readonly line: number }
  /** Neither IANA nor the file itself knows the zone of an event, or of the options (line 0). */
  | { readonly _tag: 'EventZoneUnknown'; readonly line: number; readonly timeZone: string }
  /** A rule that recurs within a day, or that the library cannot read. */
  | { readonly _tag: 'RuleNotTaken'; readonly line: number; readonly detail: string }
  /** A rule that can never be met, or one with more occurrences than are counted. */
  | { readonly _tag: 'RuleEndless'; readonly line: number; readonly limit: number }
  /** Years are whole, from 1 to 9999, in order, and at most a hundred. */
  | { readonly _tag: 'YearsInvalid'; readonly from: number; readonly until: number }

/** Thrown inside the package only; {@link closuresFrom} answers what it holds. */
export class Faulty extends Error {
  constructor(readonly fault: ICalendarFault) {
    super(fault._tag)
  }
}
