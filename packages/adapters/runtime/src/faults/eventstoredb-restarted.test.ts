import { expect, test } from 'vitest'
import { startTestServer } from '@disque/eventstoredb-testserver'
import { beside, connections, sqliteFile } from './places.test-kit.js'
import { troubledCentre } from './troubled-centre.test-kit.js'

test('HEALTH-02 while EventStoreDB is restarted all workers wait and say why; afterwards they go on by themselves, and nothing is lost', async () => {
  const server = await startTestServer()
  const file = sqliteFile()
  const connect = connections(server)
  const centre = await troubledCentre(async () => beside(await connect(), await file.open()))
  try {
    for (let n = 0; n < 2; n++) {
      await centre.untilServed(4)
      await server.restart(async () => {
        await centre.untilAllWait()
        for (const { health } of centre.workers) expect(health()).toMatchObject({ state: 'waiting', failure: { _tag: expect.stringMatching(/^(StoreUnavailable|OutcomeUnknown)$/) as unknown } })
      })
      await centre.untilAllWork()
      expect(centre.workers.map(({ health }) => health().failure)).toEqual([undefined, undefined])
    }
    await centre.proveAll()
    for (const tag of ['trouble', 'recovered'] as const) expect(centre.haveAllTold(tag)).toBe(true)
  } finally {
    await centre.close()
    await server.stop()
    file.remove()
  }
}, 180_000)
