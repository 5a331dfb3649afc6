import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { afterAll, describe, expect, test } from 'vitest'
import { openSqlite } from '@disque/sqlite'
import { central121 } from '../plan.js'
import { runDay, type DayTerminal } from './run.js'

const folder = mkdtempSync(path.join(tmpdir(), 'disque-day-'))
afterAll(() => rmSync(folder, { recursive: true }))

const run = async (args: string, also: Partial<DayTerminal> = {}) => {
  const [out, err]: [string[], string[]] = [[], []]
  const code = await runDay(args.split(' ').filter((a) => a !== ''), {
    folder, vaultKey: undefined, out: (line) => out.push(line), err: (line) => err.push(line), wallSeconds: () => 0, onStop: () => undefined, ...also,
  })
  return { code, out: out.join('\n'), err: err.join('\n') }
}

const files = () => readdirSync(folder).sort()
const json = (out: string) => JSON.parse(out) as { days: { date: string; received: number; refused: Record<string, number>; answered: number; serviceLevels: Record<string, Record<string, number | null>> }[]; laws: string; store: string | null }
const tables = (text: string) => text.split('The events lie')[0]!

describe('npm run day', () => {
  test('it prints the three days and says that the events keep the laws', async () => {
    const { code, out } = await run('--store memory: --calls 40')
    expect(code).toBe(0)
    for (const title of ['Thursday, 11 June 2020, Corpus Christi: closed all day', 'Tuesday, 30 June 2020: open 07:00 to 19:00', 'Wednesday, 1 July 2020: open 07:00 to 19:00']) expect(out).toContain(title)
    expect(out).toMatch(/SL-1 +SL-2 +SL-3 +SL-4 +SL-5 +SL-6\n.*\nwithin 20 s.*\nwithin 60 s/)
    expect(out).toMatch(/keep the 11 laws/)
  })

  test('with --json standard output is one line, and mobile phones are refused on 30 June only', async () => {
    const { code, out, err } = await run('--store memory: --calls 60 --json')
    expect(code).toBe(0)
    const { days: [closed, before, since], laws, store } = json(out)
    expect([laws, store]).toEqual(['kept', null])
    expect(closed!.refused['closed']! + closed!.refused['originNotServed']! + (closed!.refused['notInService'] ?? 0)).toBe(closed!.received)
    expect(closed!.serviceLevels['20']!['SL-1']).toBeNull()
    expect(before!.refused['originNotServed']! / before!.received).toBeGreaterThan(0.35)
    expect(since!.refused['originNotServed']! / since!.received).toBeLessThan(0.2)
    expect(since!.answered).toBeGreaterThan(before!.answered)
    expect(err).toContain('Tuesday, 30 June 2020')
  })

  test('a file that holds these days is recognised, and gives the same figures; with another seed it is left alone', async () => {
    const first = await run('--store kept.db --calls 20 --seed 5')
    expect(first.code).toBe(0)
    expect(first.out).toContain(path.join(folder, 'kept.db'))
    expect(files()).toEqual(['kept.db', 'kept.db.key'])
    const again = await run('--store sqlite:kept.db --calls 20 --seed 5')
    expect(again.err).toContain('already')
    expect(tables(again.out)).toBe(tables(first.out))
    const other = await run('--store kept.db --calls 20 --seed 6')
    expect(other).toMatchObject({ code: 1, out: '' })
    expect(other.err).toContain('name another file')
    rmSync(path.join(folder, 'kept.db'))
    rmSync(path.join(folder, 'kept.db.key'))
  })

  test('a file that is no store is named and left as it is', async () => {
    writeFileSync(path.join(folder, 'letter.txt'), 'Dear citizen,')
    const { code, err } = await run('--store letter.txt')
    expect(code).toBe(1)
    expect(err).toContain(`${path.join(folder, 'letter.txt')} is no store`)
    expect(readFileSync(path.join(folder, 'letter.txt'), 'utf8')).toBe('Dear citizen,')
    rmSync(path.join(folder, 'letter.txt'))
  })

  test('a store of a newer form is named and left as it is', async () => {
    const file = path.join(folder, 'newer.db')
    const opened = await openSqlite(file)()
    if (E.isLeft(opened)) throw new Error(opened.left._tag)
    await opened.right.close()
    const bytes = readFileSync(file)
    bytes.writeUInt32BE(99, 60)
    writeFileSync(file, bytes)
    const { code, err } = await run('--store newer.db')
    expect(code).toBe(1)
    expect(err).toContain('newer Disque')
    expect(readFileSync(file).equals(bytes)).toBe(true)
    rmSync(file)
  })

  test('a full disk leaves nothing half-written', async () => {
    const open: DayTerminal['open'] = (file) => async () => {
      const opened = await openSqlite(file, { maxPages: 200 })()
      return E.isLeft(opened) ? opened : E.right({ ...opened.right, path: file })
    }
    const { code, out, err } = await run('--store full.db --calls 40', { open })
    expect([code, out]).toEqual([1, ''])
    expect(err).toMatch(/no room left for .*full\.db: make room/)
    expect(files()).toEqual([])
  })

  test('a key without its store is not written over', async () => {
    writeFileSync(path.join(folder, 'gone.db.key'), 'precious')
    expect(await run('--store gone.db --calls 20')).toMatchObject({ code: 1, err: expect.stringContaining('gone.db.key is the key of a store that is not there') as string })
    expect(readFileSync(path.join(folder, 'gone.db.key'), 'utf8')).toBe('precious')
    rmSync(path.join(folder, 'gone.db.key'))
  })

  test('a plan with errors is refused with their places before anything is written', async () => {
    const [menu, ...menus] = central121.menus
    const broken = { ...central121, menus: [{ ...menu!, tries: 0, options: [{ digit: '1', target: { to: 'menu', menu: 'nowhere' } }] }, ...menus] }
    writeFileSync(path.join(folder, 'plan.json'), JSON.stringify(broken))
    const { code, err } = await run('--plan plan.json --store days.db')
    expect(code).toBe(1)
    expect(err).toContain(`${path.join(folder, 'plan.json')} has`)
    expect(err).toContain('menus.121-main.options.1.target.menu: there is no menu nowhere')
    expect(err).toContain('menus.121-main.tries: 0 is out of range')
    writeFileSync(path.join(folder, 'plan.json'), JSON.stringify({ ...central121, numbers: [{ ...central121.numbers[0], served: [{ origin: 'moon', payer: 'centre' }] }] }))
    expect((await run('--plan plan.json')).err).toContain('numbers.0.served.0.origin: "moon" does not belong here; it should be one of landline, mobile, payphone, abroad, withheld.')
    writeFileSync(path.join(folder, 'plan.json'), '{')
    expect((await run('--plan plan.json')).err).toContain('cannot be read as a plan')
    expect(files()).toEqual(['plan.json'])
    rmSync(path.join(folder, 'plan.json'))
  })

  test('the plan that is shown is one that is taken', async () => {
    writeFileSync(path.join(folder, 'shown.json'), (await run('--show-plan')).out)
    expect(await run('--plan shown.json --show-plan')).toEqual({ code: 0, out: readFileSync(path.join(folder, 'shown.json'), 'utf8'), err: '' })
    rmSync(path.join(folder, 'shown.json'))
  })

  test.each(['--seed x', '--seed -1', '--calls 3', '--store=', '--plan=', '--nonsense', 'words', '--store postgres://here'])('%s is answered with what to do', async (args) => {
    const { code, out, err } = await run(args)
    expect([code, out]).toEqual([1, ''])
    expect(err).toMatch(/Usage|npm run day|--store/)
  })

  test('--help explains the options', async () => expect((await run('--help')).out).toContain('--seed N'))
})
