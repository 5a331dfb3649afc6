import { runStaffing } from './staffing/run.js'

process.exitCode = runStaffing(process.argv.slice(2), {
  folder: process.env['INIT_CWD'] ?? process.cwd(),
  out: (line) => console.log(line),
  err: (line) => console.error(line),
})
