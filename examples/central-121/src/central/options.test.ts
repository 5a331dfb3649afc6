import { describe, expect, test } from 'vitest'
import { centralOptions, usage } from './options.js'

const read = (line: string) => centralOptions(line.split(' ').filter((word) => word !== ''))

describe('the options of npm run central', () => {
  test('each has a value where it is left out', () =>
    expect(read('')).toEqual({
      _tag: 'Right',
      right: {
        store: undefined, readModels: undefined, workers: 2, speed: 60, chaos: undefined, seed: 121, callsOfAMeanDay: 3600, hours: [420, 1140], run: undefined, log: undefined, json: false, help: false,
      },
    }))

  test('what is given is taken', () =>
    expect(read('--store a.db --read-models postgres://x/y --workers 4 --speed 20 --chaos 7 --seed 3 --calls 100 --hours 9:15-10 --run two --log l --json')).toMatchObject({
      right: { store: 'a.db', readModels: 'postgres://x/y', workers: 4, speed: 20, chaos: 7, seed: 3, callsOfAMeanDay: 100, hours: [555, 600], run: 'two', log: 'l', json: true },
    }))

  test.each([
    ['--workers 0', '--workers 0: it is a whole number from 1 to 16'], ['--speed 1.5', '--speed 1.5'], ['--chaos x', '--chaos x: it is a whole number from 0 on'], ['--calls 5', '20 to 50000'],
    ['--hours 9', '--hours 9: write it as 7-9'], ['--hours 10-9', '--hours 10-9'], ['--hours 9-25', '--hours 9-25'], ['--run A!', '--run A!'], ['--store=', '--store is empty'], ['seven', 'What is "seven"?'],
    ['--nonsense', '--nonsense'],
  ])('%s is refused with what to write', (line, words) => {
    const { left } = read(line) as { readonly left: { readonly words: string } }
    expect(left.words).toContain(words)
    expect(left.words).toContain(usage)
  })
})
