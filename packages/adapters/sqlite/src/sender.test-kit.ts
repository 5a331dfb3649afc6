import { once } from 'node:events'
import { writeSync } from 'node:fs'
import { attendantDecider, handler, snapshots, type Attendant, type CommandId } from '@disque/core'
import { attendant, at, centre, realClock, realIds } from './handling.test-kit.js'
import { opened } from './opened.test-kit.js'

/**
 * A process of its own that waits for a word on standard input and then sends the commands 0 to count through `handle`, whoever else sends them, and says each answer on standard output.
 * Arguments: path, number of commands, `snapshots` or nothing.
 */
const [path = '', count = '0', kept = ''] = process.argv.slice(2)

const { store, readModel, close } = await opened(path)
const handle = handler(attendantDecider, {
  store, clock: realClock, ids: realIds, tries: 50,
  ...(kept === 'snapshots' ? { snapshots: snapshots<Attendant.State>({ readModel, store, category: 'attendant', version: 1, every: 8 }) } : {}),
})
const commandOf = (n: number): Attendant.Command =>
  n === 0 ? { type: 'RegisterAttendant', at, attendant, centre, capacity: 1 } : { type: 'ChangeCapacity', at, attendant, capacity: n + 1 }

writeSync(1, 'ready\n')
await once(process.stdin, 'data')
for (let n = 0; n < Number(count); n++) {
  const result = await handle(commandOf(n), { commandId: `command-${n}` as CommandId })()
  if (result._tag === 'Left') throw new Error(JSON.stringify(result.left))
  writeSync(1, `${n} ${result.right.already ? 'already' : 'stored'} ${result.right.events.map((e) => (e.type === 'CapacityChanged' ? e.capacity : 1)).join()}\n`)
}
await close()
