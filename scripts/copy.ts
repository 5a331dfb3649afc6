import { copyCommand, usage } from './copy/command.js'
import { asCommand } from './store/connection.js'

await asCommand(usage, () => copyCommand(process.argv.slice(2), console.log, console.error))
