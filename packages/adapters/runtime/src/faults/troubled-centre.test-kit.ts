import * as TE from 'fp-ts/lib/TaskEither.js'
import { expect } from 'vitest'
import { storedPlans, type EventStore, type ReadModel } from '@disque/core'
import { seededIds } from '@disque/core/testing'
import { centreRooms, createRuntime, type Seen } from '../index.js'
import { fastClocks, until, type MovableClock } from './clocks.test-kit.js'
import { people, type People } from './people.test-kit.js'
import { nothing, tally, wrongIn } from './proof.test-kit.js'

/** One process's way to store and read model. */
export interface Place {
  readonly store: EventStore
  readonly readModel: ReadModel
  readonly close: () => Promise<void>
}

/** A worker that runs by itself, and what it told. */
export interface Worker {
  readonly name: string
  readonly clock: MovableClock
  readonly seen: readonly Seen[]
  readonly health: ReturnType<typeof createRuntime>['health']
  readonly stop: () => Promise<void>
}

/** Of the workers' clocks: a second and a half of the machine's. */
export const leaseMs = 60_000

const worker = (name: string, { store, readModel }: Place, clock: MovableClock, carried: Set<string>): Worker => {
  const seen: Seen[] = []
  const common = { store, readModel, clock, ids: seededIds(name), plans: storedPlans(store) }
  const runtime = createRuntime({
    ...common, rooms: centreRooms(common), holder: name, leaseMs, projections: [tally], tries: 50,
    outbound: { carry: ({ id }) => TE.fromIO(() => void carried.add(id)) },
    telemetry: { observe: (one) => void seen.push(one) },
  })
  const running = runtime.run()
  return {
    name, clock, seen, health: runtime.health,
    stop: async () => {
      await runtime.stop()
      await running
    },
  }
}

/** How often it has tried in vain since it last went well. */
const triesOf = (seen: readonly Seen[]): number => {
  const last = seen.findLast((one) => one._tag === 'trouble' || one._tag === 'recovered')
  return last?._tag === 'trouble' ? last.tries : 0
}

export interface TroubledCentre {
  readonly workers: readonly Worker[]
  readonly people: People
  /** Until so many more calls have ended. */
  readonly untilServed: (more: number) => Promise<void>
  /** Whether each worker has told something of the kind. */
  readonly haveAllTold: (tag: Seen['_tag']) => boolean
  /** Until every worker waits, and has tried again more than once. */
  readonly untilAllWait: () => Promise<void>
  readonly untilAllWork: () => Promise<void>
  /** Everybody goes home, all workers finish and stop; then nothing may be wrong in what is stored. */
  readonly proveAll: () => Promise<void>
  readonly close: () => Promise<void>
}

/** A centre that is at work: callers call, attendants answer, `many` workers move it. Each of them has a place of its own. */
export const troubledCentre = async (placeOf: (name: string) => Promise<Place>, many = 2): Promise<TroubledCentre> => {
  const clockFor = fastClocks()
  const places: Place[] = []
  const place = async (name: string): Promise<Place> => {
    const made = await placeOf(name)
    places.push(made)
    return made
  }
  const own = await place('people')
  const clock = clockFor()
  const crowd = people({ ...own, clock })
  const carried = new Set<string>()
  const workers: Worker[] = []
  for (let n = 0; n < many; n++) workers.push(worker(`worker-${n}`, await place(`worker-${n}`), clockFor(), carried))

  let over = false
  let broken: unknown
  const living = (async () => {
    while (!over) {
      await crowd.act()
      await clock.pause(400)
    }
  })().catch((error: unknown) => {
    broken = error
  })
  const holds = (condition: () => boolean): Promise<void> =>
    until(() => {
      if (broken !== undefined) throw broken instanceof Error ? broken : new Error(JSON.stringify(broken))
      return condition()
    })
  const untilServed = (more: number): Promise<void> => {
    const wanted = crowd.served() + more
    return holds(() => crowd.served() >= wanted)
  }
  /** All have read everything there was, twice: what they did after the first time is read by the second. */
  const untilLevel = async (): Promise<void> => {
    for (let rounds = 0; rounds < 2; rounds++) {
      const before = workers.map(({ health }) => health().level)
      await holds(() => workers.every(({ health }, n) => health().state === 'working' && health().level !== before[n]))
    }
  }

  return {
    workers, people: crowd, untilServed,
    haveAllTold: (tag) => workers.every(({ seen }) => seen.some(({ _tag }) => _tag === tag)),
    untilAllWait: () => holds(() => workers.every(({ health, seen }) => health().state === 'waiting' && triesOf(seen) > 1)),
    untilAllWork: () => holds(() => workers.every(({ health }) => health().state === 'working')),
    proveAll: async () => {
      crowd.goHome()
      await holds(crowd.areGone)
      for (let position = ''; position !== crowd.position(); ) {
        position = crowd.position()
        await untilLevel()
      }
      over = true
      await living
      for (const one of workers) await one.stop()
      expect(workers.map(({ health }) => health().state)).toEqual(workers.map(() => 'stopped'))
      expect(await wrongIn(own.store, own.readModel, { acknowledged: crowd.acknowledged(), carried })).toEqual(nothing)
    },
    close: async () => {
      over = true
      for (const one of workers) await one.stop()
      for (const { close } of places) await close()
    },
  }
}
