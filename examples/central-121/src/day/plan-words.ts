import type { PlanFault } from '@disque/core'

/** What is wrong with a plan, where, and what to do. */
export const faultWords = (fault: PlanFault): string => {
  const say = (words: string) => `${fault.path}: ${words}`
  switch (fault._tag) {
    case 'ReferenceUnknown': return say(`there is no ${fault.to} "${fault.id}" at a time when it is needed; add it, or name another.`)
    case 'DuplicateId': return say(`"${fault.id}" stands twice, also at ${fault.other}; rename or remove one.`)
    case 'ValiditiesOverlap': return say(`it holds at the same time as ${fault.other}; let one end where the other begins.`)
    case 'ValidityEmpty': return say('it ends before it begins; put `from` before `until`.')
    case 'NeverApplies': return say('it holds only while what it belongs to does not; move its `from` or `until`.')
    case 'NumberWithoutEntry': return say(`the number ${fault.dialled} leads nowhere; give it an entry.`)
    case 'DigitInvalid': return say(`"${fault.digit}" is no key; use one of 0 to 9, * or #.`)
    case 'MenuUnreachable': return say(`no number leads to the menu "${fault.menu}"; lead to it, or remove it.`)
    case 'MenuWithoutWayOn': return say(`whatever is pressed in "${fault.menu}", nobody is reached; add a queue, an answer or an end.`)
    case 'SilenceNeverEnds': return say(`who presses nothing in "${fault.menu}" is led around for ever; let \`exhausted\` end somewhere.`)
    case 'OutOfRange': return say(`it is ${fault.value}; use ${fault.least} to ${fault.most}.`)
    case 'ZoneUnknown': return say(`there is no time zone "${fault.timeZone}"; write it as America/Sao_Paulo.`)
    case 'NoHours': return say('the calendar never opens; give it hours.')
    case 'TimeInvalid': return say(`"${fault.text}" is no time; write it as 07:00, and 24:00 only as an end.`)
    case 'DateInvalid': return say(`"${fault.text}" is no date; write it as 2020-06-11.`)
    case 'IntervalEmpty': return say(`it begins and ends at ${fault.time}; give it time.`)
    case 'IntervalInverted': return say(`it ends at ${fault.until}, before it begins at ${fault.from}; past midnight, write two.`)
    case 'IntervalsOverlap': return say(`it overlaps ${fault.other}; make one of the two, or part them.`)
    case 'ExceptionsContradict': return say(`${fault.other} says something else of ${fault.date}; keep one.`)
    case 'ExceptionWithoutHours': return say(`${fault.date} is changed to nothing; give it hours, or close it.`)
    case 'ClosureWithHours': return say(`${fault.date} is closed and has hours; remove one of the two.`)
  }
}
