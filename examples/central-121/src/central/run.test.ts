import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { testServer } from '@disque/eventstoredb-testserver/vitest'
import { describePostgres } from '@disque/postgres/vitest'
import { runCheck } from '../check/run.js'
import { runCentral } from './run.js'

const folder = mkdtempSync(path.join(tmpdir(), 'disque-central-'))
afterAll(() => rmSync(folder, { recursive: true }))

const terminal = () => {
  const [out, err]: [string[], string[]] = [[], []]
  return { out, err, is: { folder, vaultKey: undefined, out: (line: string) => void out.push(line), err: (line: string) => void err.push(line), wallSeconds: () => 0 } }
}
const run = async (args: string) => {
  const { out, err, is } = terminal()
  const code = await runCentral(args.split(' ').filter((a) => a !== ''), is)
  return { code, out: out.join('\n'), err: err.join('\n') }
}

interface Line {
  readonly laws: unknown
  readonly faults: readonly { readonly what: string }[]
  readonly lateMs: number
  readonly run: Readonly<Record<string, number>>
  readonly heldClock: Readonly<Record<string, number>>
  readonly tally: { readonly parked: readonly string[]; readonly handovers: number }
  readonly havoc: { readonly kills: number; readonly freezes: number }
}

/** A few minutes of a day; the clock goes as fast as a busy machine can follow. */
const short = '--hours 9:00-9:06 --calls 900 --speed 60'
/** Who is later than this may find that the menus went on without him. */
const inTimeMs = 100_000

const proven = async (args: string): Promise<Line> => {
  const { code, out, err } = await run(`${short} ${args} --json`)
  expect([0, 1]).toContain(code)
  const line = JSON.parse(out) as Line
  // How many are answered depends on how busy the machine is, and so does whether people are in time.
  const excused = line.lateMs < inTimeMs ? ['answered'] : ['answered', 'exact']
  expect([line.faults.filter(({ what }) => !excused.includes(what)), line.laws, line.tally.parked]).toEqual([[], 'kept', []])
  const { received = 0, refused = 0, leftInMenu = 0, contained = 0, offered = 0, answered = 0, abandoned = 0, unserved = 0 } = line.run
  expect([received, offered]).toEqual([refused + leftInMenu + contained + answered + abandoned + unserved, answered + abandoned])
  expect(received).toBe(line.heldClock['received'])
  expect(answered).toBeGreaterThan(0)
  expect(err).toContain('with')
  return line
}

const minutes = 5 * 60_000

describe('npm run central', () => {
  test('two processes on one file, killed and held still, lose nothing and do nothing twice', async () => {
    const { havoc: { kills, freezes } } = await proven('--workers 2 --chaos 1 --store one.db --log worker.jsonl')
    expect(kills + freezes).toBeGreaterThan(0)
    const seen = readFileSync(path.join(folder, 'worker.jsonl'), 'utf8').split('\n').slice(0, 50).filter((line) => line.endsWith('}')).map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>)
    for (const one of seen) expect(one).toMatchObject({ worker: expect.stringMatching(/^w\d+$/) as string, _tag: expect.any(String) as string })
    const { is, out } = terminal()
    expect([await runCheck(['--store', 'one.db'], is), out.join('\n')]).toEqual([0, expect.stringContaining('keep the 11 laws')])
  }, minutes)

  describe('on an EventStoreDB', () => {
    const server = testServer()

    test('read models in a file of the run’s own', async () => {
      await proven(`--workers 2 --store ${server().connectionString}`)
      const { is, out } = terminal()
      expect([await runCheck(['--store', server().connectionString], is), out.join('\n')]).toEqual([0, expect.stringContaining('keep the 11 laws')])
    }, minutes)

    describePostgres('read models in PostgreSQL', (postgres) => {
      test('a second run on a server sees nothing of the first', async () => {
        await proven(`--workers 2 --chaos 2 --store ${server().connectionString} --read-models ${postgres().connectionString}`)
      }, minutes)
    })
  })

  test('a run of a name that the store holds already is refused, and writes nothing', async () => {
    const [small, before] = ['--hours 3-3:01 --calls 20 --speed 600 --workers 1 --store named.db --run one', 'named.db']
    expect((await run(small)).err).not.toContain('already')
    const bytes = readFileSync(path.join(folder, before))
    expect(await run(small)).toMatchObject({ code: 2, out: '', err: expect.stringContaining('give another one with --run') as string })
    expect(readFileSync(path.join(folder, before)).equals(bytes)).toBe(true)
  }, minutes)

  test.each([
    ['--store memory:', 'one process only'], ['--store here/there/a.db', 'does not exist'], ['--store esdb://127.0.0.1:1?tls=false', 'No EventStoreDB answers'],
    ['--read-models postgres://127.0.0.1:1/x --store r.db', 'PostgreSQL cannot be used'], ['--read-models esdb://x', 'keeps events only'], ['--log no/such/log --store r.db', 'the folder'], ['--speed fast', 'Usage|npm run central'],
  ])('%s is refused with what to do', async (args, words) => {
    const { code, out, err } = await run(args)
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(new RegExp(words))
    expect(existsSync(path.join(folder, 'here'))).toBe(false)
  })

  test('--help explains the options', async () => expect((await run('--help')).out).toContain('--chaos SEED'))
})
