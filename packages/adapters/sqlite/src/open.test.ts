import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, describe, expect, it } from 'vitest'
import * as E from 'fp-ts/lib/Either.js'
import { openSqlite } from './index.js'
import { inFolder, opened } from './opened.test-kit.js'

const disposals: (() => void)[] = []
const freshPath = (): string => {
  const { path, dispose } = inFolder()
  disposals.push(dispose)
  return path
}
afterEach(() => {
  for (const dispose of disposals.splice(0)) dispose()
})

/** Opening must fail so, and leave file and folder as they are. */
const leftAlone = async (path: string, failure: unknown) => {
  const [bytes, files] = [readFileSync(path), readdirSync(dirname(path))]
  expect(await openSqlite(path)()).toEqual(E.left(failure))
  expect(readFileSync(path).equals(bytes)).toBe(true)
  expect(readdirSync(dirname(path))).toEqual(files)
}

describe('opening', () => {
  it('SQLITE-01 a file that is no SQLite is left as it is', async () => {
    for (const content of ['a', 'date,vru_entry\n'.repeat(100), 'SQLite format 3\0', `SQLite format 3\0${'x'.repeat(84)}`]) {
      const path = freshPath()
      writeFileSync(path, content)
      await leftAlone(path, { _tag: 'NotAStore', path })
    }
  })

  it("SQLITE-01 another application's file is left as it is", async () => {
    for (const mode of ['delete', 'wal']) {
      const path = freshPath()
      const other = new Database(path)
      other.pragma(`journal_mode = ${mode}`)
      other.exec('CREATE TABLE events (x)')
      other.close()
      await leftAlone(path, { _tag: 'NotAStore', path })
    }
  })

  it('SQLITE-01 a store of a newer version is left as it is', async () => {
    const path = freshPath()
    await (await opened(path)).close()
    const later = new Database(path)
    later.pragma('user_version = 7')
    later.close()
    await leftAlone(path, { _tag: 'StoreTooNew', path, found: 7, supported: 1 })
  })

  it('a place that cannot be opened is named, with the reason', async () => {
    const path = freshPath()
    mkdirSync(path)
    expect(await openSqlite(path)()).toMatchObject({ left: { _tag: 'CannotOpen', path, reason: 'it is no file' } })
    const nowhere = `${path}/no/such/folder/store.db`
    expect(await openSqlite(nowhere)()).toMatchObject({ left: { _tag: 'CannotOpen', path: nowhere } })
    expect(existsSync(`${path}/no`)).toBe(false)
    expect(await openSqlite(':memory:')()).toMatchObject({ left: { _tag: 'CannotOpen', path: ':memory:' } })
  })

  it.skipIf(process.getuid?.() === 0)('a file that may not be written is named', async () => {
    const path = freshPath()
    await (await opened(path)).close()
    chmodSync(path, 0o444)
    expect(await openSqlite(path)()).toMatchObject({ left: { _tag: 'CannotOpen', path } })
  })

  it('an empty file becomes a store, and one that exists is opened again', async () => {
    const path = freshPath()
    writeFileSync(path, '')
    await (await opened(path)).close()
    await (await opened(path, { durability: 'process' })).close()
    expect(readdirSync(dirname(path))).toEqual(['store.db'])
  })

  it('many that open a new file at once all get the same store', async () => {
    const path = freshPath()
    const all = await Promise.all(Array.from({ length: 8 }, () => opened(path)))
    expect(await all[0]!.readModel.commit({ subscriber: 's', checkpoint: '1', writes: [] })()).toEqual(E.right(undefined))
    for (const { readModel } of all) expect(await readModel.checkpoint('s')()).toEqual(E.right('1'))
    for (const { close } of all) await close()
  })
})
