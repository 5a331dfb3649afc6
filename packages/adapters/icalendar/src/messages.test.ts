import { describe, expect, it } from 'vitest'
import { messageOfCalendar, type ICalendarFault } from './index.js'

/** Every tag: one that is missing does not compile. */
const samples: { readonly [T in ICalendarFault['_tag']]: Extract<ICalendarFault, { readonly _tag: T }> } = {
  NotACalendar: { _tag: 'NotACalendar' },
  ICalendarMalformed: { _tag: 'ICalendarMalformed', line: 17, detail: 'no colon' },
  EventWithoutStart: { _tag: 'EventWithoutStart', line: 17 },
  EventDateInvalid: { _tag: 'EventDateInvalid', line: 17, property: 'DTEND', text: '2026-02-30' },
  EventEndsBeforeStart: { _tag: 'EventEndsBeforeStart', line: 17 },
  EventZoneUnknown: { _tag: 'EventZoneUnknown', line: 17, timeZone: 'Brasilia' },
  RuleNotTaken: { _tag: 'RuleNotTaken', line: 17, detail: 'BYWEEKNO' },
  RuleEndless: { _tag: 'RuleEndless', line: 17, limit: 40000 },
  YearsInvalid: { _tag: 'YearsInvalid', from: 2027, until: 2026 },
}

describe.each(['en', 'pt'] as const)('a fault in %s', (language) => {
  it.each(Object.values(samples))('$_tag names what it holds, and what to do', (fault) => {
    const words = messageOfCalendar(fault, language)
    for (const [field, value] of Object.entries(fault)) if (field !== '_tag') expect(words).toContain(String(value))
    expect(words).toMatch(/; .+\.$/)
  })
})

it('a zone of the options is told without a line', () => expect(messageOfCalendar({ _tag: 'EventZoneUnknown', line: 0, timeZone: '-03:00' }, 'en')).not.toContain('line'))
