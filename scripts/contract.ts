import { kindOf, type Kind } from './contract/kinds.js'
import { argument, asCommand, connectionOf, Misused, readModelConnectionOf } from './store/connection.js'

const usage = `npm run contract -- --store STORE
  memory:        the store in memory
  sqlite:PATH    SQLite; a bare PATH means the same
  esdb://…       EventStoreDB or KurrentDB (esdb+discover://, kurrentdb://): its events stay; what the cases write is left in it
  postgres://…   PostgreSQL, which holds read models, leases and keys: their contracts, in schemas that are dropped in the end`

/** What an error says, and what caused it. */
const inWords = (error: unknown): string => (error instanceof Error ? [error.message, ...(error.cause === undefined ? [] : [inWords(error.cause)])].join('\n') : String(error))

const tryAll = async ({ says, cases, dispose }: Kind): Promise<number> => {
  console.error(says)
  let [passed, failed] = [0, 0]
  try {
    for (const { name, run } of cases) {
      try {
        await run()
        passed++
        console.log(`ok      ${name}`)
      } catch (error) {
        failed++
        console.log(`FAILED  ${name}\n${inWords(error).replace(/^/gm, '        ')}`)
      }
    }
  } finally {
    await dispose()
  }
  console.log(`${passed} passed, ${failed} failed`)
  return failed
}

await asCommand(usage, async () => {
  const store = argument('store')
  if (store === undefined || store === '') throw new Misused('Which store? --store is missing.')
  return (await tryAll(await kindOf(readModelConnectionOf(store) ?? connectionOf(store)))) > 0 ? 1 : 0
})
