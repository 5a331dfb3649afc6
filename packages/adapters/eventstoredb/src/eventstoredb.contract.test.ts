import { describe, it } from 'vitest'
import { eventStoreContract, throughJson } from '@disque/core/testing'
import { startTestServer } from '@disque/eventstoredb-testserver'
import { opened } from './opened.test-kit.js'

/** A server of its own for each case, and more handles on it. */
const underTest = async () => {
  const server = await startTestServer()
  const { store } = await opened(server.connectionString)
  return { store, another: async () => (await opened(server.connectionString)).store, dispose: () => server.stop() }
}

describe('the store on EventStoreDB', () => {
  for (const { name, run } of eventStoreContract(underTest, { histories: 20 })) it(name, run)
})

describe('the store on EventStoreDB, behind JSON', () => {
  const behindJson = async () => {
    const under = await underTest()
    return { ...under, store: throughJson(under.store) }
  }
  for (const { name, run } of eventStoreContract(behindJson, { histories: 5 })) it(name, run)
})
