import { describe, expect, it } from 'vitest'
import { startProxy } from '../../packages/adapters/postgres/src/testing/index.js'
import { describePostgres } from '../../packages/adapters/postgres/src/vitest.js'
import { connectionOf, Misused, readModelConnectionOf, Unusable } from '../store/connection.js'
import { kindOf } from './kinds.js'

const secret = 'QXsecretQX'

const kind = (text: string) => kindOf(readModelConnectionOf(text) ?? connectionOf(text))

/** What is said of a string that cannot be used. */
const saidOf = async (text: string): Promise<{ readonly misused: boolean; readonly words: string }> => {
  const error: unknown = await kind(text).then(
    () => undefined,
    (failed: unknown) => failed
  )
  if (!(error instanceof Unusable)) throw new Error(`It is not refused: ${String(error)}`)
  return { misused: error instanceof Misused, words: error.message }
}

describe('a connection string of PostgreSQL', () => {
  it.each([`postgres:${secret}`, `postgres://me:${secret}`, `postgresql://me:${secret}@127.0.0.1:0/d`, `POSTGRES://me:${secret}@127.0.0.1/d`, `postgres://me:${secret}@127.0.0.1/d?sslmod=${secret}`])(
    'that is mistyped is refused in words, without any of it: %s', async (text) => {
      const { misused, words } = await saidOf(text)
      expect(misused).toBe(true)
      expect(words).toMatch(/^The connection string cannot be read: .+\.$/)
      expect(words).not.toMatch(/QX|secret/)
    })

  it('where nobody answers is said, without the password', async () => {
    const gone = await startProxy(9)
    await gone.stop()
    expect(await saidOf(`postgres://me:${secret}@127.0.0.1:${gone.port}/d`)).toEqual({ misused: false, words: expect.stringMatching(/^No PostgreSQL answers there: (?!.*QX)/) as unknown })
  })

  it('names no store of events, and says what does', () => {
    expect(() => connectionOf('postgres://127.0.0.1/d')).toThrow(/no events: name a store such as sqlite/)
  })
})

describePostgres(
  'the contract on a PostgreSQL that goes on running',
  (server) => {
    it('holds, and leaves nothing behind', async () => {
      const { cases, dispose, says } = await kind(server().connectionString)
      expect(says).not.toContain(encodeURIComponent(server().password))
      for (const { run } of cases) await run()
      expect(cases.length).toBeGreaterThan(8)
      await dispose()
    }, 60_000)

    it('says that a password is wrong, without it', async () => {
      const { words } = await saidOf(server().as({ password: secret }))
      expect(words).toMatch(/^PostgreSQL lets this user not in/)
      expect(words).not.toContain('QX')
    })
  },
  { durability: 'nothing' }
)
