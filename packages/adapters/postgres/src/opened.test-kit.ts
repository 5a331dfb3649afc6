import { afterAll, beforeAll, describe, it } from 'vitest'
import { startBouncer, type Bouncer } from './bouncer.test-kit.js'
import { openPostgres, type PostgresOptions } from './index.js'
import { programOf, quick, startServer, type Server } from './server.test-kit.js'

const real = process.env['DISQUE_POSTGRES']
const inCi = process.env['CI'] === 'true'
const programs = programOf('initdb') !== undefined && programOf('postgres') !== undefined

export interface Place {
  readonly connectionString: string
}

/** Unlike any other of any run: a server that goes on running keeps its schemas. */
export const freshSchema = (): string => `disque_${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`

/** Opens, or throws what went wrong. */
export const opened = async (connectionString: string, options: PostgresOptions = {}) => {
  const result = await openPostgres(connectionString, options)()
  if (result._tag === 'Left') throw new Error(JSON.stringify(result.left))
  return result.right
}

/** A missing program skips these tests by name; in CI that is a failure. */
export const installed = (title: string, there: boolean, what: string, body: () => void): void => {
  if (inCi && !there) it(`${title}: ${what} is installed`, () => { throw new Error(`${what} is missing (in CI that is a failure)`) })
  else describe.skipIf(!there)(title, body)
}

/** Tests on a server of their own, which can be stopped and started again. */
export const onOwnServer = (title: string, body: (server: () => Server) => void, settings: readonly string[] = quick): void =>
  installed(title, programs, 'PostgreSQL', () => {
    let server: Server | undefined
    beforeAll(async () => {
      server = await startServer(settings)
    }, 120_000)
    afterAll(() => server?.stop(), 60_000)
    body(() => {
      if (server === undefined) throw new Error('the server has not started')
      return server
    })
  })

/** Tests on a server of their own, or on the one that the variable DISQUE_POSTGRES names. */
export const onPostgres = (title: string, body: (place: () => Place) => void): void => {
  if (real === undefined) onOwnServer(title, body)
  else describe(title, () => body(() => ({ connectionString: real })))
}

/** Tests through pgbouncer in transaction mode, in front of a server of their own. */
export const throughBouncer = (title: string, body: (place: () => Bouncer) => void): void =>
  installed(title, programs && programOf('pgbouncer') !== undefined, 'pgbouncer', () => {
    onOwnServer('in transaction mode', (server) => {
      let bouncer: Bouncer | undefined
      beforeAll(async () => {
        bouncer = await startBouncer(server())
      }, 60_000)
      afterAll(() => bouncer?.stop(), 60_000)
      body(() => {
        if (bouncer === undefined) throw new Error('pgbouncer has not started')
        return bouncer
      })
    })
  })
