import { once } from 'node:events'
import { startServer } from './server.test-kit.js'

// A server of its own for a program in another process: prints where it is, and goes when its standard input ends.
const server = await startServer()
console.log(server.connectionString)
process.stdin.resume()
await once(process.stdin, 'end')
await server.stop()
