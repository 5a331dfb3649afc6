export { memoryStore, type MemoryStoreOptions } from './store.js'
export { memoryReadModel } from './read-model.js'
export { memoryKeys } from './keys.js'
