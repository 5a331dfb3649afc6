import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, expect, it, vi } from 'vitest'
import { asCommand } from '../store/connection.js'
import { copyCommand, usage } from './command.js'

const folder = mkdtempSync(path.join(tmpdir(), 'disque-usage-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const before = process.exitCode
afterEach(() => {
  process.exitCode = before
})

const said = async (...args: readonly string[]) => {
  const error = vi.spyOn(console, 'error').mockReturnValue()
  await asCommand(usage, () => copyCommand(args, () => undefined, () => undefined))
  const lines = error.mock.calls.map(([line]) => String(line)).join('\n')
  error.mockRestore()
  return { code: process.exitCode, lines }
}

it('the usage is shown where the arguments are wrong', async () => {
  for (const args of [[], ['--from', 'x.db', '--to', 'x.db'], ['--from', 'x.db', '--to', 'postgres://x'], ['--from', 'esdb://a?tls=no', '--to', 'x.db']]) {
    expect(await said(...args)).toEqual({ code: 2, lines: expect.stringContaining(usage) as string })
  }
})

it('what goes wrong with good arguments is one line without the usage', async () => {
  const target = path.join(folder, 'target.db')
  for (const from of [path.join(folder, 'none.db'), 'esdb://127.0.0.1:1?tls=false']) {
    const { code, lines } = await said('--from', from, '--to', target)
    expect(code).toBe(2)
    expect(lines).not.toBe('')
    expect(lines).not.toContain('\n')
  }
})
