import { expect, test } from 'vitest'
import { until } from './clocks.test-kit.js'
import { sqliteFile } from './places.test-kit.js'
import { troubledCentre } from './troubled-centre.test-kit.js'

const minutes = (n: number): number => n * 60_000

test.each([
  ['of one worker', 1],
  ['of both workers', 2],
])('HEALTH-03 a clock that is put ahead and back by minutes is told of, and nothing is lost or done twice (%s)', async (_, many) => {
  const file = sqliteFile()
  const centre = await troubledCentre(() => file.open())
  const moved = centre.workers.slice(0, many)
  try {
    await centre.untilServed(3)
    for (const byMs of [minutes(5), -minutes(15), minutes(10), minutes(6), -minutes(15), minutes(9)]) {
      const before = moved.map(({ seen }) => seen.length)
      for (const { clock } of moved) clock.move(byMs)
      /** What passes between two looks comes on top. */
      const isTold = (from: number | undefined, seen: (typeof moved)[number]['seen']): boolean =>
        seen.slice(from).some((one) => one._tag === 'clock-moved' && (byMs > 0 ? one.byMs >= byMs - 1 : one.byMs < 0))
      await centre.untilServed(2)
      await until(() => moved.every(({ seen }, n) => isTold(before[n], seen)))
    }
    await centre.proveAll()
    expect(centre.workers.map(({ health }) => health().parked)).toEqual([0, 0])
  } finally {
    await centre.close()
    file.remove()
  }
}, 180_000)
