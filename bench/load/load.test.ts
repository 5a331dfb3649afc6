import { describe, expect, test } from 'vitest'
import { optionsOf } from './options.js'
import { runLoad } from './run.js'

const short = ['--contacts-per-hour', '54000', '--minutes', '0.05', '--attendants', '12']

/** Some seconds of load, and all that must be true of it however slow the machine is. */
const holds = async (...more: readonly string[]) => {
  const options = optionsOf([...short, ...more])
  if (options._tag === 'Left') throw new Error(options.left.reason)
  const result = await runLoad(options.right, () => undefined)
  expect(result).toMatchObject({ broken: [], failures: [], received: result.calls })
  expect(result.calls).toBeGreaterThan(0)
  expect(Object.values(result.outcomes).reduce((sum, n) => sum + n, 0)).toBe(result.calls)
  expect(result.decidedToOffered.count).toBe(result.offered)
  expect(Object.keys(result.answers).filter((name) => name.startsWith('given up'))).toEqual([])
  return result
}

describe('a centre under load', () => {
  test('every call ends, nobody is served by two, and the figures add up, in memory', async () => {
    expect((await holds('--store', 'memory')).usage).toHaveLength(1)
  }, 120_000)

  test('the same on SQLite, where all contacts are for attendants', async () => {
    const { outcomes, offered } = await holds('--contained', '0')
    expect(outcomes).not.toHaveProperty('contained')
    expect(offered).toBeGreaterThanOrEqual(outcomes['answered'] ?? 0)
    expect(outcomes['answered']).toBeGreaterThan(0)
  }, 120_000)

  test('the same with two processes that work on one file', async () => {
    expect((await holds('--workers', '2')).usage).toHaveLength(3)
  }, 120_000)
})
