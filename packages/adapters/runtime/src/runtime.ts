import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import {
  abandonedCallers, centres as centresView, malformedAt, offers, routing, signing, telephony, waitingContacts,
  type AnyProcess, type CentreId, type Clock, type EventStore, type Ids, type Instant, type Outbound, type Projection, type ReadModel, type StoredPlans,
} from '@disque/core'
import { attentive } from './moving/attentive-plans.js'
import { knownCentres } from './workers/centres.js'
import { engine } from './moving/engine.js'
import type { RuntimeFailure } from './failures.js'
import { healthRecord, type Health } from './telling/health.js'
import { live } from './moving/live.js'
import { partitionWork } from './works/partition-work.js'
import { hashPartitions } from './workers/partitions.js'
import { prepareWith } from './works/prepare.js'
import { processWork } from './works/process-work.js'
import { projectionWork } from './works/projection-work.js'
import { roomsByCategory, type CentreRooms } from './rooms.js'
import { settling, type Settled } from './moving/settle.js'
import type { History } from './works/take-over.js'
import { quietly, type Telemetry } from './telling/telemetry.js'
import { timers } from './works/timers.js'
import { watchedClock } from './telling/watched-clock.js'
import type { OnParked, Work } from './works/work.js'
import type { Holding } from './workers/workers.js'

type AnyProjection = Projection<any> // eslint-disable-line @typescript-eslint/no-explicit-any -- states differ

export interface RuntimeOptions {
  readonly store: EventStore
  readonly readModel: ReadModel
  readonly clock: Clock
  readonly ids: Ids
  readonly rooms: CentreRooms
  readonly plans: StoredPlans
  /** Where effects go. Without it nothing is rung, announced or connected. */
  readonly outbound?: Outbound
  /** Instead of {@link standardProcesses}. */
  readonly processes?: readonly AnyProcess[]
  /** Views of the embedder's own, kept up to date beside the standard ones. */
  readonly projections?: readonly AnyProjection[]
  /** Names this worker in leases; a random one where absent. */
  readonly holder?: string
  /** How long a lease lasts unrenewed: after so long another worker takes over. */
  readonly leaseMs?: number
  /**
   * Into how many partitions each piece of work is split, and so among how many workers at most; routing has one for each centre.
   * All workers of a read model say the same, for ever.
   */
  readonly partitions?: number
  /** How often a to-do is tried, with pauses that grow to a minute, before it is parked. */
  readonly tries?: number
  /** Steps at one instant before {@link Runtime.settle} calls it a failure. */
  readonly stepsAtOnce?: number
  /** How many steps {@link Runtime.run} takes together, each of another key; routing takes one of each centre. */
  readonly stepsTogether?: number
  /** {@link Runtime.run} writes views and checkpoints at most so often, in milliseconds: after a crash so much is worked out again. */
  readonly checkpointMs?: number
  /** Steps from one checkpoint to the next at most: what was done since is worked out again after a crash, and done no second time. */
  readonly stepsPerCheckpoint?: number
  /** Told of every key that does nothing more; what it throws is thrown away. */
  readonly onParked?: OnParked
  /** Where it tells what it does, for logs, metrics and traces. */
  readonly telemetry?: Telemetry
}

export interface Runtime {
  /** Does everything that is due at `now`, one step after another, until nothing is left. */
  readonly settle: (now: Instant) => TaskEither<RuntimeFailure, Settled>
  /** Writes what was worked out since the last checkpoint; `run` does so by itself. Waits for a round that is under way: never ask from within a step. */
  readonly checkpoint: () => TaskEither<RuntimeFailure, void>
  /** Runs until {@link Runtime.stop}: resolves when everything has been written and the leases are given back. */
  readonly run: () => Promise<void>
  readonly stop: () => Promise<void>
  /** What this worker holds. */
  readonly holds: () => readonly Holding[]
  /** How this worker is: for a health check. */
  readonly health: () => Health
}

/** What moves the telephone: offers, routing, signing in and out, and the exchange's effects. */
export const standardProcesses = (plans: StoredPlans): readonly AnyProcess[] => [offers, routing(plans.inForce), signing, telephony]

/** Processes, timers and views over any store: one worker of perhaps many. */
export const createRuntime = (options: RuntimeOptions): Runtime => {
  const { store, readModel, clock, ids, outbound, leaseMs = 15_000, partitions = 8, tries = 20, stepsAtOnce = 100_000, stepsPerCheckpoint = 256, stepsTogether = 16, checkpointMs = 100 } = options
  const { projections = [], telemetry = {} } = options
  const observe = quietly(telemetry.observe)
  const { plans, fetch } = attentive(options.plans, (centre, reason) => observe({ _tag: 'unloadable', work: 'plans', partition: centre, reason }))
  const { processes = standardProcesses(plans) } = options
  let parkedKeys = 0
  const onParked: OnParked = (work, key, parked) => {
    parkedKeys++
    observe({ _tag: 'parked', work, key, ...parked })
    try {
      options.onParked?.(work, key, parked)
    } catch {
      // Telling is no part of the work.
    }
  }
  const rooms = roomsByCategory(options.rooms)

  const history: History = async function* (types, upTo) {
    for await (const read of store.readAll({ filter: { types } })) {
      if (E.isRight(read) && read.right.position > upTo) return
      yield read
      if (E.isLeft(read)) return
    }
  }
  const byName = [...processes].filter((p) => outbound !== undefined || p.name !== telephony.name).sort((a, b) => (a.name < b.name ? -1 : 1))
  const centres = knownCentres(readModel)
  const hashed = hashPartitions(partitions)
  const waiting = projectionWork(waitingContacts, hashed, readModel, onParked)
  const works: readonly Work[] = [
    timers({ rooms, partitions: hashed, store, readModel, prepare: prepareWith(plans, readModel, waiting.unwritten), cache: 20_000, onParked }),
    ...byName.map((p) => (p.scope === 'key' ? processWork(p, hashed, readModel, history, onParked) : partitionWork(p, centres, readModel, history, onParked, observe))),
    waiting,
    ...[abandonedCallers, centresView, ...projections].map((p) => projectionWork(p, hashed, readModel, onParked)),
  ]
  const stirring = { stir: () => undefined as void }
  const moves = engine({
    store, readModel, clock, ids, outbound, rooms, works, centres, partitions, holder: options.holder ?? ids.next(), leaseMs, tries, stepsPerCheckpoint, observe, around: telemetry.step, stir: () => stirring.stir(), decode: malformedAt,
    atRest: fetch,
    refreshPlans: async (centres) => {
      for (const centre of centres) {
        const read = await plans.refresh(centre as CentreId)()
        if (E.isLeft(read)) return read
      }
      return E.right(undefined)
    },
    changesAfter: plans.changesAfter,
    before: (event) => {
      centres.learn(event)
      return event.type === 'PlanChanged' && 'centre' in event.data ? plans.refresh(event.data['centre'] as CentreId)() : undefined
    },
  })
  const health = healthRecord(clock, observe)
  const settle = settling(moves, health, stepsAtOnce)
  const { run, stop, ...living } = live({ engine: moves, store, clock, time: watchedClock(clock, leaseMs, observe), leaseMs, stepsTogether, checkpointMs, health })
  stirring.stir = living.stir
  return {
    settle: (now) => () => settle(now), checkpoint: () => () => moves.checkpoint(), run, stop, holds: moves.holds,
    health: () => ({ ...health.now(), level: moves.level(), holds: moves.holds().length, parked: parkedKeys }),
  }
}
