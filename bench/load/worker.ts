import { storedPlans, type Effect } from '@disque/core'
import { centreRooms, createRuntime, randomIds, systemClock, type Telemetry } from '@disque/runtime'
import type { Opened } from './stores.js'

export interface Worker {
  /** Runs until it is stopped. */
  readonly running: Promise<void>
  readonly stop: () => Promise<void>
  /** When it last had read everything, in milliseconds since 1970. */
  readonly level: () => number | undefined
}

export interface WorkerOptions {
  readonly opened: Pick<Opened, 'store' | 'readModel'>
  readonly hear: (effect: Effect) => void
  /** Of whatever did not go as it should. */
  readonly onTrouble: (what: string) => void
  readonly holder?: string
}

/** Several times as many as there are attendants and callers at once. */
const streamsKept = 10_000

const done = { _tag: 'Right', right: undefined } as const

/** A runtime that does everything a centre needs, and the rooms that it sends to. */
export const worker = ({ opened: { store, readModel }, hear, onTrouble, holder }: WorkerOptions) => {
  const [clock, ids, plans] = [systemClock(), randomIds(), storedPlans(store)]
  const rooms = centreRooms({ store, readModel, clock, ids, plans, cache: streamsKept })
  const outbound = {
    carry: (effect: Effect) => () => {
      hear(effect)
      return Promise.resolve(done)
    },
  }
  const telemetry: Telemetry = {
    observe: (seen) => {
      if (seen._tag === 'trouble') onTrouble(seen.failure._tag)
      else if (seen._tag === 'parked' || seen._tag === 'unloadable') onTrouble(`${seen._tag}: ${seen.work}: ${seen.reason}`)
      else if (seen._tag === 'retried' || seen._tag === 'lost') onTrouble(`${seen._tag}: ${seen.work}`)
    },
  }
  const runtime = createRuntime({ store, readModel, clock, ids, plans, rooms, outbound, telemetry, ...(holder === undefined ? {} : { holder }) })
  return { rooms, plans, clock, ids, start: (): Worker => ({ running: runtime.run(), stop: runtime.stop, level: () => runtime.health().level }) }
}
