import { setFlagsFromString } from 'node:v8'
import { runCalls } from './calls/run.js'
import { undoneOnStop } from './terminal/stop.js'

// Garbage is collected once the heap has grown by half: left alone, V8 lets it grow fourfold, and a month takes 500 MB instead of 350.
setFlagsFromString('--heap-growing-percent=50')

process.exitCode = await runCalls(process.argv.slice(2), {
  folder: process.env['INIT_CWD'] ?? process.cwd(),
  vaultKey: process.env['DISQUE_VAULT_KEY'],
  out: (line) => console.log(line),
  err: (line) => console.error(line),
  wallSeconds: () => performance.now() / 1000,
  onStop: undoneOnStop('Stopped: what was written of the run has been removed.'),
})
