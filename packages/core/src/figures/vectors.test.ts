import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type Counts, noCounts, serviceLevels, simpleLevel } from './figures.js'

interface Case {
  readonly id: string
  readonly formula: string
  readonly input: Readonly<Record<string, number>>
  readonly exact: number
  readonly expectedPercentPrinted: number
}

const { form, serviceLevel } = JSON.parse(readFileSync(new URL('../../vectors/metrics-service-level.json', import.meta.url), 'utf8')) as {
  form: string
  serviceLevel: readonly Case[]
}

/** The published formulas, each with ours. */
const levels: Readonly<Record<string, (c: Counts) => number | undefined>> = {
  '(ansIn + abdIn)/(ans + abd)': serviceLevels['SL-1'],
  'ansIn/ans': serviceLevels['SL-2'],
  'ansIn/(ans+abd)': serviceLevels['SL-3'],
  'ansIn/(ans+abdAfter)': serviceLevels['SL-4'],
  '(ansIn+abdShort)/(ans+abd)': serviceLevels['SL-5'],
  'ansIn/(ans+abd-abdShort)': serviceLevels['SL-6'],
  'ansIn/offered': simpleLevel,
}

const known = new Set([
  'answered', 'answeredWithin', 'answeredWithin20', 'answeredWithin30', 'answeredAfter30', 'abandoned', 'abandonedWithin20', 'abandonedAfter20', 'abandonedWithin5', 'abandonedWithin10', 'offered',
])

const countsOf = (input: Case['input']): Counts => {
  const first = (...names: readonly string[]) => names.map((name) => input[name]).find((n) => n !== undefined) ?? 0
  const answeredWithin = first('answeredWithin', 'answeredWithin20', 'answeredWithin30')
  const answered = input['answered'] ?? answeredWithin + first('answeredAfter30')
  const abandoned = first('abandoned')
  return {
    ...noCounts, answered, answeredWithin, abandoned,
    offered: input['offered'] ?? answered + abandoned,
    abandonedWithin: first('abandonedWithin20'),
    abandonedShort: first('abandonedWithin5', 'abandonedWithin10'),
  }
}

describe('published service levels', () => {
  it('are of the form that this runner knows', () => expect(form).toBe('service-level/1'))

  for (const { id, formula, input, exact, expectedPercentPrinted } of serviceLevel) {
    it(`${id}: ${formula} gives ${exact} %`, () => {
      expect(Object.keys(input).filter((name) => !known.has(name))).toEqual([])
      const percent = (levels[formula]?.(countsOf(input)) ?? NaN) * 100
      expect(percent.toFixed(2)).toBe(exact.toFixed(2))
      const decimals = String(expectedPercentPrinted).split('.')[1]?.length ?? 0
      expect(percent.toFixed(decimals)).toBe(expectedPercentPrinted.toFixed(decimals))
    })
  }
})

describe('the day of the ICMI example', () => {
  const day: Counts = { ...noCounts, offered: 1060, answered: 1000, abandoned: 60, answeredWithin: 860, abandonedWithin: 20, abandonedShort: 10 }
  const percents = Object.fromEntries(Object.entries(serviceLevels).map(([name, level]) => [name, ((level(day) ?? NaN) * 100).toFixed(2)]))

  it('FIG-05 FIG-06 FIG-07 FIG-08 FIG-09 FIG-10 has six service levels, each under its name', () => {
    expect(percents).toEqual({ 'SL-1': '83.02', 'SL-2': '86.00', 'SL-3': '81.13', 'SL-4': '82.69', 'SL-5': '82.08', 'SL-6': '81.90' })
  })
})
