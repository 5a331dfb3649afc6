import { runCheck } from './check/run.js'

process.exitCode = await runCheck(process.argv.slice(2), {
  folder: process.env['INIT_CWD'] ?? process.cwd(),
  vaultKey: undefined,
  out: (line) => console.log(line),
  err: (line) => console.error(line),
  wallSeconds: () => performance.now() / 1000,
})
