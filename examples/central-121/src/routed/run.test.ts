import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import * as E from 'fp-ts/lib/Either.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSqlite } from '@disque/sqlite'
import { line, logText, sample } from '../calls/log.test-kit.js'
import { runCalls } from '../calls/run.js'
import type { Terminal } from '../calls/terminal.js'
import { runReport } from '../report/run.js'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'disque-routed-'))
  writeFileSync(path.join(folder, 'none.json'), '{}')
})
afterAll(() => rmSync(folder, { recursive: true }))

const run = async (program: typeof runCalls, args: readonly string[], more: Partial<Terminal> = {}) => {
  const [out, err]: [string[], string[]] = [[], []]
  const code = await program(args, { folder, vaultKey: undefined, wallSeconds: () => 1.5, out: (text) => out.push(text), err: (text) => err.push(text), ...more })
  return { code, out, err: err.join('\n') }
}

const sampleFile = fileURLToPath(sample)
const routed = (...args: readonly string[]) => run(runCalls, [sampleFile, '--routed', ...args])

interface Side {
  readonly offered: number
  readonly answered: number
  readonly abandoned: number
  readonly abandonmentRate: number
}
interface Json {
  readonly seed: number
  readonly policy: string | null
  readonly recorded: Side
  readonly routed: Side
  readonly queues: Readonly<Record<string, unknown>>
}
const jsonOf = (out: readonly string[]): Json => JSON.parse(out[0] ?? '') as Json

describe('npm run calls -- FILE --routed', () => {
  it('sets the record and what the router made of it side by side, and says what was assumed', async () => {
    const { code, out } = await routed()
    expect([code, out.length]).toEqual([0, 1])
    expect(out[0]).toMatch(/^all calls +recorded +routed +difference$/m)
    expect(out[0]).toMatch(/^offered +16 +16 +=$/m)
    expect(out[0]).toMatch(/^abandonment +25\.00 % +\d/m)
    expect(out[0]).toMatch(/^SL-4 within 20 s +46\.15 % +\d/m)
    expect(out[0]).toMatch(/^PS +12 /m)
    expect(out[0]).toMatch(/^09:00 +5 /m)
    expect(out[0]).toContain('Kaplan–Meier over 16 waits, of which 4')
    const portuguese = await routed('--pt')
    expect(portuguese.out[0]).toMatch(/^abandono +25,00 % +\d/m)
    expect(portuguese.out[0]).toContain('Paciência: Kaplan–Meier sobre 16 esperas')
  })

  it('prints one line of JSON with both sides', async () => {
    const { code, out } = await routed('--json', '--policy', 'none.json')
    expect([code, out.length]).toEqual([0, 1])
    const json = jsonOf(out)
    expect(json).toMatchObject({ seed: 121, policy: 'none.json', recorded: { offered: 16, answered: 12, abandoned: 4, abandonmentRate: 0.25 }, routed: { offered: 16 } })
    expect(json.routed.answered + json.routed.abandoned).toBe(16)
    expect(Object.keys(json.queues)).toEqual(['IN', 'NE', 'NW', 'PS', 'TT'])
  })

  it('says that a log without calls has none', async () => {
    writeFileSync(path.join(folder, 'empty.tsv'), logText())
    expect(await run(runCalls, ['empty.tsv', '--routed'])).toMatchObject({ code: 0, out: ['No calls.'] })
  })

  it('keeps the events in a store that reports can be made from, once: a second run of the same adds nothing', async () => {
    const first = await routed('--json', '--store', 'routed.db')
    expect([first.code, existsSync(path.join(folder, 'routed.db'))]).toEqual([0, true])
    const bytes = readFileSync(path.join(folder, 'routed.db'))
    const second = await routed('--json', '--store', 'sqlite:routed.db')
    expect([second.code, second.out]).toEqual([0, first.out])
    expect(second.err).toContain('nothing was added')
    expect(readFileSync(path.join(folder, 'routed.db')).equals(bytes)).toBe(true)
    const report = await run(runReport, ['--store', 'routed.db', '--json'])
    const { offered, answered, abandoned } = jsonOf(first.out).routed
    expect(JSON.parse(report.out[0] ?? '')).toMatchObject({ received: 17, offered, answered, abandoned })
  })

  it('leaves a store alone that holds another seed’s run, another policy’s, or the record, and the record leaves its own alone', async () => {
    await routed('--store', 'mine.db')
    const bytes = readFileSync(path.join(folder, 'mine.db'))
    writeFileSync(path.join(folder, 'other.json'), JSON.stringify({ queues: { '*': { wrapUpSeconds: 5 } } }))
    for (const args of [['--routed', '--seed', '7'], ['--routed', '--policy', 'other.json'], ['--recorded']]) {
      const { code, out, err } = await run(runCalls, [sampleFile, ...args, '--store', 'mine.db'])
      expect([code, out]).toEqual([1, []])
      expect(err).toMatch(/mine\.db holds something else/)
    }
    expect(readFileSync(path.join(folder, 'mine.db')).equals(bytes)).toBe(true)
    await run(runCalls, [sampleFile, '--recorded', '--store', 'record.db'])
    expect((await routed('--store', 'record.db')).err).toMatch(/record\.db holds something else/)
  })

  const written = (name: string, content: string): string => {
    writeFileSync(path.join(folder, name), content)
    return name
  }
  it('tells how it is used when it is asked', async () => {
    expect(await run(runCalls, ['--help'])).toMatchObject({ code: 0, out: [expect.stringMatching(/^Usage: npm run calls/) as unknown] })
  })

  const refusals: readonly (readonly [string, () => readonly string[], RegExp])[] = [
    ['both ways at once', () => ['--routed', '--recorded'], /exclude each other/],
    ['a seed that is no number', () => ['--routed', '--seed', 'x'], /--seed x: it is a whole number/],
    ['a seed below zero', () => ['--routed', '--seed=-1'], /--seed -1: it is a whole number/],
    ['a seed beyond what is counted exactly', () => ['--routed', '--seed', '9999999999999999'], /--seed 9999999999999999/],
    ['a seed for the record', () => ['--recorded', '--seed', '1'], /--seed is for --routed/],
    ['a policy for the record', () => ['--recorded', '--policy', 'none.json'], /--policy is for --routed/],
    ['an empty policy name', () => ['--routed', '--policy='], /--policy is empty/],
    ['a policy that is not there', () => ['--routed', '--policy', 'gone.json'], /There is no file .*gone\.json: check the path\. Nothing was written/],
    ['a folder as policy', () => ['--routed', '--policy', '.'], /is a folder: name a policy in it\. Nothing was written/],
    ['an option that nobody knows', () => ['--routed', '--polcy', 'x'], /^Unknown option '--polcy'\.\nUsage/],
    ['a policy that is no JSON', () => ['--routed', '--policy', written('half.json', '{"queues":')], /half\.json cannot be read as a policy/],
    ['a policy with faults', () => ['--routed', '--policy', written('odd.json', '{"queues":{"PS":{"offerLimit":0}}}')], /odd\.json has an error[\s\S]*queues\.PS\.offerLimit: 0 is out of range/],
    ['a store of a kind that it cannot keep', () => ['--routed', '--store', 'postgres://host/db'], /--store postgres:\/\/host\/db/],
    ['a store in a folder that is not there', () => ['--routed', '--store', 'nowhere/x.db'], /nowhere\/x\.db cannot be opened/],
  ]
  for (const [what, args, words] of refusals)
    it(`refuses ${what} in one message, and writes nothing`, async () => {
      const asked = args()
      const before = readdirSync(folder)
      const { code, out, err } = await run(runCalls, [sampleFile, ...asked, ...(asked.includes('--store') ? [] : ['--store', 'never.db'])])
      expect([code, out]).toEqual([1, []])
      expect(err).toMatch(words)
      expect(readdirSync(folder)).toEqual(before)
    })

  it('leaves nothing half-written when there is no room', async () => {
    const before = readdirSync(folder)
    const open: Terminal['open'] = (file) => async () => {
      const opened = await openSqlite(file, { maxPages: 30 })()
      return E.isLeft(opened) ? opened : E.right({ ...opened.right, path: file })
    }
    const { code, out, err } = await run(runCalls, [sampleFile, '--routed', '--store', 'full.db'], { open })
    expect([code, out]).toEqual([1, []])
    expect(err).toMatch(/no room left for .*full\.db: make room/)
    expect(readdirSync(folder)).toEqual(before)
  })

  it('does not write over the key of a store that is gone', async () => {
    writeFileSync(path.join(folder, 'gone.db.key'), 'precious')
    expect((await routed('--store', 'gone.db')).err).toContain('gone.db.key is the key of a store that is not there')
    expect(readFileSync(path.join(folder, 'gone.db.key'), 'utf8')).toBe('precious')
    rmSync(path.join(folder, 'gone.db.key'))
  })

  it('undoes what it has written when it is stopped', async () => {
    const undo: (() => void)[] = []
    await run(runCalls, ['log.tsv', '--routed', '--store', 'stopped.db'].map((a) => (a === 'log.tsv' ? written(a, logText(line())) : a)), { onStop: (f) => undo.push(f) })
    const whole = readdirSync(folder)
    undo.forEach((f) => f())
    expect([undo.length, readdirSync(folder)]).toEqual([1, whole])
  })
})
