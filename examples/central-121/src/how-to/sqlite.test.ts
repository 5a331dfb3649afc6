import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
// #region import
import { openSqlite } from '@disque/sqlite'
// #endregion import
import { streamName, uuidFrom, type CommandId, type EventStore, type Instant, type NewEvent } from '@disque/core'

const folders: string[] = []
const freshPath = () => {
  const folder = mkdtempSync(join(tmpdir(), 'disque-how-to-'))
  folders.push(folder)
  return join(folder, 'centre.db')
}
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

const opened = async (path: string) => {
  // #region open
  const result = await openSqlite(path, { durability: 'disk' })()
  if (result._tag === 'Left') throw new Error(`${path} cannot be opened: ${result.left._tag}`)
  const { store, readModel, keys, backup, close } = result.right
  // #endregion open
  return { store, readModel, keys, backup, close }
}

const at = 1_593_597_600_000 as Instant
const rung = (n: number): NewEvent => ({
  id: uuidFrom('backup', n), type: 'Rung', data: { type: 'Rung', at }, metadata: { schema: 1, commandId: `c-${n}` as CommandId, correlation: 'bell', recordedAt: at },
})
const put = async (store: EventStore, n: number) => {
  const r = await store.append(streamName('bell', '1'), n === 0 ? 'no-stream' : n - 1, [rung(n)])()
  expect(r._tag).toBe('Right')
}
const count = async (path: string) => {
  const { store, close } = await opened(path)
  let found = 0
  for await (const read of store.readAll()) if (read._tag === 'Right') found++
  await close()
  return found
}

describe('how to back up a SQLite store', () => {
  it('a closed store is one file, and a copy of it is a store', async () => {
    const path = freshPath()
    const { store, close } = await opened(path)
    for (let n = 0; n < 5; n++) await put(store, n)
    await close()
    copyFileSync(path, `${path}.copy`)
    expect(await count(`${path}.copy`)).toBe(5)
  })

  it('a store that is in use is copied as of one moment', async () => {
    const path = freshPath()
    const copy = `${path}.copy`
    const { store, backup, close } = await opened(path)
    for (let n = 0; n < 5; n++) await put(store, n)
    // #region backup
    const copied = await backup(copy)()
    if (copied._tag === 'Left') throw new Error(`${copy} was not written: ${copied.left._tag}`)
    // #endregion backup
    for (let n = 5; n < 10; n++) await put(store, n)
    await close()
    const found = await count(copy)
    expect(found).toBe(5)
    expect(await count(path)).toBe(10)
  })
})
