import { describe, it } from 'vitest'
import { eventStoreContract, keyStoreContract, readModelContract, throughJson, type Case } from '@disque/core/testing'
import { memoryKeys, memoryReadModel, memoryStore } from './index.js'

const check = (cases: readonly Case[]) => {
  for (const { name, run } of cases) it(name, run)
}

describe('the store in memory', () => check(eventStoreContract(async () => ({ store: memoryStore() }), { long: 100_000 })))
describe('the store in memory, behind JSON', () => check(eventStoreContract(async () => ({ store: throughJson(memoryStore()) }))))
describe('the read model in memory', () => check(readModelContract(async () => ({ readModel: memoryReadModel() }))))
describe('the keys in memory', () => check(keyStoreContract(async () => ({ keys: memoryKeys() }))))
