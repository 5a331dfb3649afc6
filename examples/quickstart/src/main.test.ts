import { readFileSync } from 'node:fs'
import { expect, test, vi } from 'vitest'

test('the quickstart, in fewer than 40 lines, prints a call from the first ring to the end', async () => {
  const printed: string[] = []
  const log = vi.spyOn(console, 'log').mockImplementation((...words: unknown[]) => void printed.push(words.join(' ')))
  await import('./main.js')
  log.mockRestore()
  expect(printed.map((line) => line.split(/ +/))).toEqual([
    ['centre-town-hall', 'PlanChanged'],
    ['attendant-ana', 'AttendantRegistered'],
    ['attendant-ana', 'AttendantTrained'],
    ['attendant-ana', 'ShiftOpened'],
    ['shift-ana-today', 'ShiftStarted'],
    ['call-7f3a', 'CallReceived'],
    ['call-7f3a', 'CallQueued'],
    ['shift-ana-today', 'Reserved'],
    ['call-7f3a', 'CallOffered'],
    ['shift-ana-today', 'Engaged'],
    ['call-7f3a', 'CallAnswered'],
    ['shift-ana-today', 'EngagementConfirmed'],
    ['call-7f3a', 'CallEnded'],
    ['shift-ana-today', 'Disengaged'],
  ])
  expect(readFileSync(new URL('main.ts', import.meta.url), 'utf8').trimEnd().split('\n').length).toBeLessThan(40)
})
