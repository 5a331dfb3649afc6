import { startPostgres } from './index.js'

// A server in another process, which may be killed: prints where it is.
const server = await startPostgres({ durability: 'nothing' })
console.log(server.connectionString)
