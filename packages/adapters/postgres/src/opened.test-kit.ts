import { afterAll, beforeAll, describe } from 'vitest'
import { openPostgres, type PostgresOptions } from './index.js'
import { programsMissing, startBouncer, type Bouncer } from './testing/index.js'
import { describeInstalled, describePostgres } from './vitest.js'

const real = process.env['DISQUE_POSTGRES']

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

/** For tests that do not try a crash. */
export const quick = { durability: 'nothing' } as const

/** Tests on a server of their own, or on the one that the variable DISQUE_POSTGRES names. */
export const onPostgres = (title: string, body: (place: () => Place) => void): void => {
  if (real === undefined) describePostgres(title, body, quick)
  else describe(title, () => body(() => ({ connectionString: real })))
}

/** Tests through pgbouncer in transaction mode, in front of a server of their own. */
export const throughBouncer = (title: string, body: (place: () => Bouncer) => void): void =>
  describeInstalled(title, programsMissing('initdb', 'postgres', 'pgbouncer'), () => {
    describePostgres(
      'in transaction mode',
      (server) => {
        let bouncer: Bouncer | undefined
        beforeAll(async () => {
          bouncer = await startBouncer(server())
        }, 60_000)
        afterAll(() => bouncer?.stop(), 60_000)
        body(() => {
          if (bouncer === undefined) throw new Error('pgbouncer has not started')
          return bouncer
        })
      },
      quick
    )
  })
