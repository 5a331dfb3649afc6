import { expect, it } from 'vitest'
import { openPostgres } from '@disque/postgres'
import { startProxy } from '@disque/postgres/testing'
import { describePostgres } from '@disque/postgres/vitest'
import { beside, sqliteFile } from './places.test-kit.js'
import { troubledCentre } from './troubled-centre.test-kit.js'

const opened = async (connectionString: string, schema: string) => {
  const found = await openPostgres(connectionString, { schema, connectTimeoutMs: 1000, timeoutMs: 1500, maxConnections: 4 })()
  if (found._tag === 'Left') throw new Error(JSON.stringify(found.left))
  return found.right
}

describePostgres('read models in PostgreSQL', (server) => {
  it('HEALTH-02 while it is down all workers wait and say why; afterwards they go on by themselves, and no view lacks anything', async () => {
    const file = sqliteFile()
    const centre = await troubledCentre(async () => beside((await file.open()).store, await opened(server().connectionString, 'down')))
    try {
      for (const how of ['crash', 'fast'] as const) {
        await centre.untilServed(4)
        await server().down(how)
        await centre.untilAllWait()
        for (const { health } of centre.workers) expect(health()).toMatchObject({ state: 'waiting', failure: { _tag: 'StoreUnavailable' } })
        await server().up()
        await centre.untilAllWork()
      }
      await centre.proveAll()
      for (const tag of ['trouble', 'recovered'] as const) expect(centre.haveAllTold(tag)).toBe(true)
    } finally {
      await centre.close()
      file.remove()
    }
  }, 180_000)

  it('connections that are cut while something is under way on them, and such that say nothing, lose nothing, and nothing is written twice', async () => {
    const file = sqliteFile()
    const proxy = await startProxy(server().port)
    const centre = await troubledCentre(async () => beside((await file.open()).store, await opened(server().as({ port: proxy.port }), 'cut')))
    try {
      await centre.untilServed(4)
      for (let n = 0; n < 10 || !centre.haveAllTold('trouble'); n++) {
        await proxy.hold()
        proxy.cut()
        await centre.untilServed(1)
      }
      // Connections are taken, and nobody says anything.
      await proxy.hold()
      await centre.untilAllWait()
      proxy.cut()
      await centre.proveAll()
      expect(centre.haveAllTold('recovered')).toBe(true)
    } finally {
      await centre.close()
      await proxy.stop()
      file.remove()
    }
  }, 180_000)
}, { durability: 'crash' })
