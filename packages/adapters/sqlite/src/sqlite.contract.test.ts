import { describe, it } from 'vitest'
import { eventStoreContract, keyStoreContract, readModelContract, throughJson, type Case } from '@disque/core/testing'
import { inFolder, opened } from './opened.test-kit.js'

const check = (cases: readonly Case[]) => {
  for (const { name, run } of cases) it(name, run)
}

/** A fresh file, and more handles on it. */
const fresh = async () => {
  const { path, dispose } = inFolder()
  const sqlite = await opened(path)
  return {
    ...sqlite,
    path,
    dispose: async () => {
      await sqlite.close()
      dispose()
    },
  }
}

const storeUnderTest = async () => {
  const { store, path, dispose } = await fresh()
  return { store, dispose, another: async () => (await opened(path)).store }
}

describe('the store in a file', () => check(eventStoreContract(storeUnderTest, { long: 100_000, histories: 30 })))

describe('the store in a file, behind JSON', () =>
  check(
    eventStoreContract(
      async () => {
        const under = await storeUnderTest()
        return { ...under, store: throughJson(under.store) }
      },
      { histories: 10 }
    )
  ))

describe('the read model in a file', () =>
  check(
    readModelContract(async () => {
      const { readModel, path, dispose } = await fresh()
      const others: { close: () => Promise<void> }[] = []
      const another = async () => {
        const other = await opened(path)
        others.push(other)
        return other.readModel
      }
      return {
        readModel,
        another,
        dispose: async () => {
          for (const other of others) await other.close()
          await dispose()
        },
      }
    })
  ))

describe('the keys in a file', () => check(keyStoreContract(fresh)))
