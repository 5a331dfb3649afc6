import { appendCases } from './append.js'
import type { Case } from './case.js'
import { historyCases } from './histories.js'
import { readCases } from './read.js'
import type { OpenStore, StoreContractOptions } from './store-case.js'
import { subscribeCases } from './subscribe.js'

/**
 * What every event store must do, as named cases that throw. `open` gives a fresh, empty store for each.
 *
 * @example
 * for (const { name, run } of eventStoreContract(async () => ({ store: memoryStore() }))) it(name, run)
 */
export const eventStoreContract = (open: OpenStore, options: StoreContractOptions = {}): readonly Case[] => [
  ...appendCases(open),
  ...readCases(open, options),
  ...subscribeCases(open),
  ...historyCases(open, options),
]
