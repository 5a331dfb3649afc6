import { runCalls } from './calls/run.js'

process.exitCode = await runCalls(process.argv.slice(2), {
  folder: process.env['INIT_CWD'] ?? process.cwd(),
  vaultKey: process.env['DISQUE_VAULT_KEY'],
  out: (line) => console.log(line),
  err: (line) => console.error(line),
  wallSeconds: () => performance.now() / 1000,
})
