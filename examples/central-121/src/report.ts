import { runReport } from './report/run.js'

process.exitCode = await runReport(process.argv.slice(2), {
  folder: process.env['INIT_CWD'] ?? process.cwd(),
  out: (line) => console.log(line),
  err: (line) => console.error(line),
  wallSeconds: () => performance.now() / 1000,
})
