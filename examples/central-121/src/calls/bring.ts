import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import { handler, storedPlans } from '@disque/core'
import { centreRooms, randomIds, systemClock } from '@disque/runtime'
import { createVault } from '@disque/vault'
import { factsOf, type Facts } from '../figures/read.js'
import { differences } from './check.js'
import { importCalls } from './import.js'
import { heldIn, logDecider, type Opened } from './log-room.js'
import { masterKey } from './master-key.js'
import { anotherLogWords, factsWords, keyWords, stoppedWords, type Failed } from './messages.js'
import type { OpenedStore } from './open-store.js'
import { recordedPlan } from './plan.js'
import type { ReadLog } from './read-log.js'
import type { Schedule } from './schedule.js'
import { subjects } from './subjects.js'
import type { WallClock } from '../figures/wall-clock.js'

export interface Brought {
  readonly facts: Facts
  /** Whether the store did not hold the whole log before. */
  readonly added: boolean
}

export interface Bringing {
  readonly file: string
  readonly log: ReadLog
  readonly schedule: Schedule
  readonly timeZone: string
  readonly clock: WallClock
  readonly vaultKey: string | undefined
}

/** States kept in memory of each kind of stream: more than the moments under way touch, so that none is read twice. */
const cache = 2_000

const fail = (words: string): Either<Failed, never> => E.left({ words })

const openedBy = ({ log, timeZone, schedule: { anomalies, anomalous } }: Bringing): Opened => {
  const contradictions: Record<string, number> = {}
  for (const { contradiction } of anomalies) contradictions[contradiction] = (contradictions[contradiction] ?? 0) + 1
  return { log: log.hash, timeZone, rows: log.rows, malformed: log.malformed.length, phantom: log.phantom, anomalies: anomalous, contradictions }
}

/** Brings a log into a store, unless it is there, and counts what the store then holds, from its events. */
export const bring = async (asked: Bringing, opened: OpenedStore): Promise<Either<Failed, Brought>> => {
  const { store, readModel, keys } = opened
  const { file, log, schedule, timeZone, clock: wall } = asked
  const name = opened.path ?? 'memory:'
  const held = await heldIn(store)
  if (E.isLeft(held)) return fail(factsWords(name, held.left))
  if (held.right === 'other') return fail(`${name} holds something else than a call log. Name another file with --store.`)
  const mine = openedBy(asked)
  const { opened: there, imported } = held.right
  if (there !== undefined && (there.log !== mine.log || there.timeZone !== mine.timeZone)) return fail(anotherLogWords(name))
  if (!imported) {
    const key = masterKey(asked.vaultKey, opened.path, there === undefined)
    if (E.isLeft(key)) return fail(keyWords(key.left))
    const [clock, ids, plans] = [systemClock(), randomIds(), storedPlans(store)]
    const done = await importCalls({
      store,
      rooms: centreRooms({ store, readModel, clock, ids, plans, cache }),
      log: handler(logDecider, { store, clock, ids }),
      opened: mine,
      plan: recordedPlan(log.calls, timeZone),
      calls: schedule.calls,
      clock: wall,
      subjectOf: subjects(createVault({ keys, masterKey: key.right, subjectRef: ids.subjectRef }), ids.subjectRef),
    })()
    if (E.isLeft(done)) return fail(stoppedWords(file, name, done.left))
  }
  const facts = await factsOf(store)()
  if (E.isLeft(facts)) return fail(factsWords(name, facts.left))
  const wrong = differences(log, schedule, facts.right)
  return wrong.length > 0 ? fail(`${name} does not hold what ${file} says: ${wrong.join('; ')}. Keep both files and report it.`) : E.right({ facts: facts.right, added: !imported })
}
