import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import { plus, storedPlans, type EventStore, type Instant, type Position } from '@disque/core'
import { centreRooms } from '@disque/runtime'
import type { Failed } from '../calls/messages.js'
import { strokes } from './chaos.js'
import { fastClock, wallPause } from './clock.js'
import { conductor } from './conductor.js'
import { crew } from './crew.js'
import { havoc, type Havoc } from './havoc.js'
import type { Places } from './messages.js'
import type { CentralOptions } from './options.js'
import { patient } from './patient.js'
import type { Opened } from './places.js'
import { storeOf } from './run-store.js'
import type { Setting } from './setting.js'
import { following } from './settled.js'
import { idsOf, stage } from './stage.js'
import { tally, type Tally } from './tally.js'

export interface Lived {
  /** The store as the run saw it. */
  readonly store: EventStore
  readonly havoc: Havoc
  readonly tally: Tally
  /** How long after its instant an action of people was over at the worst, in simulated milliseconds. */
  readonly lateMs: number
  readonly actions: number
  readonly wallSeconds: number
}

interface Run {
  readonly options: CentralOptions
  readonly setting: Setting
  readonly places: Places
  readonly opened: Opened
  /** Where the run's events begin at the earliest. */
  readonly after: Position | undefined
  /** A whole path. */
  readonly log: string | undefined
  readonly tell: (words: string) => void
  readonly onStop: (undo: () => void) => void
  /** Told of every simulated half-hour. */
  readonly onProgress: (at: Instant) => void
}

/** A lease, of the wall's time: so long nothing is done of what a dead worker held. */
const leaseWallMs = 2000
const leastLeaseMs = 15_000
const checkpointWallMs = 100
/** So long workers share the work among themselves before anybody comes. */
const settlesInMs = 5000
const looksEveryMs = 250
/** So long nothing may happen while calls are open: then they are lost. */
const patienceMs = 60_000
const halfHourMs = 30 * 60_000

/** A run with worker processes, from its first event until everybody has gone home. Throws `Unexpected` where a command ends as none should. */
export const live = async ({ options, setting, places, opened, after, log, tell, onStop, onProgress }: Run): Promise<Either<Failed, Lived>> => {
  const { speed, workers, chaos } = options
  const { centre } = setting.plan
  const leaseMs = Math.max(leastLeaseMs, leaseWallMs * speed)
  const wakes = plus(setting.begins, -settlesInMs * speed)
  const [store, clock, ids, counted] = [storeOf(opened.store, centre, after), fastClock(wakes, speed), idsOf(setting), tally()]
  const plans = storedPlans(store)
  const rooms = patient(centreRooms({ store, readModel: opened.readModel, clock, ids, plans }), wallPause, ({ _tag }) => counted.troubled(_tag))
  const world = await stage({ rooms, plans, ids, clock }, setting)
  const people = conductor(world, clock)

  let fallen = 0
  let over = false
  const all = crew({
    orders: {
      places, centre, wakes, speed, leaseMs, checkpointMs: checkpointWallMs * speed, ...(after === undefined ? {} : { after }), ...(log === undefined ? {} : { log }),
    },
    carry: async (effect) => {
      await world.outbound.carry(effect)()
      people.stir()
    },
    onSeen: counted.see,
    onFallen: (words) => {
      tell(`A worker ended by itself. ${words}`)
      if (++fallen > 3 * workers) people.stop()
      else setTimeout(() => !over && all.start(), 500)
    },
  })
  onStop(all.abandon)
  await Promise.all(Array.from({ length: workers }, () => all.start().ready))

  const began = performance.now()
  const pace = { from: wakes, wallFrom: Date.now(), speed }
  clock.go(pace)
  all.go(pace)
  const acting = people.run()
  const raging = chaos === undefined ? undefined : havoc(all, strokes(chaos, leaseMs / speed), tell)

  /** Until everybody is done, every call has ended and every shift is closed, or nothing happens any more. */
  const watch = async (): Promise<void> => {
    const events = following(store)
    let quietSince = performance.now()
    let told = Math.floor(clock.now() / halfHourMs)
    while (!over) {
      await wallPause(looksEveryMs)
      const halfHours = Math.floor(clock.now() / halfHourMs)
      if (halfHours > told) onProgress(clock.now())
      told = halfHours
      if (!people.isIdle()) quietSince = performance.now()
      else {
        await raging?.end()
        const read = await events.advance()
        if (E.isLeft(read)) counted.troubled(read.left._tag)
        else if (read.right > 0) quietSince = performance.now()
        else if (events.open() === 0 && people.isIdle()) return
      }
      if (performance.now() - quietSince > patienceMs) return tell(`For ${patienceMs / 1000} s nothing has happened, and ${events.open()} calls and shifts are open.`)
    }
  }

  try {
    await Promise.race([watch(), acting])
    people.stop()
    await acting
    if (fallen > 3 * workers) return E.left({ words: 'Workers end by themselves again and again; the run was given up.' })
  } finally {
    over = true
    await raging?.end()
    await all.stop()
  }
  const { lateMs, done } = people.lateness()
  return E.right({
    store, lateMs, actions: done, tally: counted.total(), havoc: (await raging?.end()) ?? { kills: 0, freezes: 0, started: 0 }, wallSeconds: (performance.now() - began) / 1000,
  })
}
