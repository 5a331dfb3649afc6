import { expect, it } from 'vitest'
import { killAgainAndAgain } from './kill.test-kit.js'

it('SQLITE-02 a writer that is killed at any moment loses nothing that was acknowledged, and nothing is there twice', async () => {
  const said: string[] = []
  const { acknowledged, wrong } = await killAgainAndAgain(3, (line) => said.push(line))
  expect(wrong).toEqual([])
  expect(said).toHaveLength(3)
  expect(acknowledged).toBeGreaterThan(0)
})
