import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Missing, runSteps, type Step } from './step.js'

const said: string[] = []
beforeEach(() => {
  said.length = 0
  vi.spyOn(console, 'log').mockImplementation((line: string) => void said.push(line))
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
})

const step = (name: string, more: Partial<Step> = {}): Step => ({ name, run: () => Promise.resolve({}), ...more })

test('a step counts as one, tests that it counted count each', async () => {
  const tests = step('tests', { run: () => Promise.resolve({ tests: { passed: 5, failed: 0 }, skipped: ['a slow one'] }) })
  expect(await runSteps([step('lint'), tests])).toEqual({ passed: 6, failed: 0, skipped: ['a slow one'] })
})

test('what builds on a failed step is skipped by name', async () => {
  const bad = step('build', { run: () => Promise.resolve({ failed: 'no' }) })
  const total = await runSteps([bad, step('pack', { after: ['build'] })])
  expect(total).toEqual({ passed: 0, failed: 1, skipped: ['pack: not run, because build did not pass'] })
})

test('a step that throws has failed', async () => {
  expect(await runSteps([step('x', { run: () => Promise.reject(new Error('broken')) })])).toMatchObject({ passed: 0, failed: 1 })
})

test('a missing program is a failure in CI, elsewhere it is skipped by name', async () => {
  const needs = step('smoke', { run: () => Promise.reject(new Missing('npm is missing')) })
  vi.stubEnv('CI', 'true')
  expect(await runSteps([needs])).toMatchObject({ passed: 0, failed: 1, skipped: [] })
  vi.stubEnv('CI', '')
  expect(await runSteps([needs])).toEqual({ passed: 0, failed: 0, skipped: ['smoke: npm is missing'] })
})

test('at most two steps run at once, and one that needs both cores runs alone', async () => {
  let now = 0
  const most = { any: 0, alone: 0 }
  const work = (key: 'any' | 'alone') => async () => {
    now += 1
    most[key] = Math.max(most[key], now)
    await Promise.resolve()
    now -= 1
    return {}
  }
  await runSteps([step('a', { run: work('any') }), step('b', { run: work('any') }), step('c', { run: work('any') }), step('d', { run: work('alone'), alone: true })])
  expect(most).toEqual({ any: 2, alone: 1 })
})
