import type { PartitionProcess, ReadModel } from '@disque/core'
import { earliestOf, postponements } from './documents.js'
import { keyed } from './keyed.js'
import type { History } from './take-over.js'
import type { OnParked, Work } from './work.js'

/** Runs a process whose to-dos depend on all its keys at once: its index is rebuilt from the documents when it is loaded. */
export const partitionWork = <S>(process: PartitionProcess<S>, readModel: ReadModel, history: History, onParked: OnParked): Work => {
  const postponed = postponements()
  let index = process.partition()
  const { docs, done, ...states } = keyed(process, readModel, history, onParked, (key, state) => index.put(key, postponed.holds(key) ? undefined : state))

  return {
    ...states,
    load: async () => {
      postponed.clear()
      const at = await states.load()
      index = process.partition()
      for (const [key, doc] of docs) if (doc.stopped === undefined) index.put(key, doc.state)
      return at
    },
    next: (now, basis) => {
      for (const key of postponed.release(now)) {
        const doc = docs.get(key)
        index.put(key, doc?.stopped === undefined ? doc?.state : undefined)
      }
      for (const todo of index.todo(now, basis)) {
        const key = process.keyOf(todo.id)
        const blamed = process.blame(todo.id)
        if (postponed.holds(blamed)) continue
        const action = 'send' in todo ? { send: todo.send } : { carry: todo.carry }
        return { id: todo.id, key: blamed, action, cause: docs.get(key)?.cause, done: (outcome) => done(key, todo.id, outcome) }
      }
      return undefined
    },
    wake: (now) => earliestOf([index.wake(now), postponed.earliest()]),
    postpone: (key, until) => {
      postponed.set(key, until)
      index.put(key, undefined)
    },
  }
}
