import type { Proposed } from './model.js'

/** TESTSERVER-18 The bytes of an event that count towards the limit of an append: its data alone, as in the server. */
export const sizeOf = (event: Proposed): number => event.data.length
