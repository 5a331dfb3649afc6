import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openSqlite } from './index.js'

test('VAULT-07 a key that was removed lies in none of the files any more', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'disque-erase-'))
  const opened = await openSqlite(join(folder, 'centre.db'))()
  if (opened._tag === 'Left') throw new Error(opened.left._tag)
  const { keys, close } = opened.right
  const secret = 'a-key-that-nobody-may-find-again'
  const found = () => readdirSync(folder).filter((name) => readFileSync(join(folder, name)).includes(secret))
  await keys.put('key', 's-1', secret)()
  expect(found()).not.toEqual([])
  await keys.remove('key', 's-1')()
  expect(found()).toEqual([])
  await close()
  rmSync(folder, { recursive: true })
})
