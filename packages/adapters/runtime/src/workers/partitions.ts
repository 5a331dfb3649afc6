import { hash53, type Recorded } from '@disque/core'

/** Where the keys of a piece of work lie: each partition is held by one worker at a time, and read and written as a whole. */
export interface Partitions {
  /** As far as they are known now. */
  readonly names: () => readonly string[]
}

/** Whether this worker holds a partition, and the event is news to it. */
export type Open = (partition: string) => boolean

/** A fixed number of partitions, over which keys are spread by their hash: a key lies in the same one for ever. */
export interface HashPartitions extends Partitions {
  readonly of: (key: string) => string
}

export const hashPartitions = (count: number): HashPartitions => {
  const names = Array.from({ length: count }, (_, n) => String(n))
  return { names: () => names, of: (key) => String(hash53(key) % count) }
}

/** What lies in a partition when it is asked by key and event. `known` is where the key lay before. */
export type Place = (key: string, known: string | undefined, event: Recorded | undefined) => string | undefined
