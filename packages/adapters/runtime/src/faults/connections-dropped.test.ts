import { expect, test } from 'vitest'
import { startTestServer } from '@disque/eventstoredb-testserver'
import { until } from './clocks.test-kit.js'
import { beside, connections, sqliteFile } from './places.test-kit.js'
import { leaseMs, troubledCentre } from './troubled-centre.test-kit.js'

test('connections to EventStoreDB that drop again and again, answers that are lost and calls that are refused lose nothing, and nothing is done twice', async () => {
  const server = await startTestServer()
  const file = sqliteFile()
  const connect = connections(server)
  const centre = await troubledCentre(async () => beside(await connect(), await file.open()), 3)
  try {
    await centre.untilServed(4)
    for (let n = 0; n < 4 || !centre.haveAllTold('trouble'); n++) {
      server.dropConnections()
      await centre.untilServed(1)
      server.loseNextAppendAnswer()
      await centre.untilServed(1)
      server.refuse(6)
      await centre.untilServed(1)
    }
    await centre.proveAll()
    expect(centre.haveAllTold('recovered')).toBe(true)
  } finally {
    await centre.close()
    await server.stop()
    file.remove()
  }
}, 180_000)

test('a server that says nothing for longer than leases last is told by the lag; when it speaks again everything goes on', async () => {
  const server = await startTestServer()
  const file = sqliteFile()
  const connect = connections(server)
  const centre = await troubledCentre(async () => beside(await connect(), await file.open()))
  const lagsOf = () => centre.workers.map(({ clock, health }) => clock.now() - (health().level ?? clock.now()))
  try {
    await centre.untilServed(4)
    server.pause()
    await until(() => lagsOf().every((lag) => lag > 1.5 * leaseMs))
    server.resume()
    await until(() => lagsOf().every((lag) => lag < leaseMs))
    await centre.untilServed(4)
    await centre.proveAll()
  } finally {
    await centre.close()
    await server.stop()
    file.remove()
  }
}, 180_000)
