import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as E from 'fp-ts/lib/Either.js'
import { streamName, type EventStore, type Recorded } from '@disque/core'
import { inFolder, opened } from './opened.test-kit.js'

const script = fileURLToPath(new URL('writer.test-kit.ts', import.meta.url))

let folder: ReturnType<typeof inFolder>
beforeEach(() => {
  folder = inFolder()
})
afterEach(() => folder.dispose())

/** Starts a writer; answers the ids that were acknowledged to it. `killAt`: SIGKILL when so many lines have come. */
const writes = (name: string, count: number, killAt = Infinity) =>
  new Promise<readonly string[]>((resolve, reject) => {
    const child = spawn(process.execPath, ['--conditions=disque-source', '--import', 'tsx', script, folder.path, name, String(count)], { stdio: ['ignore', 'pipe', 'pipe'] })
    const lines: string[] = []
    let errors = ''
    child.stderr.on('data', (text: Buffer) => (errors += text.toString()))
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (lines.push(line) === killAt) child.kill('SIGKILL')
    })
    child.on('close', (code) => (code === 0 || killAt < Infinity ? resolve(lines.slice(1)) : reject(new Error(errors))))
  })

const all = async (store: EventStore): Promise<readonly Recorded[]> => {
  const found: Recorded[] = []
  for await (const read of store.readAll()) found.push(E.getOrElse<unknown, Recorded>((e) => { throw new Error(JSON.stringify(e)) })(read))
  return found
}

const idOf = (event: Recorded) => String(event.metadata.commandId)

describe('processes on one file', () => {
  it('two that race store everything once, each stream without a gap, and a third sees it in order as it comes', async () => {
    const here = await opened(folder.path)
    const deliveries = here.store.subscribe({ after: 'start' })[Symbol.asyncIterator]()
    const seen: string[] = []
    const [one, two] = await Promise.all([
      writes('one', 60),
      writes('two', 60),
      (async () => {
        while (seen.length < 120) {
          const step = await deliveries.next()
          if (step.done !== true && step.value._tag === 'event') seen.push(step.value.event.position)
        }
      })(),
    ])
    await deliveries.return?.()
    const stored = await all(here.store)
    expect(stored.map(idOf).sort()).toEqual([...one, ...two].sort())
    expect(seen).toEqual(stored.map((e) => e.position))
    const shared = stored.filter((e) => e.stream === streamName('call', 'shared'))
    expect(shared.map((e) => e.revision)).toEqual(Array.from({ length: 60 }, (_, i) => i))
    await here.close()
  })

  it('one that is killed loses nothing that was acknowledged, and the others go on', async () => {
    const acknowledged: string[] = []
    for (const round of [0, 1, 2]) {
      const [killed, other] = await Promise.all([writes(`killed${round}`, 100_000, 7 + round * 11), writes(`other${round}`, 20)])
      acknowledged.push(...killed, ...other)
      const { store, close } = await opened(folder.path)
      const ids = (await all(store)).map(idOf)
      expect(new Set(ids).size).toBe(ids.length)
      expect(acknowledged.filter((id) => !ids.includes(id))).toEqual([])
      await close()
    }
  })
})
