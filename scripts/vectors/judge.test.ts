import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { judgeFile } from './judge.js'

const folder = new URL('../../packages/core/vectors/', import.meta.url)
const files = readdirSync(folder).filter((name) => name.endsWith('.json')).map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }))
const failures = (text: string) => judgeFile(text).verdicts.flatMap((v) => (v.verdict === 'failed' ? [`${v.id}: ${v.why}`] : []))
const textOf = (name: string) => files.find((file) => file.name === name)!.text

describe('cases that others wrote', () => {
  it.each(files)('$name passes', ({ text }) => {
    expect(failures(text)).toEqual([])
    expect(judgeFile(text).passed).toBeGreaterThan(0)
  })
})

describe('a changed case fails, and by its name', () => {
  it.each([
    ['nup.json', '01400020394202458', '01400020394202459', 'valid17[0]'],
    ['nup.json', '"dv": "32"', '"dv": "33"', 'valid21[0]'],
    ['nup.json', '00190.104580/24-07', '01400.020394/2024-58', 'invalid17[3]'],
    ['cpf-cnpj.json', '111.444.777-35', '111.444.777-36', 'cpf.valid[0]'],
    ['cpf-cnpj.json', '12.abc.345/01DE-35', '12.ABC.345/01DE-35', 'cnpj.invalid[6]'],
    ['cpf-cnpj.json', '"kind": "alnum"', '"kind": "num"', 'cnpj.valid[0]'],
    ['phones.json', '"type": "MOBILE"', '"type": "FIXED"', 'valid[0]'],
    ['phones.json', '  11,\n', '  10,\n', 'areaCodes[0]'],
    ['phones.json', '"100":', '"200":', 'supCodes 200'],
    ['br-holidays.json', '"easter": "2017-04-16"', '"easter": "2017-04-09"', '2017 Easter'],
    ['br-holidays.json', '"closedUntil": "14:00"', '"closedUntil": "13:00"', '2017 2017-03-01'],
    ['br-holidays.json', '"date": "2017-04-21"', '"date": "2017-04-22"', '2017, and no other day'],
    ['tz-sao-paulo.json', '"utc": "2017-10-15T03:00:00Z",\n   "kind"', '"utc": "2017-10-15T02:00:00Z",\n   "kind"', 'transitions[2]'],
    ['tz-sao-paulo.json', '"utc": "2018-02-17T02:00:00Z"', '"utc": "2018-02-17T03:00:00Z"', 'startOfLocalDay[2]'],
    ['tz-sao-paulo.json', '"utc": "2018-02-18T02:30:00Z"', '"utc": "2018-02-18T01:30:00Z"', 'checks[3]'],
    ['metrics-service-level.json', '"exact": 83.02', '"exact": 83.03', 'sl-1'],
    ['routing-anchors.json', '"expectedPosition": 2', '"expectedPosition": 3', 'join 2'],
    ['routing-anchors.json', '"selected": "m0"', '"selected": "m4"', 'rotation[1]'],
    ['routing-anchors.json', '"answeredBy": "member2"', '"answeredBy": "member1"', 'wrap-up shared across queues (shared_lastcall=yes)'],
    ['routing-anchors.json', '"expected": "2020-09-22"', '"expected": "2020-09-21"', 'workingDays[0]'],
    ['routing-anchors.json', '"open": true', '"open": false', 'chatwootOpenNow[0]'],
  ])('%s: %s', (name, from, to, id) => {
    const wrapUp = id.startsWith('wrap-up')
    const text = textOf(name)
    const at = wrapUp ? text.indexOf(from, text.indexOf(id)) : text.indexOf(from)
    expect(at).toBeGreaterThan(0)
    expect(failures(text.slice(0, at) + to + text.slice(at + from.length)).map((line) => line.slice(0, id.length))).toContain(id)
  })
})

describe('service levels by other words', () => {
  it.each([
    ['completedInSL/completed*100', { completed: 130, completedInSL: 50 }, 38.46],
    ['(completedInSL + abandonedInSL)/(completed + abandoned)*100', { completed: 1000, abandoned: 60, completedInSL: 860, abandonedInSL: 20 }, 83.02],
    ['ansIn/(slEvents-abdIn)', { answeredWithin: 80, abandonedWithin: 20, slEvents: 120 }, 80],
    ['(ansIn+abdIn)/slEvents', { answeredWithin: 80, abandonedWithin: 20, slEvents: 125 }, 80],
    ['abandoned/queued*100', { abandoned: 5, queued: 200 }, 2.5],
    ['ansIn/(ansIn+ansAfter)', { answeredWithin30: 50, answeredAfter30: 80 }, 38.46],
    ['ansIn/ans', { answeredWithin: 0, answered: 0 }, null],
  ])('%s of %j is %s', (formula, input, exact) => {
    expect(failures(JSON.stringify({ form: 'service-level/1', serviceLevel: [{ id: 'a', formula, input, exact }] }))).toEqual([])
  })
})

describe('what is not known counts as failed', () => {
  it.each([
    ['a form', { form: 'hours/9' }, /the form hours\/9 is not known/],
    ['no form', [], /the form no form is not known/],
    ['no case', { form: 'nup/1' }, /it has no case/],
    ['a list', { form: 'nup/1', valid17: [], stranger: [] }, /not known: stranger/],
    ['a key of a case', { form: 'documents/1', cpf: { valid: [{ v: '111.444.777-35', region: 7 }] } }, /not known: region/],
    ['a formula', { form: 'service-level/1', serviceLevel: [{ id: 'a', formula: 'ans/ans', input: {}, exact: 1 }] }, /a: the formula ans\/ans is not known/],
    ['an input', { form: 'service-level/1', serviceLevel: [{ id: 'a', formula: 'ansIn/ans', input: { hung: 1 }, exact: 1 }] }, /a: not known: hung/],
    ['an operation', { form: 'routing/1', workingDays: { cases: [{ op: 'mul', date: '2020-01-01', days: 1, expected: '2020-01-02' }] } }, /the operation mul is not known/],
    ['a part', { form: 'routing/1', luck: { cases: [] } }, /not known: luck/],
    ['a zone', { form: 'zone/1', zone: 'America/Atlantis' }, /America\/Atlantis is no zone/],
  ])('%s', (_, file, words) => expect(failures(JSON.stringify(file)).join('\n')).toMatch(words))
})

describe('a case that is not of its form fails, with its id', () => {
  it.each([
    ['nup/1', { valid17: [7] }, 'valid17[0]: valid17[0] is no record'],
    ['documents/1', { cpf: { invalid: [{}] } }, 'cpf.invalid[0]: the document is no text'],
    ['phones/1', { valid: [null] }, 'valid[0]: valid[0] is no record'],
    ['phones/1', { areaCodes: 11 }, 'areaCodes: areaCodes is no list'],
    ['holidays/1', { years: [{}] }, 'years[0]: year is no number'],
    ['zone/1', { zone: 'UTC', checks: [{ utc: 'soon', local: 'now', offset: '+00:00' }] }, 'checks[0]: "soon" is not an ISO 8601 instant'],
    ['service-level/1', { serviceLevel: [null] }, 'serviceLevel[0]: serviceLevel[0] is no record'],
    ['routing/1', { wrapUp: { cases: [{ name: 'w', calls: {} }] } }, 'w: calls is no list'],
    ['routing/1', { eligibility: { cases: [3] } }, 'eligibility[0]: eligibility[0] is no record'],
  ])('%s %j', (form, parts, words) => expect(failures(JSON.stringify({ form, ...parts })).join('\n')).toContain(words))

  type Json = { [key: string]: unknown }
  /** Every list of cases in a file, as a way to put something else in its middle. */
  const lists = (value: unknown, name = ''): readonly ((other: unknown) => void)[] => {
    if (Array.isArray(value)) return ['cases', 'specials', 'valid', 'invalid', 'valid17', 'serviceLevel', 'years', 'checks'].includes(name) ? [(other) => void (value[Math.floor(value.length / 2)] = other)] : []
    return typeof value === 'object' && value !== null ? Object.entries(value as Json).flatMap(([key, inner]) => lists(inner, key)) : []
  }

  it.each(files)('in $name, and the others are judged', ({ text }) => {
    const before = judgeFile(text)
    const places = lists(JSON.parse(text)).length
    expect(places).toBeGreaterThan(0)
    for (let place = 0; place < places; place++)
      for (const other of [null, 7, [], {}]) {
        const file: unknown = JSON.parse(text)
        lists(file)[place]!(other)
        const after = judgeFile(JSON.stringify(file))
        expect(after.failed, JSON.stringify(other)).toBeGreaterThan(0)
        expect(after.passed).toBeGreaterThanOrEqual(before.passed - 25)
      }
  })

  it('as does a text that is no JSON', () => expect(failures('{')[0]).toMatch(/^file: it is no JSON/))
})

describe('at most a tenth is set aside', () => {
  const cases = (skipped: number, passed: number) =>
    JSON.stringify({
      form: 'routing/1',
      chatwootOpenNow: { cases: [...Array.from({ length: skipped }, () => ({ at: '2020-10-26T17:00:00Z', open: true })), ...Array.from({ length: passed }, () => ({ at: '2020-10-26T10:00:00Z', open: true }))] },
    })

  it('of a file', () => expect(judgeFile(cases(1, 9))).toMatchObject({ passed: 9, failed: 0, skipped: 1 }))
  it('and more is a failure', () => {
    expect(judgeFile(cases(2, 9))).toMatchObject({ passed: 9, failed: 1, skipped: 2 })
    expect(failures(cases(2, 9))).toEqual(['file: 2 of 11 cases are set aside, more than a tenth'])
  })
})
