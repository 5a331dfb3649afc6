import type { Position } from '@disque/core'

/** Where an event lies in the log, as the server writes it: two unsigned 64-bit numbers as text. */
export interface Place {
  readonly commit: string
  readonly prepare: string
}

const digits = 20
const form = /^\d{20}-\d{20}$/
const largest = 2n ** 63n - 1n

/** ESDB-01 A position keeps commit and prepare exactly, at a fixed width, so that the order of the texts is the order of the store. */
export const positionText = (commit: string, prepare: string): Position => {
  const padded = commit.padStart(digits, '0')
  return `${padded}-${prepare === commit ? padded : prepare.padStart(digits, '0')}`
}

const numberText = (padded: string): string => BigInt(padded).toString()

/** `undefined` when the text is no position of such a store. */
export const placeOf = (position: Position): Place | undefined => {
  if (!form.test(position)) return undefined
  const [commit, prepare] = [position.slice(0, digits), position.slice(digits + 1)]
  if (prepare > commit || BigInt(commit) > largest) return undefined
  return { commit: numberText(commit), prepare: numberText(prepare) }
}

/** How many bytes of log lie between two positions. */
export const bytesBetween = (from: Position | undefined, to: Position): number => {
  const start = from === undefined ? 0n : BigInt(from.slice(0, digits))
  const span = BigInt(to.slice(0, digits)) - start
  return span > 0n ? Number(span) : 0
}

/** What a failure says of a position that is none. */
export const notOfThisStore = (position: string): string => `position "${position}" is not of this store`
