import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { planAt, type Plan, type PlanEdition } from '../plan/plan.js'
import type { EventStore, ReadFailure, Recorded } from '../ports/event-store.js'
import type { Plans } from '../ports/plans.js'
import { streamName, type CentreId, type PlanVersion } from '../shared/ids.js'
import { later, type Instant } from '../shared/instant.js'
import { placeOf } from '../shared/place.js'
import { centreDecider, Event } from './centre.js'

interface Unavailable {
  readonly _tag: 'StoreUnavailable'
  readonly reason: string
  /** The plans are there and cannot be read: asking again changes nothing until somebody has mended them. */
  readonly damaged?: true
}

/** The plans of all centres of a store, read as they are asked for and kept: a version never changes. */
export interface StoredPlans extends Plans {
  /**
   * A version that `load` or `refresh` has made available.
   *
   * @throws RangeError when it has not: a decider is asked only after its plans are loaded.
   */
  readonly plan: (version: PlanVersion) => Plan
  /** What the centre works by at this instant, of the plans known by then and read so far. */
  readonly inForce: (centre: CentreId, at: Instant) => PlanEdition | undefined
  /** When one of the plans read so far begins to count next, by the clock alone. */
  readonly changesAfter: (at: Instant) => Instant | undefined
  /** Reads what is new of a centre's plans. */
  readonly refresh: (centre: CentreId) => TaskEither<Unavailable, void>
}

interface Read {
  /** −1 before the first event. */
  revision: number
  readonly editions: PlanEdition[]
}

const damaged = (reason: string): Unavailable => ({ _tag: 'StoreUnavailable', reason, damaged: true })

const unavailable = (failure: ReadFailure): Unavailable => {
  switch (failure._tag) {
    case 'StoreUnavailable':
    case 'AccessDenied': return { _tag: 'StoreUnavailable', reason: failure.reason }
    case 'StoreClosed': return { _tag: 'StoreUnavailable', reason: 'the store is closed' }
    case 'StreamDeleted': return damaged(`${failure.stream} was deleted`)
    case 'StoredEventUnreadable': return damaged(`${failure.stream} at ${failure.revision}: ${failure.reason}`)
  }
}

const centreOf = (version: PlanVersion): CentreId => version.slice(0, version.lastIndexOf('@')) as CentreId

export const storedPlans = (store: Pick<EventStore, 'read'>): StoredPlans => {
  const centres = new Map<CentreId, Read>()
  const byVersion = new Map<PlanVersion, Plan>()

  /** Readers may overlap: what another has taken in the meantime is passed over. */
  const take = (read: Read, recorded: Recorded): Either<Unavailable, void> => {
    const place = `${recorded.stream} at ${recorded.revision}`
    if (recorded.revision <= read.revision) return E.right(undefined)
    if (recorded.revision !== read.revision + 1) return E.left(damaged(`${place}: the events before it are missing`))
    const decoded = Event.decode(recorded.data)
    if (E.isLeft(decoded)) return E.left(damaged(`${place}: ${placeOf(decoded.left)}`))
    const { version, at, validAt, plan } = decoded.right
    read.editions.push({ version, knownAt: at, validAt, plan })
    byVersion.set(version, plan)
    read.revision = recorded.revision
    return E.right(undefined)
  }

  const refresh: StoredPlans['refresh'] = (centre) => async () => {
    const read = centres.get(centre) ?? { revision: -1, editions: [] }
    centres.set(centre, read)
    for await (const next of store.read(streamName(centreDecider.category, centre), read.revision < 0 ? {} : { after: read.revision })) {
      if (E.isLeft(next)) return E.left(unavailable(next.left))
      const taken = take(read, next.right)
      if (E.isLeft(taken)) return taken
    }
    return E.right(undefined)
  }

  const changesAfter: StoredPlans['changesAfter'] = (at) => {
    let next: Instant | undefined
    for (const { editions } of centres.values())
      for (const { knownAt, validAt } of editions) {
        const counts = later(knownAt, validAt)
        if (counts > at && (next === undefined || counts < next)) next = counts
      }
    return next
  }

  return {
    // PLANS-01 A version that was read once is never asked for again; one that the store does not have is unknown.
    load: (versions) => async () => {
      const missing = versions.filter((v) => !byVersion.has(v))
      for (const centre of new Set(missing.map(centreOf))) {
        const read = await refresh(centre)()
        if (E.isLeft(read)) return read
      }
      const version = missing.find((v) => !byVersion.has(v))
      return version === undefined ? E.right(undefined) : E.left({ _tag: 'PlanUnknown', version })
    },
    has: (version) => byVersion.has(version),
    plan: (version) => {
      const found = byVersion.get(version)
      if (found === undefined) throw new RangeError(`the plan ${version} is not loaded; ask load or refresh first`)
      return found
    },
    // PLANS-02 In force at an instant is what was known by then and counts by then.
    inForce: (centre, at) => planAt(centres.get(centre)?.editions ?? [], at, at),
    // PLANS-03 A plan that is to count later is waited for: who works by plans looks again at that instant.
    changesAfter,
    refresh,
  }
}
