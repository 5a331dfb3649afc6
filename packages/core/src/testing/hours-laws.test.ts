import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { add, between, type Calendar, federalClosures, isOpen, periods, subtract } from '../hours/hours.js'
import { instant, plus } from '../shared/instant.js'
import { hoursLaws, type OpenTime } from './hours-laws.js'

const workday = [{ from: '07:00', until: '12:00' }, { from: '13:00', until: '19:00' }]
const office: Calendar = {
  timeZone: 'America/Sao_Paulo', weekly: { mon: workday, tue: workday, wed: workday, thu: workday, fri: workday, sun: [{ from: '00:00', until: '24:00' }] },
  exceptions: [{ date: '2018-11-04', change: 'add', intervals: [{ from: '00:00', until: '02:00' }] }], ...federalClosures(),
}
const span = { from: instant('2017-06-01T00:00:00Z'), until: instant('2019-06-01T00:00:00Z') }

describe('the laws of open time hold of an office that changes its clock', () => {
  for (const { name, run } of hoursLaws(office, span)) it(name, run)
})

describe('each is broken by what breaks it', () => {
  const right: OpenTime = { isOpen, add, subtract, between, periods }
  const broken: Readonly<Record<string, OpenTime>> = {
    'it is open exactly while some period holds the instant': { ...right, isOpen: (c, at) => !isOpen(c, at) },
    'the open time between three instants adds up': { ...right, between: (c, a, b) => Math.max(0, between(c, a, b)) },
    'what was added has passed until it is due': { ...right, add: (_, at, ms) => E.right(plus(at, ms)) },
    'taking away what was added leads back over the same open time': { ...right, subtract: (c, at, ms) => subtract(c, at, ms + 60_000) },
    'a due instant is open, or begins or ends open time': { ...right, add: (_, at, ms) => E.right(plus(at, ms)) },
    'more is not due earlier': { ...right, add: (c, at, ms) => add(c, at, ms % 60_000) },
  }
  it.each(hoursLaws(office, span).map(({ name }) => name))('%s', async (name) => {
    const law = hoursLaws(office, { ...span, hours: broken[name] ?? right }).find((l) => l.name === name)
    await expect(law?.run()).rejects.toThrow()
  })
})
