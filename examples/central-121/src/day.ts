import { runDay } from './day/run.js'
import { undoneOnStop } from './terminal/stop.js'

process.exitCode = await runDay(process.argv.slice(2), {
  folder: process.env['INIT_CWD'] ?? process.cwd(),
  vaultKey: process.env['DISQUE_VAULT_KEY'],
  out: (line) => console.log(line),
  err: (line) => console.error(line),
  wallSeconds: () => performance.now() / 1000,
  onStop: undoneOnStop('Stopped: what was written of the days has been removed.'),
})
