import { byRankKey, Estimates, Hours, instant, rankKey, type Instant, type WaitingContact } from '@disque/core'
import { rotation } from './routing-rotation.js'
import { eligibility } from './routing-eligibility.js'
import { contact, policyOf } from './routing-world.js'
import { wrapUp } from './routing-wrap-up.js'
import { differing, eachOf, failing, judged, list, number, record, text, texts, truth, unknownKeys, Unreadable, unknownParts, type Fields } from './reading.js'
import type { Verdict } from './verdict.js'

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri']
const weekOf = (days: readonly string[], from: string, until: string): Hours.Weekly => Object.fromEntries(days.map((day) => [day, [{ from, until }]]))

/**
 * Places are the router's: strict priority, then age. A place that was asked for is for reading: its caller joins, and only the refusal of a full queue is judged.
 */
const joins = (fields: Fields): readonly Verdict[] => {
  const policy = policyOf({ queue: {} })
  const limit = fields['maxLength'] === undefined ? Infinity : number(fields['maxLength'], 'maxLength')
  let waiting: readonly WaitingContact[] = []
  const verdicts = list(fields['sequence'], 'sequence').map((one, i) =>
    judged(`join ${i + 1}`, () => {
      const join = record(one, `sequence[${i}]`)
      const unknown = unknownKeys(join, ['caller', 'priority', 'requestedPosition', 'expectedPosition', 'recomputed'])
      const caller = String(number(join['caller'], 'caller')).padStart(9, '0')
      const priority = number(join['priority'] ?? fields['defaultPriority'] ?? 0, 'priority')
      if (waiting.length >= limit) return [...unknown, ...differing('place', join['expectedPosition'], null)]
      const joining = contact(caller, 'queue', i, { priority })
      waiting = [...waiting, joining].sort((a, b) => byRankKey(rankKey(policy, a), rankKey(policy, b)))
      const place = Estimates.position(policy, waiting, joining.contact)
      const asked = join['requestedPosition'] !== null && join['requestedPosition'] !== undefined
      if (asked) return [...unknown, ...differing('is taken in', true, typeof join['expectedPosition'] === 'number')]
      return [...unknown, ...differing('place', join['expectedPosition'], place)]
    })
  )
  const final = fields['finalOrderOfCallers']
  const priorityOf = new Map(waiting.map((w) => [Number(w.contact), w.priority]))
  return [
    ...verdicts,
    ...(final === undefined
      ? []
      : [judged('final order', () => {
          const callers = list(final, 'finalOrderOfCallers').map((one) => number(one, 'caller'))
          const asked = list(fields['sequence'], 'sequence').some((one) => typeof record(one, 'join')['requestedPosition'] === 'number')
          // Where places were asked for, what stays is who waits and that priority is strict.
          if (!asked) return differing('order', callers, waiting.map((w) => Number(w.contact)))
          return differing('priorities in order', waiting.map((w) => w.priority), callers.map((caller) => priorityOf.get(caller)))
        })]),
    ...unknownParts(fields, ['maxLength', 'defaultPriority', 'sequence', 'finalOrderOfCallers']),
  ]
}

const workingDays = (one: unknown, id: string): Verdict =>
  judged(id, () => {
    const fields = record(one, id)
    const saturdays = fields['saturdaysWork'] === undefined ? false : truth(fields['saturdaysWork'], 'saturdaysWork')
    const calendar: Hours.Calendar = {
      timeZone: 'Etc/UTC', weekly: weekOf(saturdays ? [...weekdays, 'sat'] : weekdays, '00:00', '24:00'), breaks: [], exceptions: [],
      holidays: texts(fields['publicHolidays'] ?? [], 'publicHolidays'),
    }
    const sign = { add: 1, sub: -1 }[text(fields['op'], 'op')]
    if (sign === undefined) throw new Unreadable(`the operation ${String(fields['op'])} is not known`)
    const found = Hours.addBusinessDays(calendar, text(fields['date'], 'date'), sign * number(fields['days'], 'days'))
    return [...unknownKeys(fields, ['publicHolidays', 'saturdaysWork', 'days']), ...differing('date', fields['expected'], found._tag === 'Right' ? found.right : found.left._tag)]
  })

const office: Hours.Calendar = { timeZone: 'Etc/UTC', weekly: weekOf(weekdays, '09:00', '17:00'), breaks: [], holidays: [], exceptions: [] }

/** Hours are half-open here; the source holds the minute after closing open. */
const isClosingMinute = (at: number): boolean => Number.isSafeInteger(at) && !Hours.isOpen(office, at as Instant) && Hours.isOpen(office, (at - 60_000) as Instant)

const openNow = (one: unknown, id: string): Verdict => {
  const at = typeof one === 'object' && one !== null && 'at' in one ? Date.parse(String(one.at)) : NaN
  if (isClosingMinute(at)) return { id, verdict: 'skipped', why: 'the closing minute, which the source counts as open' }
  return judged(id, () => {
    const fields = record(one, id)
    return [...unknownKeys(fields, ['open']), ...differing('open', truth(fields['open'], 'open'), Hours.isOpen(office, instant(text(fields['at'], 'at'))))]
  })
}

/** The first as it is where no call was counted before it; the mean of the others is the rule's. */
const holdTime = (fields: Fields): readonly Verdict[] => {
  const rule = record(fields['asteriskHoldTime'], 'asteriskHoldTime')
  const values = list(rule['values'], 'values')
  const asIs = rule['firstSampleWhileCountersZero'] === undefined ? true : truth(rule['firstSampleWhileCountersZero'], 'firstSampleWhileCountersZero')
  let mean: number | undefined = asIs ? undefined : 0
  return list(rule['samples'], 'samples').map((one, i) =>
    judged(`hold time ${i + 1}`, () => {
      const sample = number(one, 'sample')
      mean = mean === undefined ? sample : Estimates.asteriskHold(mean, sample)
      return differing('mean', values[i], mean)
    })
  )
}

const casesOf = (part: unknown, name: string, judge: (one: unknown, at: string) => Verdict | readonly Verdict[]): readonly Verdict[] => {
  const fields = record(part, name)
  return [...eachOf(fields['cases'], name, judge), ...unknownParts(fields, ['cases'])]
}

const parts: Readonly<Record<string, (part: unknown, name: string) => readonly Verdict[]>> = {
  queueJoinPosition: (part, name) => joins(record(part, name)),
  roundRobinListRotation: (part, name) => rotation(record(part, name)),
  wrapUp: (part, name) => wrapUp(record(part, name)),
  eligibility: (part, name) => casesOf(part, name, eligibility),
  workingDays: (part, name) => casesOf(part, name, workingDays),
  chatwootOpenNow: (part, name) => casesOf(part, name, openNow),
  derivedFromSource: (part, name) => holdTime(record(part, name)),
}

/** Cases of the form `routing/1`: named lists, each with a rule of its own. */
export const runRouting = (file: unknown): readonly Verdict[] => {
  const fields = record(file, 'the file')
  return [
    ...Object.entries(parts).flatMap(([name, run]) => {
      if (fields[name] === undefined) return []
      try {
        return run(fields[name], name)
      } catch (error) {
        return [failing(name, error)]
      }
    }),
    ...unknownParts(fields, Object.keys(parts)),
  ]
}
