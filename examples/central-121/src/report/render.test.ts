import { readFileSync } from 'node:fs'
import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { brought, inMemory, line, logText, sample } from '../calls/log.test-kit.js'
import { bar } from './chart.js'
import { halfHourChart, renderDay } from './render.js'
import { table } from './table.js'

const factsOf = async (text: string) => (await brought(text, inMemory())).facts

describe('a table', () => {
  it('has its first column to the left and the others to the right', () => {
    expect(table(['queue', 'n'], [['a', '1,234'], ['longer', '5']])).toBe(['queue       n', '──────  ─────', 'a       1,234', 'longer      5'].join('\n'))
  })
})

describe('a bar', () => {
  const counts = fc.tuple(fc.nat(50), fc.nat(50), fc.nat(50)).map(([answered, abandoned, rest]) => ({ answered, abandoned, offered: answered + abandoned + rest }))

  test.prop([counts, fc.nat(200), fc.integer({ min: 1, max: 80 })])('is as long as its share of the largest, and its parts are in order', (c, more, width) => {
    const drawn = bar(c, c.offered + more, width)
    expect(drawn).toMatch(/^█*░*·*$/)
    expect(drawn.length).toBe(c.offered + more === 0 ? 0 : Math.round((c.offered / (c.offered + more)) * width))
  })
})

describe('a report', () => {
  it('shows every half hour of the day from the first call to the last', async () => {
    const chart = halfHourChart(await factsOf(logText(line(), line({ call_id: '2', vru_entry: '9:10:00', vru_exit: '9:10:10', q_start: '9:10:10', q_exit: '9:10:30', outcome: 'HANG' }))))
    expect(chart.split('\n')).toEqual([
      'half hour  offered  answered  abandoned     ASA     SL-3',
      '─────────  ───────  ────────  ─────────  ──────  ───────',
      `08:00            1         1          0  20.0 s  100.0 %  ${'█'.repeat(50)}`,
      '08:30            0         0          0       –        –',
      `09:00            1         0          1       –    0.0 %  ${'░'.repeat(50)}`,
      '█ answered  ░ abandoned  · neither (yet)',
    ])
  })

  it('writes no data as a dash, and says when there was no call', async () => {
    expect(renderDay(await factsOf(logText()))).toBe('No calls.')
    expect(renderDay(await factsOf(logText()), 'pt')).toBe('Nenhuma ligação.')
    expect(renderDay(await factsOf(logText(line({ outcome: 'HANG' }))))).toMatch(/^PS +1 +0 +1 +0 +100\.0 % +– +– /m)
  })

  it('has a total that is the sum of its queues, every attendant, and the same numbers in both languages', async () => {
    const facts = await factsOf(readFileSync(sample, 'utf8'))
    const english = renderDay(facts)
    expect(english).toMatch(/^all +16 +12 +4 +0 +25\.0 % +26\.3 s +77\.5 s +56\.3 % +50\.0 % +37\.5 % +46\.2 % +50\.0 % +42\.9 %$/m)
    for (const attendant of ['agent-01', 'agent-02', 'agent-03', 'agent-04', 'unidentified']) expect(english).toContain(`\n${attendant}`)
    const digits = (text: string) => text.replace(/[^\d\n]/g, '')
    expect(digits(renderDay(facts, 'pt'))).toBe(digits(english))
  })

  it('counts days of the centre’s own time', async () => {
    const late = line({ vru_entry: '23:59:00', vru_exit: '23:59:10', q_start: '23:59:10', q_exit: '23:59:30', ser_start: '23:59:30', ser_exit: '0:00:30' })
    expect(renderDay(await factsOf(logText(late)))).toMatch(/^Calls of 1999-04-01\n/)
  })
})
