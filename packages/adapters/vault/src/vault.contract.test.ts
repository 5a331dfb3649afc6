import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'vitest'
import type { SubjectRef } from '@disque/core'
import { vaultContract } from '@disque/core/testing'
import { memoryKeys } from '@disque/memory'
import { openSqlite } from '@disque/sqlite'
import { createVault } from './index.js'

const subjectRef = () => randomUUID() as SubjectRef

describe('the vault, keys in memory', () => {
  const open = async () => {
    const keys = memoryKeys()
    return { keys, vault: createVault({ keys, masterKey: randomBytes(32), subjectRef }) }
  }
  for (const { name, run } of vaultContract(open)) it(name, run)
})

describe('the vault, keys in a file', () => {
  const open = async () => {
    const folder = mkdtempSync(join(tmpdir(), 'disque-vault-'))
    const opened = await openSqlite(join(folder, 'keys.db'))()
    if (opened._tag === 'Left') throw new Error(opened.left._tag)
    const { keys, close } = opened.right
    const dispose = async () => {
      await close()
      rmSync(folder, { recursive: true })
    }
    return { keys, vault: createVault({ keys, masterKey: randomBytes(32), subjectRef }), dispose }
  }
  for (const { name, run } of vaultContract(open)) it(name, run)
})
