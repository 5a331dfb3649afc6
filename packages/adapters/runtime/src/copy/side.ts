import { createHash } from 'node:crypto'
import type { Recorded } from '@disque/core'
import type { Side } from './failures.js'

/** What the hash sees of an event: one line of JSON. */
export const lineOf = ({ id, stream, revision, type, data }: Recorded): string => `${JSON.stringify([id, stream, revision, type, data])}\n`

/** Counts and hashes what is read from one side. */
export const reckoning = () => {
  const hash = createHash('sha256')
  let events = 0
  return {
    /** Answers how many there are now. */
    add: (line: string): number => {
      hash.update(line)
      return ++events
    },
    side: (): Side => ({ events, hash: hash.copy().digest('hex') }),
  }
}
