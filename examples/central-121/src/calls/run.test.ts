import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runReport } from '../report/run.js'
import { line, logText, sample } from './log.test-kit.js'
import { runCalls } from './run.js'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'disque-calls-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const terminal = () => {
  const out: string[] = []
  const err: string[] = []
  return { out, err, folder, vaultKey: undefined, wallSeconds: () => 1.5 }
}

const run = async (program: typeof runCalls, ...args: readonly string[]) => {
  const { out, err, ...rest } = terminal()
  const code = await program(args, { ...rest, out: (text) => out.push(text), err: (text) => err.push(text) })
  return { code, out, err: err.join('\n') }
}

const written = (name: string, content: string | Uint8Array): string => {
  writeFileSync(path.join(folder, name), content)
  return name
}

const sampleFile = fileURLToPath(sample)
const keys = [
  'rows', 'malformed', 'phantom', 'received', 'leftInMenu', 'offered', 'answered', 'abandoned', 'asaSeconds', 'meanTalkSeconds', 'abandonmentRate', 'answeredWithin20', 'abandonedWithin20',
  'SL1', 'SL2', 'SL3', 'SL4', 'SL5', 'SL6', 'attendants', 'anomalies', 'events', 'wallSeconds',
]

describe('npm run calls', () => {
  it('prints one line of JSON on standard output and lists every odd line on standard error', async () => {
    const { code, out, err } = await run(runCalls, sampleFile, '--recorded', '--json')
    expect([code, out.length]).toEqual([0, 1])
    expect(Object.keys(JSON.parse(out[0] ?? '') as object)).toEqual(keys)
    for (const at of [6, 10, 11, 12, 13, 14, 17, 18, 19, 20, 21, 23]) expect(err).toContain(`calls.tsv, line ${at}: `)
    expect(err).toContain('23 rows: 5 malformed, 1 phantom, 17 calls; 5 of them contradict a rule.')
  })

  it('prints tables without --json, in English or Portuguese, and names the pseudo-attendant', async () => {
    const english = await run(runCalls, sampleFile, '--recorded')
    expect(english.out.join('\n')).toContain('received 17 · refused 0 · left in the menu 1')
    expect(english.out.join('\n')).toMatch(/^unidentified +2 /m)
    expect((await run(runCalls, sampleFile, '--recorded', '--pt')).out.join('\n')).toContain('recebidas 17 · recusadas 0 · desistiram no menu 1')
  })

  it('reads paths from the folder in which it was called, says how it wrote, and adds nothing a second time', async () => {
    written('log.tsv', logText(line()))
    const first = await run(runCalls, 'log.tsv', '--recorded', '--json', '--store', 'here.db')
    expect([first.code, existsSync(path.join(folder, 'here.db'))]).toEqual([0, true])
    expect(first.err).toContain('process durability')
    const bytes = readFileSync(path.join(folder, 'here.db'))
    const second = await run(runCalls, 'log.tsv', '--recorded', '--json', '--store', 'sqlite:here.db')
    expect([second.code, second.out]).toEqual([0, first.out])
    expect(second.err).toContain('nothing was added')
    expect(readFileSync(path.join(folder, 'here.db')).equals(bytes)).toBe(true)
    const report = await run(runReport, '--store', 'here.db', '--json')
    expect([report.code, report.out]).toEqual([0, first.out])
  })

  const refusals: readonly (readonly [string, () => readonly string[], RegExp])[] = [
    ['no file', () => ['--recorded'], /Which call log/],
    ['two files', () => ['a.tsv', 'b.tsv', '--recorded'], /b\.tsv is one too many/],
    ['a log without --recorded', () => [sampleFile], /--recorded/],
    ['an option that nobody knows', () => [sampleFile, '--recorded', '--stroe', 'x.db'], /--stroe[\s\S]*Usage/],
    ['a zone that does not exist', () => [sampleFile, '--recorded', '--zone', 'Asia/Nowhere'], /--zone Asia\/Nowhere: there is no such time zone/],
    ['a file that is not there', () => ['missing.tsv', '--recorded'], /no file .*missing\.tsv/],
    ['a folder', () => ['.', '--recorded'], /is a folder/],
    ['an empty file', () => [written('empty.tsv', ''), '--recorded'], /empty\.tsv is empty/],
    ['a file that is no call log', () => [written('people.csv', 'name,age\nAnn,30\n'), '--recorded'], /people\.csv, line 1: this is no call log/],
    ['a log without a column', () => [written('short.tsv', logText(line()).replace('\tq_time', '')), '--recorded'], /short\.tsv, line 1: the column q_time is missing/],
    ['a store of a kind that it cannot keep', () => [sampleFile, '--recorded', '--store', 'postgres://host/db'], /--store postgres:\/\/host\/db/],
    ['a store in a folder that is not there', () => [sampleFile, '--recorded', '--store', 'nowhere/x.db'], /nowhere\/x\.db cannot be opened/],
  ]
  for (const [what, args, words] of refusals)
    it(`refuses ${what}: it says where and what to do, and writes nothing`, async () => {
      const asked = args()
      const before = readdirSync(folder)
      const store = asked.includes('--store') ? [] : ['--store', 'never.db']
      const { code, out, err } = await run(runCalls, ...asked, ...store)
      expect([code, out]).toEqual([1, []])
      expect(err).toMatch(words)
      expect(readdirSync(folder)).toEqual(before)
    })

  it('refuses a store file that is no store, or of a newer version, and leaves it as it is', async () => {
    const other = Buffer.from('a diary, not a store'.repeat(20))
    await run(runCalls, written('one.tsv', logText(line())), '--recorded', '--store', 'new.db')
    const newer = readFileSync(path.join(folder, 'new.db'))
    newer.writeUInt32BE(99, 60)
    for (const [name, content, words] of [['diary.db', other, /no store of Disque/], ['newer.db', newer, /newer Disque/]] as const) {
      written(name, content)
      for (const { code, err } of [await run(runCalls, sampleFile, '--recorded', '--store', name), await run(runReport, '--store', name)]) {
        expect(code).toBe(1)
        expect(err).toMatch(words)
      }
      expect(readFileSync(path.join(folder, name)).equals(content)).toBe(true)
      expect(readdirSync(folder).filter((file) => file.startsWith(name))).toEqual([name])
    }
  })

  it('refuses a key that is none', async () => {
    const { out: _, err: __, ...rest } = terminal()
    const err: string[] = []
    const code = await runCalls([sampleFile, '--recorded'], { ...rest, vaultKey: 'secret', out: () => {}, err: (text) => err.push(text) })
    expect([code, err.at(-1)]).toEqual([1, expect.stringContaining('DISQUE_VAULT_KEY holds no key') as string])
    expect(err.join('\n')).not.toContain('secret')
  })
})

describe('npm run report', () => {
  it('refuses what is no store, and makes none', async () => {
    mkdirSync(path.join(folder, 'a-folder'), { recursive: true })
    const before = readdirSync(folder)
    for (const [args, words] of [[[], /Which store/], [['--store', 'gone.db'], /no store at .*gone\.db/], [['--store', 'memory:'], /no store at memory:/], [['--store', 'a-folder'], /a-folder/], [['--sotre', 'x'], /Usage/]] as const) {
      const { code, out, err } = await run(runReport, ...args)
      expect([code, out]).toEqual([1, []])
      expect(err).toMatch(words)
    }
    expect(readdirSync(folder)).toEqual(before)
  })
})
