import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { line, logText, sample } from '../calls/log.test-kit.js'
import { runStaffing } from './run.js'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'disque-staffing-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const run = (...args: readonly string[]) => {
  const [out, err]: [string[], string[]] = [[], []]
  const code = runStaffing(args, { folder, out: (text) => out.push(text), err: (text) => err.push(text) })
  return { code, out, err: err.join('\n') }
}

const written = (name: string, content: string): string => {
  writeFileSync(path.join(folder, name), content)
  return name
}

const sampleFile = fileURLToPath(sample)

describe('npm run staffing', () => {
  it('prints one line of JSON on standard output and lists the lines that it skipped on standard error', () => {
    const { code, out, err } = run(sampleFile, '--target', '0.8/20', '--json')
    expect([code, out.length]).toEqual([0, 1])
    const answer = JSON.parse(out[0] ?? '') as Readonly<Record<string, unknown>> & { readonly halfHours: readonly object[] }
    expect(answer).toMatchObject({ target: { share: 0.8, withinSeconds: 20 }, load: 'mean', dates: 2, offered: 16, answered: 12, abandoned: 4, serviceLevel: 6 / 16, patienceMedianSeconds: 100 })
    expect(answer.halfHours).toHaveLength(48)
    expect(Object.keys(answer.halfHours[0] ?? {})).toEqual(['time', 'offered', 'handlingSeconds', 'erlangs', 'agentsErlangC', 'agentsErlangA', 'present', 'serviceLevel', 'abandonment'])
    for (const at of [17, 18, 19, 20, 21]) expect(err).toContain(`calls.tsv, line ${at}: skipped, `)
  })

  it('prints a table without --json, in English or Portuguese', () => {
    expect(run(sampleFile, '--target', '.8/20').out.join('\n')).toMatch(/^Attendants needed: calls of 2 days[\s\S]*^09:00 +2\.0 +55\.0 s +0\.1 +1 +1 +0\.2 +25\.0 % +0\.0 %$/m)
    expect(run(sampleFile, '--target', '0.8/20', '--pt').out.join('\n')).toMatch(/^Atendentes necessários: ligações de 2 dias[\s\S]*^09:00 +2,0 +55,0 s/m)
  })

  it('plans for other days, another load, another patience', () => {
    const json = (...more: readonly string[]) => JSON.parse(run(sampleFile, '--target', '0.8/20', '--json', ...more).out[0] ?? '') as object
    expect(json('--days', 'Fri,sat')).toMatchObject({ dates: 1, firstDate: '1999-04-02' })
    expect(json('--load', 'peak')).toMatchObject({ load: 'peak' })
    expect(json('--patience', '60')).toMatchObject({ patienceSeconds: 60, patienceMedianSeconds: 100 })
    expect(json('--zone', 'America/Sao_Paulo')).toMatchObject({ dates: 2 })
  })

  it('says so when there are no calls on the days that are asked for, and when nobody gave up', () => {
    expect(run(sampleFile, '--target', '0.8/20', '--days', 'sun').out).toEqual(['No calls on these days.'])
    const [text] = run(written('patient.tsv', logText(line())), '--target', '0.8/20', '--json').out
    expect(JSON.parse(text ?? '')).toMatchObject({ patienceSeconds: null, halfHours: [{ time: '08:00', agentsErlangC: 1, agentsErlangA: 1 }] })
  })

  it('measures estimates of the wait with --waits', () => {
    const { code, out } = run(sampleFile, '--waits')
    expect([code, out.length]).toEqual([0, 1])
    for (const rule of ['Disque', 'Genesys Stat Server', 'Mitel MiContact', 'Google CCAI', 'OpenSIPS call_center', 'Asterisk app_queue', 'VICIdial', 'always the median']) expect(out[0]).toMatch(new RegExp(`^${rule} `, 'm'))
    expect(run(sampleFile, '--waits', '--pt').out[0]).toMatch(/^sempre a mediana +2 +0 /m)
    const answer = JSON.parse(run(sampleFile, '--waits', '--json').out.at(-1) ?? '') as object
    expect(answer).toMatchObject({ days: 2, chosenOn: 1, oneQueue: expect.arrayContaining([expect.objectContaining({ rule: 'VICIdial', calls: 2 })]) as unknown })
  })

  const target = ['--target', '0.8/20']
  it('tells how it is used when it is asked', () => {
    expect(run('--help')).toMatchObject({ code: 0, out: [expect.stringMatching(/^Usage: npm run staffing/) as unknown] })
  })

  const refusals: readonly (readonly [string, () => readonly string[], RegExp])[] = [
    ['no file', () => target, /Which call log/],
    ['two files', () => ['a.tsv', 'b.tsv', ...target], /b\.tsv is one too many/],
    ['no target', () => [sampleFile], /Which target\? [\s\S]*Usage/],
    ['a target without seconds', () => [sampleFile, '--target', '0.8'], /--target 0\.8: write a share and seconds, as 0\.8\/20/],
    ['a target of words', () => [sampleFile, '--target', 'most/soon'], /--target most\/soon: write/],
    ['a target of three numbers', () => [sampleFile, '--target', '0.8/20/5'], /--target 0\.8\/20\/5: write/],
    ['a target in percent', () => [sampleFile, '--target', '80/20'], /--target 80\/20: the share lies between 0 and 1.*80 % is written 0\.8/],
    ['a target of everybody', () => [sampleFile, '--target', '1/20'], /the share lies between 0 and 1/],
    ['a negative target', () => [sampleFile, '--target=-0.8/20'], /--target -0\.8\/20: write/],
    ['a load that is none', () => [sampleFile, ...target, '--load', 'most'], /--load most: it is one of mean, p90, peak/],
    ['a day that is none', () => [sampleFile, ...target, '--days', 'mon,someday'], /--days mon,someday: "someday" is none of sun/],
    ['a patience that is none', () => [sampleFile, ...target, '--patience', 'long'], /--patience long: it is a number of seconds/],
    ['--waits with a target', () => [sampleFile, '--waits', ...target], /--target does not go with it/],
    ['an option that nobody knows', () => [sampleFile, '--taget', '0.8/20'], /^Unknown option '--taget'\.\nUsage/],
    ['a zone that does not exist', () => [sampleFile, ...target, '--zone', 'Asia/Nowhere'], /--zone Asia\/Nowhere: there is no such time zone/],
    ['a file that is not there', () => ['missing.tsv', ...target], /no file .*missing\.tsv/],
    ['a folder', () => ['.', ...target], /is a folder/],
    ['an empty file', () => [written('empty.tsv', ''), ...target], /empty\.tsv is empty/],
    ['a file that is no call log', () => [written('people.csv', 'name,age\nAnn,30\n'), ...target], /people\.csv, line 1: this is no call log/],
    ['a log without a column', () => [written('short.tsv', logText(line()).replace('\tq_time', '')), '--waits'], /short\.tsv, line 1: the column q_time is missing/],
  ]
  for (const [what, args, words] of refusals)
    it(`refuses ${what}: it says where and what to do, and writes nothing`, () => {
      const asked = args()
      const before = readdirSync(folder)
      const { code, out, err } = run(...asked)
      expect([code, out]).toEqual([1, []])
      expect(err).toMatch(words)
      expect(readdirSync(folder)).toEqual(before)
    })
})

describe('the page that shows how', () => {
  const page = readFileSync(new URL('../../../../docs/how-to/staff-a-centre.md', import.meta.url), 'utf8')
  const shown = [...page.matchAll(/^```sh\nnpm run staffing -- (examples\/central-121\/sample\/.+)\n```\n+```text\n([\s\S]*?)^```$/gm)].map(([, args = '', output = '']) => ({ args, output }))

  it('shows something', () => expect(shown.length).toBeGreaterThan(0))

  it.each(shown)('shows what is really printed: $args', ({ args, output }) => {
    const [file = '', ...options] = args.split(' ')
    expect(`${run(fileURLToPath(new URL(`../../../../${file}`, import.meta.url)), ...options).out.join('\n')}\n`).toBe(output)
  })
})
