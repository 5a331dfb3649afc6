import { describe, expect, it } from 'vitest'
import { runDeadline } from './deadline.js'

const verdictOn = (rule: string, input: object, expected: object) => runDeadline({ form: 'deadline/1', cases: [{ id: 'one', rule, input, expected }] })[0]

describe('terms that norms count', () => {
  it.each([
    ['LAI_FALABR', { registeredAt: '2018-11-05T20:59:59Z', zone: 'America/Sao_Paulo', days: 20 }, { local: '2018-11-05T18:59:59-0200', officialNotice: '2018-11-05', firstCountedDay: '2018-11-06', due: '2018-11-26' }],
    ['LAI_FALABR', { registeredAt: '2018-11-05T21:00:00Z', zone: 'America/Sao_Paulo', days: 20 }, { officialNotice: '2018-11-06', firstCountedDay: '2018-11-07', due: '2018-11-26' }],
    ['LAI_FALABR', { registeredAtLocal: '2026-02-16T10:00:00', days: 20 }, { officialNotice: '2026-02-18', firstCountedDay: '2026-02-19' }],
    ['LAI_FALABR', { registeredAtLocal: '2026-12-03T10:00:00', days: 20, extensionDays: 10 }, { nominal: '2026-12-23', due: '2026-12-23', extendedDue: '2027-01-04' }],
    ['L9784', { startDate: '2025-01-31', days: 30 }, { nominal: '2025-03-02', due: '2025-03-05' }],
    ['L9784', { startDate: '2026-03-04', days: 30, extension: 30 }, { nominal: '2026-05-03', due: '2026-05-04' }],
    ['L9784', { startDate: '2026-01-31', months: 1 }, { nominal: '2026-02-28', due: '2026-03-02' }],
    ['L9784+SUSPEND', { startDate: '2026-06-01', days: 30, extensionDays: 30, complementRequested: '2026-06-11', complementAnswered: '2026-06-21' }, { suspendedDays: 10, extendedDue: '2026-08-10' }],
    ['L9784+SUSPEND', { startDate: '2026-06-01', days: 30, complementRequested: '2026-06-11', complementAnswered: null }, { complementDue: '2026-07-01', archiveFrom: '2026-07-02', outcome: 'Arquivada, no conclusive answer' }],
    ['YEARS_CIVIL', { resolvedOn: '2024-02-29', years: 4 }, { keepThrough: '2028-02-29' }],
    ['YEARS_L9784', { start: '2024-02-29', years: 1 }, { due: '2025-02-28' }],
  ])('%s %j', (rule, input, expected) => {
    expect(verdictOn(rule, input, expected)).toEqual({ id: 'one', verdict: 'passed' })
    for (const key of Object.keys(expected)) expect(verdictOn(rule, input, { ...expected, [key]: 'another' })).toMatchObject({ verdict: 'failed' })
  })
})

it('what is not known fails', () => {
  expect(verdictOn('L9784', { startDate: '2026-01-05', days: 5, mood: 1 }, { due: '2026-01-12' })).toMatchObject({ verdict: 'failed', why: 'not known: mood' })
  expect(verdictOn('L9784', { startDate: '2026-01-05', days: 5 }, { mood: 1 })).toMatchObject({ verdict: 'failed', why: 'mood is not known' })
  expect(verdictOn('L1', { startDate: '2026-01-05', days: 5 }, { due: '2026-01-12' })).toMatchObject({ verdict: 'failed', why: 'the rule L1 is not known' })
})
