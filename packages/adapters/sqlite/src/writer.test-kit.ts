import { writeSync } from 'node:fs'
import { streamName, uuidFrom, type CommandId, type Instant, type NewEvent, type Revision } from '@disque/core'
import { opened } from './opened.test-kit.js'

/**
 * A process of its own that appends to one shared stream and to one of its own, and says each acknowledged event on standard output.
 * Arguments: path, name, number of events.
 */
const [path = '', name = '', count = '0'] = process.argv.slice(2)

const event = (id: string): NewEvent => ({
  id: uuidFrom(id, 0),
  type: 'Noted',
  data: { type: 'Noted', at: 0, id },
  metadata: { schema: 1, commandId: id as CommandId, correlation: 'c', recordedAt: 0 as Instant },
})

const { store, close } = await opened(path)
writeSync(1, 'ready\n')
const expected = new Map<string, 'no-stream' | Revision>()
for (let n = 0; n < Number(count); ) {
  const stream = streamName('call', n % 2 === 0 ? 'shared' : name)
  const id = `${name}-${n}`
  const result = await store.append(stream, expected.get(stream) ?? 'no-stream', [event(id)])()
  if (result._tag === 'Right') {
    expected.set(stream, result.right.revision)
    writeSync(1, `${id}\n`)
    n++
  } else if (result.left._tag === 'WrongRevision') expected.set(stream, result.left.actual)
  else throw new Error(JSON.stringify(result.left))
}
await close()
