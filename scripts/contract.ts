import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import path from 'node:path'
import { eventStoreContract, type OpenStore } from '@disque/core/testing'
import { memoryStore } from '../packages/adapters/memory/src/index.js'
import { openSqlite } from '../packages/adapters/sqlite/src/index.js'

/** How a store is tried: each case gets a fresh, empty one. */
interface Kind {
  readonly says: string
  readonly open: OpenStore
  readonly dispose: () => void
}

class Unusable extends Error {}

const usage = `npm run contract -- --store STORE
  memory:        the store in memory
  sqlite:PATH    SQLite; a bare PATH means the same`

const memory = (): Kind => ({ says: 'the store in memory', open: () => Promise.resolve({ store: memoryStore() }), dispose: () => undefined })

/** The file itself is left alone: it may hold events. Each case gets a new one in a folder beside it. */
const sqlite = (given: string): Kind => {
  if (given === '') throw new Unusable('sqlite: wants a path, such as sqlite:centre.db.')
  const file = path.resolve(process.env['INIT_CWD'] ?? process.cwd(), given)
  if (!existsSync(path.dirname(file))) throw new Unusable(`The folder ${path.dirname(file)} does not exist.`)
  const folder = mkdtempSync(`${file}.contract-`)
  let cases = 0
  const opened = async (name: string) => {
    const result = await openSqlite(name)()
    if (result._tag === 'Left') throw new Error(JSON.stringify(result.left))
    return result.right
  }
  return {
    says: `SQLite: every case needs an empty store and gets a new file in ${folder}, which is removed in the end; ${file} itself is not touched`,
    open: async () => {
      const name = path.join(folder, `${++cases}.db`)
      return { store: (await opened(name)).store, another: async () => (await opened(name)).store }
    },
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  }
}

const kindOf = (store: string): Kind => {
  if (store === 'memory:') return memory()
  if (store.startsWith('sqlite:')) return sqlite(store.slice('sqlite:'.length))
  const scheme = /^[a-z][a-z0-9+.-]+:/i.exec(store)?.[0]
  if (scheme !== undefined) throw new Unusable(`No store is reached by ${scheme}\n${usage}`)
  return sqlite(store)
}

/** The value of `--name value` or `--name=value`. */
const argument = (name: string): string | undefined => {
  const args = process.argv.slice(2)
  const at = args.indexOf(`--${name}`)
  return at >= 0 ? args[at + 1] : args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3)
}

const tryAll = async ({ says, open, dispose }: Kind): Promise<number> => {
  console.error(says)
  let [passed, failed] = [0, 0]
  try {
    for (const { name, run } of eventStoreContract(open)) {
      try {
        await run()
        passed++
        console.log(`ok      ${name}`)
      } catch (error) {
        failed++
        console.log(`FAILED  ${name}\n${(error instanceof Error ? error.message : String(error)).replace(/^/gm, '        ')}`)
      }
    }
  } finally {
    dispose()
  }
  console.log(`${passed} passed, ${failed} failed`)
  return failed
}

try {
  const store = argument('store')
  if (store === undefined || store === '') throw new Unusable(`Which store?\n${usage}`)
  process.exitCode = (await tryAll(kindOf(store))) > 0 ? 1 : 0
} catch (error) {
  if (!(error instanceof Unusable)) throw error
  console.error(error.message)
  process.exitCode = 2
}
