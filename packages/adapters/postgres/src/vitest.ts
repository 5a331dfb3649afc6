import { afterAll, beforeAll, describe, it } from 'vitest'
import { inWords, type ProgramsMissing } from './testing/failures.js'
import { programsMissing } from './testing/programs.js'
import { startPostgres, type PostgresServer, type PostgresServerOptions } from './testing/start.js'

/** Tests that need programs of the machine's: where they are missing the tests are skipped by name, and with `CI=true` they fail and say what to install. */
export const describeInstalled = (title: string, missing: ProgramsMissing | undefined, body: () => void): void => {
  if (missing !== undefined && process.env['CI'] === 'true') {
    it(`${title}: ${missing.programs.join(' and ')} can be run`, () => {
      throw new Error(inWords(missing))
    })
  } else describe.skipIf(missing !== undefined)(title, body)
}

const startMs = 120_000

/**
 * Tests on a PostgreSQL of their own, which they can stop and start again: started before them, stopped after them.
 * Gives a function, since there is no server yet while tests are collected.
 *
 * @example
 * describePostgres('figures', (server) => {
 *   it('come back', async () => {
 *     const opened = await openPostgres(server().connectionString)()
 *   })
 * })
 */
export const describePostgres = (title: string, body: (server: () => PostgresServer) => void, options: PostgresServerOptions = {}): void =>
  describeInstalled(title, programsMissing(), () => {
    let server: PostgresServer | undefined
    beforeAll(async () => {
      server = await startPostgres(options)
    }, startMs)
    afterAll(() => server?.stop(), startMs)
    body(() => {
      if (server === undefined) throw new Error('The server runs only within tests and hooks: call its function there, not while tests are collected.')
      return server
    })
  })
