import { appendFileSync } from 'node:fs'
import { optionsOf } from './load/options.js'
import { runLoad } from './load/run.js'
import { tableOf } from './load/table.js'
import { machine } from './measure.js'

/**
 * A national centre under load in real time: `npm run bench -- load --events-per-second 500 --minutes 10 --attendants 1500 --workers 0`.
 * What it must reach: from the router's decision to the offer's event 50 ms in 99 of 100 on SQLite, 100 ms on EventStoreDB.
 */
const at = process.argv.findIndex((arg) => arg.startsWith('--'))
const options = optionsOf(at < 0 ? [] : process.argv.slice(at))
if (options._tag === 'Left') {
  console.error(`${options.left.option}: ${options.left.reason}`)
  process.exitCode = 1
} else {
  console.log(machine())
  const result = await runLoad(options.right, (words) => console.error(words))
  console.log(tableOf(result))
  console.log(JSON.stringify(result))
  if (options.right.json !== undefined) appendFileSync(options.right.json, `${JSON.stringify(result)}\n`)
  if (result.broken.length > 0 || result.failures.length > 0) process.exitCode = 1
}
