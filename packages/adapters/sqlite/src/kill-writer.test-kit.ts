import { writeSync } from 'node:fs'
import { handler, shiftDecider, type CommandId } from '@disque/core'
import { realClock, realIds } from './handling.test-kit.js'
import { commandIdOf, shifts, stepOf } from './kill-plan.test-kit.js'
import { opened } from './opened.test-kit.js'

/**
 * Writes to all shifts at once, for ever, each command through `handle`; says on standard output what it is about to send and what was acknowledged.
 * Arguments: path, and for each shift the step to begin with.
 */
const [path = '', ...from] = process.argv.slice(2)

writeSync(1, 'started\n')
const { store } = await opened(path, { durability: 'disk' })
const handle = handler(shiftDecider, { store, clock: realClock, ids: realIds })

const write = async (shift: string, first: number): Promise<never> => {
  for (let step = first; ; step++) {
    const { command, types } = stepOf(shift, step)
    writeSync(1, `sent ${shift} ${step}\n`)
    const result = await handle(command, { commandId: commandIdOf(shift, step) as CommandId })()
    if (result._tag === 'Left') throw new Error(JSON.stringify(result.left))
    const found = result.right.events.map((e) => e.type).join()
    if (found !== types.join()) throw new Error(`step ${step} of ${shift} answered ${found}`)
    writeSync(1, `acknowledged ${shift} ${step}\n`)
  }
}
await Promise.all(shifts.map((shift, i) => write(shift, Number(from[i] ?? 0))))
