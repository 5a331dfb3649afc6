import { afterAll, beforeAll } from 'vitest'
import type { TestServerOptions } from './server/options.js'
import { startTestServer } from './server/start.js'
import type { TestServer } from './server/test-server.js'

/**
 * One server for the tests of a file, or of the `describe` that calls it: started before them, stopped after them.
 * Gives a function, since there is no server yet while tests are collected.
 *
 * @example
 * const server = testServer()
 * test('appends', async () => {
 *   const client = EventStoreDBClient.connectionString(server().connectionString)
 * })
 */
export const testServer = (options?: TestServerOptions): (() => TestServer) => {
  let running: TestServer | undefined
  beforeAll(async () => {
    running = await startTestServer(options)
  })
  afterAll(async () => {
    await running?.stop()
    running = undefined
  })
  return () => {
    if (running === undefined) throw new Error('The test server runs only within tests and hooks: call its function there, not while tests are collected.')
    return running
  }
}
