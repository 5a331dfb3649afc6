import { readFileSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as E from 'fp-ts/lib/Either.js'
import { streamName, uuidFrom, type CommandId, type EventStore, type Instant } from '@disque/core'
import { inFolder, opened } from './opened.test-kit.js'

let folder: ReturnType<typeof inFolder>
beforeEach(() => {
  folder = inFolder()
})
afterEach(() => folder.dispose())

const note = async (store: EventStore, n: number) => {
  const event = {
    id: uuidFrom('note', n), type: 'Noted', data: { type: 'Noted', at: n, text: 'x'.repeat(500) },
    metadata: { schema: 1, commandId: `c${n}` as CommandId, correlation: 'c', recordedAt: 0 as Instant },
  }
  expect(await store.append(streamName('call', 'a'), n === 0 ? 'no-stream' : n - 1, [event])()).toMatchObject({ _tag: 'Right' })
}
const count = async (store: EventStore) => {
  let found = 0
  for await (const read of store.readAll()) if (E.isRight(read)) found++
  return found
}

describe('a backup', () => {
  test('SQLITE-04 taken while the store is written holds all that was acknowledged before, without a gap, and is a store', async () => {
    const { store, backup, keys, close } = await opened(folder.path)
    await keys.put('key', 'maria', 'wrapped')()
    for (let n = 0; n < 300; n++) await note(store, n)
    const copying = backup(`${folder.path}.copy`)()
    for (let n = 300; n < 400; n++) await note(store, n)
    expect(await copying).toEqual(E.right(undefined))
    const copy = await opened(`${folder.path}.copy`)
    const found = await count(copy.store)
    expect(found).toBeGreaterThanOrEqual(300)
    expect(found).toBeLessThanOrEqual(400)
    expect(await copy.keys.get('key', 'maria')()).toEqual(E.right('wrapped'))
    expect(await count(store)).toBe(400)
    await copy.close()
    await close()
  })

  test('SQLITE-04 never replaces a file', async () => {
    const { backup, close } = await opened(folder.path)
    const path = `${folder.path}.copy`
    writeFileSync(path, 'precious')
    expect(await backup(path)()).toEqual(E.left({ _tag: 'BackupExists', path }))
    expect(readFileSync(path, 'utf8')).toBe('precious')
    await close()
  })

  test('of a closed store, or to where nothing can be written, says why', async () => {
    const { backup, close } = await opened(folder.path)
    expect(await backup(`${folder.path}.none/copy.db`)()).toMatchObject({ left: { _tag: 'BackupFailed' } })
    await close()
    expect(await backup(`${folder.path}.copy`)()).toMatchObject({ left: { _tag: 'BackupFailed', reason: 'the store is closed' } })
  })
})
