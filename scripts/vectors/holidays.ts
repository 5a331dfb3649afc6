import { Hours } from '@disque/core'
import { differing, eachOf, judged, list, number, record, text, unknownKeys, unknownParts, type Fields } from './reading.js'
import type { Verdict } from './verdict.js'

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

/** A federal day as the tables write it: one whose order is not out is only expected. */
const ours = ({ kind, law, closedUntil, closedFrom }: Hours.FederalDay): Fields => ({
  kind: law === undefined ? `${kind}-expected` : kind,
  ...(closedUntil === undefined ? {} : { closedUntil }),
  ...(closedFrom === undefined ? {} : { closedFrom }),
})

const theirs = (day: Fields): Fields => {
  const { closedUntil, closedFrom, ...rest } = day['partial'] === undefined ? ({} as Fields) : record(day['partial'], 'partial')
  return { kind: day['kind'], ...(closedUntil === undefined ? {} : { closedUntil }), ...(closedFrom === undefined ? {} : { closedFrom }), ...rest }
}

const ofYear = (one: unknown, at: string): readonly Verdict[] => {
  const fields = record(one, at)
  const year = number(fields['year'], 'year')
  const days = fields['days'] === undefined ? [] : list(fields['days'], 'days')
  const federal = Hours.federalDays(year)
  const listed = new Set<unknown>()
  const judgeDay = (day: unknown, i: number): Verdict => {
    const date = typeof day === 'object' && day !== null && 'date' in day ? String(day.date) : `day ${i + 1}`
    return judged(`${year} ${date}`, () => {
      const entry = record(day, date)
      listed.add(entry['date'])
      const found = federal.find((d) => d.date === text(entry['date'], 'date'))
      const weekday = weekdays[new Date(`${date}T00:00:00Z`).getUTCDay()]
      return [
        ...unknownKeys(entry, ['partial']),
        ...(entry['weekday'] === undefined ? [] : differing('weekday', entry['weekday'], weekday)),
        ...(found === undefined ? ['is no federal day here'] : differing('is', theirs(entry), ours(found))),
      ]
    })
  }
  return [
    ...(fields['easter'] === undefined ? [] : [judged(`${year} Easter`, () => differing('Easter', fields['easter'], Hours.easter(year)))]),
    ...days.map(judgeDay),
    ...(fields['days'] === undefined ? [] : [judged(`${year}, and no other day`, () => differing('others', [], federal.map((d) => d.date).filter((date) => !listed.has(date))))]),
    ...unknownParts(fields, ['year', 'easter', 'days']),
  ]
}

/** Cases of the form `holidays/1`: Easter, holidays by federal law and federal optional days, year by year. */
export const runHolidays = (file: unknown): readonly Verdict[] => {
  const fields = record(file, 'the file')
  return [...eachOf(fields['years'], 'years', ofYear), ...unknownParts(fields, ['notes', 'years'])]
}
