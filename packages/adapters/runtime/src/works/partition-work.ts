import type { PartitionProcess, ReadModel } from '@disque/core'
import * as E from 'fp-ts/lib/Either.js'
import type { Centres } from '../workers/centres.js'
import { earliestOf, postponements } from './documents.js'
import { keyed } from './keyed.js'
import type { History } from './take-over.js'
import type { OnParked, Step, Work } from './work.js'

/** Runs a process whose to-dos depend on all keys of a centre at once: its index is rebuilt from the documents when they are loaded. */
export const partitionWork = <S>(process: PartitionProcess<S>, centres: Centres, readModel: ReadModel, history: History, onParked: OnParked): Work => {
  const postponed = postponements()
  const index = process.partition()
  const { docs, keysIn, placeOf, done, ...states } = keyed<S>({
    process, readModel, history, onParked,
    place: (_key, known, event) => known ?? (event === undefined ? undefined : process.centreOf(event)),
    changed: (key, state) => index.put(key, postponed.holds(key) ? undefined : state),
  })

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
    },
    wake: (now) => earliestOf([index.wake(now), postponed.earliest()]),
    postpone: (key, until) => {
      postponed.set(key, until)
      index.put(key, undefined)
    },
  }
}
