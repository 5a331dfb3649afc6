import { inRoot, run } from './check/tool.js'

/**
 * npm run kill -- [--times 50]
 *
 * A process writes to a SQLite file and is killed at a random moment; the file is looked at, and the next one goes on with it.
 * What it does lives with the store that it tries: packages/adapters/sqlite/src/kill.test-kit.ts.
 */
const program = inRoot('packages/adapters/sqlite/src/kill-main.test-kit.ts')
const { code } = await run(process.execPath, ['--conditions=disque-source', '--import', 'tsx', program, ...process.argv.slice(2)], { show: true, minutes: 120 })
process.exitCode = code
