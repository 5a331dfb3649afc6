import type { Seen } from '@disque/runtime'

/** What all workers of a run told, counted. */
export interface Tally {
  /** Partitions that went from one worker to another, by giving or by taking over. */
  readonly handovers: number
  readonly lost: number
  /** How often a worker's clock stood still or jumped. */
  readonly standstills: number
  readonly retries: number
  /** Trouble with stores, by its tag. */
  readonly troubles: Readonly<Record<string, number>>
  /** To-dos and events that nobody could do: work, key and reason. */
  readonly parked: readonly string[]
}

export const tally = () => {
  const count = { handovers: 0, lost: 0, standstills: 0, retries: 0 }
  const troubles: Record<string, number> = {}
  const parked: string[] = []
  const troubled = (tag: string): void => {
    troubles[tag] = (troubles[tag] ?? 0) + 1
  }
  return {
    troubled,
    see: (seen: Seen): void => {
      switch (seen._tag) {
        case 'taken':
          if (seen.fence > 1) count.handovers++
          break
        case 'lost':
          count.lost++
          break
        case 'clock-moved':
          count.standstills++
          break
        case 'retried':
          count.retries++
          break
        case 'trouble':
          troubled(seen.failure._tag)
          break
        case 'unloadable':
          troubled('unloadable')
          break
        case 'parked':
          parked.push(`${seen.work} of ${seen.key}: ${seen.reason}`)
          break
        case 'given':
        case 'recovered':
        case 'stepped':
          break
      }
    },
    total: (): Tally => ({ ...count, troubles, parked }),
  }
}
