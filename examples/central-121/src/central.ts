import { runCentral } from './central/run.js'
import { undoneOnStop } from './terminal/stop.js'

process.exitCode = await runCentral(process.argv.slice(2), {
  folder: process.env['INIT_CWD'] ?? process.cwd(),
  vaultKey: undefined,
  out: (line) => console.log(line),
  err: (line) => console.error(line),
  wallSeconds: () => performance.now() / 1000,
  onStop: undoneOnStop('Stopped: what was written of the run stays, and no call in it goes on.'),
})
