import { plus, type Instant, type PartitionProcess, type Position, type ReadModel } from '@disque/core'
import * as E from 'fp-ts/lib/Either.js'
import type { Centres } from '../workers/centres.js'
import { earliestOf, longestPauseMs, postponements, reasonOf } from './documents.js'
import { keyed } from './keyed.js'
import type { History } from './take-over.js'
import type { Seen } from '../telling/telemetry.js'
import type { OnParked, Step, Work } from './work.js'

/** Runs a process whose to-dos depend on all keys of a centre at once: its index is rebuilt from the documents when they are loaded. */
export const partitionWork = <S>(process: PartitionProcess<S>, centres: Centres, readModel: ReadModel, history: History, onParked: OnParked, observe: (seen: Seen) => void): Work => {
  const postponed = postponements()
  const index = process.partition()
  const { docs, keysIn, placeOf, done, ...states } = keyed<S>({
    process, readModel, history, onParked,
    place: (_key, known, event) => known ?? (event === undefined ? undefined : process.centreOf(event)),
    changed: (key, state) => index.put(key, postponed.holds(key) ? undefined : state),
  })

  /** Until when the process is not asked again. */
  let asksAgain: Instant | undefined
  /** A process that cannot say what is to be done is told of and asked again later; all others go on. */
  const asked = <A>(now: Instant, ask: () => A): A | undefined => {
    if (asksAgain !== undefined && asksAgain > now && asksAgain - now <= longestPauseMs) return undefined
    try {
      return ask()
    } catch (error) {
      asksAgain = plus(now, longestPauseMs)
      observe({ _tag: 'unloadable', work: states.name, partition: '*', reason: reasonOf(error) })
      return undefined
    }
  }

  const chosen = (now: Instant, basis: Position, most: number): readonly Step[] => {
    const found = new Map<string | undefined, Step>()
    for (const todo of index.todo(now, basis)) {
      if (found.size >= most) break
      const key = process.keyOf(todo.id)
      const blamed = process.blame(todo.id)
      const centre = placeOf(key)
      if (found.has(centre) || postponed.holds(blamed)) continue
      const action = 'send' in todo ? { send: todo.send } : { carry: todo.carry }
      found.set(centre, { id: todo.id, key: blamed, action, cause: docs.get(key)?.cause, done: (outcome) => done(key, todo.id, outcome) })
    }
    return [...found.values()]
  }

  const drop: Work['drop'] = (partition) => {
    postponed.forget(states.drop(partition))
  }

  return {
    ...states,
    partitions: centres.names,
    drop,
    load: async (partition) => {
      drop(partition)
      const at = await states.load(partition)
      if (E.isLeft(at)) return at
      for (const key of keysIn(partition)) {
        const doc = docs.get(key)
        if (doc?.stopped === undefined) index.put(key, doc?.state)
      }
      return at
    },
    // Each decision changes what the next one of its centre goes by: of each centre one at a time.
    steps: (now, basis, most) => {
      for (const key of postponed.release(now)) {
        const doc = docs.get(key)
        index.put(key, doc?.stopped === undefined ? doc?.state : undefined)
      }
      return asked(now, () => chosen(now, basis, most)) ?? []
    },
    wake: (now) => earliestOf([asked(now, () => index.wake(now)), asksAgain !== undefined && asksAgain > now ? asksAgain : undefined, postponed.earliest()]),
    postpone: (key, until) => {
      postponed.set(key, until)
      index.put(key, undefined)
    },
  }
}
