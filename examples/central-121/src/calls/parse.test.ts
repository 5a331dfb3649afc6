import { readFileSync } from 'node:fs'
import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { columns, type Column } from './form.js'
import { parseLog } from './parse.js'
import { line, logText, parsed, sample, unqueued, unserved } from './log.test-kit.js'

describe('a line of a call log', () => {
  const unreadable: readonly (readonly [string, Partial<Record<Column, string>>, string])[] = [
    ['a time with 25 hours', { vru_exit: '25:00:00' }, 'vru_exit is no time of the form H:MM:SS'],
    ['a time with 60 minutes', { vru_entry: '8:60:00' }, 'vru_entry is no time of the form H:MM:SS'],
    ['a time without seconds', { q_start: '8:00' }, 'q_start is no time of the form H:MM:SS'],
    ['an empty time', { ser_exit: '' }, 'ser_exit is no time of the form H:MM:SS'],
    ['a duration in words', { q_time: 'ten' }, 'q_time is no whole number'],
    ['a duration with a fraction', { ser_time: '1.5' }, 'ser_time is no whole number'],
    ['an empty duration', { vru_time: '' }, 'vru_time is no whole number'],
    ['a priority that is no number', { priority: 'high' }, 'priority is no whole number'],
    ['a number of the call that is none', { call_id: 'x' }, 'call_id is no whole number'],
    ['a customer in words', { customer_id: 'somebody' }, 'customer_id is no whole number'],
    ['a date that does not exist', { date: '990431' }, 'date is no date of the form yymmdd'],
    ['a date of another form', { date: '1999-04-01' }, 'date is no date of the form yymmdd'],
    ['an outcome that nobody knows', { outcome: 'BUSY' }, 'outcome is none of AGENT, HANG, PHANTOM'],
  ]
  for (const [what, cells, reason] of unreadable)
    it(`with ${what} is malformed: it is listed and passed over`, () => {
      const log = parsed(logText(line(), line(cells), line()))
      expect(log).toMatchObject({ rows: 3, malformed: [{ line: 3, reason }], phantom: 0 })
      expect(log.calls.map((row) => row.line)).toEqual([2, 4])
    })

  it('with a column too few or too many is malformed', () => {
    const [short, long] = [line().split('\t').slice(0, -1).join('\t'), `${line()}\tmore`]
    expect(parsed(logText(short, line(), long, '', line())).malformed).toEqual([
      { line: 2, reason: '16 columns instead of 17' }, { line: 4, reason: '18 columns instead of 17' }, { line: 5, reason: '1 column instead of 17' },
    ])
  })

  it('that is a phantom is no call', () => {
    expect(parsed(logText(line({ outcome: 'PHANTOM' })))).toMatchObject({ rows: 1, malformed: [], phantom: 1, calls: [] })
  })

  it('says nothing of what did not happen', () => {
    const [row] = parsed(logText(line({ ...unqueued, ...unserved, outcome: 'HANG', customer_id: '0' }))).calls
    expect(row).toMatchObject({ outcome: 'HANG', queueTime: 0 })
    for (const field of ['queueStart', 'serviceStart', 'server', 'customer']) expect(row).not.toHaveProperty(field)
  })

  it('whose customer number a spreadsheet has rounded is a call of nobody known', () => {
    const [row] = parsed(logText(line({ customer_id: '3.27E+11' }))).calls
    expect(row).not.toHaveProperty('customer')
  })

  it('may have clocks that run backwards: that is no fault of its form', () => {
    expect(parsed(logText(line({ vru_exit: '7:59:24', vru_time: '-36' })))).toMatchObject({ malformed: [], calls: [{ vruTime: -36 }] })
  })
})

describe('a call log', () => {
  it('may have its columns in another order, a mark at its start, and lines that end as on Windows', () => {
    const turned = logText(line(), line({ call_id: '2' })).split('\n').map((text) => text.split('\t').reverse().join('\t'))
    expect(parsed(`\uFEFF${turned.join('\r\n')}`)).toEqual(parsed(logText(line(), line({ call_id: '2' }))))
  })

  it('without data lines has no rows', () => {
    expect(parsed(logText())).toEqual({ rows: 0, malformed: [], phantom: 0, calls: [] })
  })

  it('that is empty, or something else, is refused', () => {
    for (const text of ['', '\n\n', '\uFEFF']) expect(parseLog(text)).toEqual({ _tag: 'Left', left: { _tag: 'LogEmpty' } })
    for (const text of ['name,age\nAnn,30\n', '{"a": 1}', '\u0000\u0001PNG', line()]) expect(parseLog(text)).toEqual({ _tag: 'Left', left: { _tag: 'NotACallLog' } })
  })

  test.prop([fc.subarray([...columns], { minLength: 1, maxLength: 8 })])('without some of its columns is refused, and says which', (missing) => {
    const rest = columns.filter((column) => !missing.includes(column))
    expect(parseLog(`${rest.join('\t')}\n`)).toEqual({ _tag: 'Left', left: { _tag: 'ColumnsMissing', columns: missing } })
  })

  const cell = fc.oneof(fc.constantFrom('0', '0:00:00', '8:00:10', '23:59:59', '24:00:00', '990401', '-5', '', 'AGENT', 'HANG', 'PHANTOM', 'NO_SERVER'), fc.string({ maxLength: 6 }).map((s) => s.replace(/[\t\r\n]/g, ' ')))
  const anyLine = fc.oneof(fc.constant(line()), fc.array(cell, { minLength: 16, maxLength: 18 }).map((cells) => cells.join('\t')), fc.string().map((s) => s.replace(/[\r\n]/g, ' ')))

  test.prop([fc.array(anyLine, { maxLength: 12 })])('counts every data line once: malformed, phantom or a call', (lines) => {
    const log = parsed(logText(...lines, line()))
    expect(log.rows).toBe(lines.length + 1)
    expect(log.malformed.length + log.phantom + log.calls.length).toBe(log.rows)
  })

  test.prop([fc.constantFrom(...columns), fc.string({ minLength: 3, maxLength: 12 }).filter((s) => s.trim().length > 2 && !/[\t\r\n]/.test(s))])(
    'never repeats what a cell holds when it says what is wrong', (column, secret) => {
      for (const { reason } of parsed(logText(line({ [column]: `§${secret}` }))).malformed) expect(reason).not.toContain(`§${secret.trim()}`)
    }
  )

  it('as the sample shows it has a row of every kind', () => {
    const log = parsed(readFileSync(sample, 'utf8'))
    expect([log.rows, log.malformed.map((m) => m.line), log.phantom, log.calls.length]).toEqual([23, [17, 18, 19, 20, 21], 1, 17])
  })
})
