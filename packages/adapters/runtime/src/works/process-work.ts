import * as E from 'fp-ts/lib/Either.js'
import type { Instant, Process, ReadModel } from '@disque/core'
import { earliestOf, postponements, reasonOf, type Doc } from './documents.js'
import { keyed } from './keyed.js'
import type { HashPartitions } from '../workers/partitions.js'
import type { History } from './take-over.js'
import type { OnParked, Step, Work } from './work.js'

/** Runs a process whose to-dos each depend on one key. */
export const processWork = <S>(process: Process<S>, partitions: HashPartitions, readModel: ReadModel, history: History, onParked: OnParked): Work => {
  const postponed = postponements()
  /** Keys that may have something to do now. */
  const open = new Set<string>()
  const wakes = new Map<string, Instant>()
  const changed = (key: string, state: S | undefined) => {
    if (state !== undefined) open.add(key)
    else {
      open.delete(key)
      wakes.delete(key)
    }
  }
  const { docs, keysIn, done, ...states } = keyed({ process, place: partitions.of, readModel, history, onParked, changed })

  const stepOf = (key: string, doc: Doc<S>, now: Instant): Step | undefined => {
    const [todo] = process.todo(doc.state, now, key)
    if (todo === undefined) return undefined
    const action = 'send' in todo ? { send: todo.send } : { carry: todo.carry }
    return { id: todo.id, key, action, cause: doc.cause, done: (outcome) => done(key, todo.id, outcome), isHeld: () => docs.has(key) }
  }

  /** What is to be done for an open key; it is open no longer where there is nothing, or it was stopped while it waited. */
  const look = (key: string, now: Instant): Step | undefined => {
    const found = docs.get(key)
    const doc = found?.stopped === undefined ? found : undefined
    const step = doc === undefined ? undefined : stepOf(key, doc, now)
    if (step !== undefined) return step
    open.delete(key)
    const wake = doc === undefined ? undefined : process.wake(doc.state)
    if (wake !== undefined && wake > now) wakes.set(key, wake)
    else wakes.delete(key)
    return undefined
  }

  const steps: Work['steps'] = (now, _basis, most) => {
    for (const key of postponed.release(now)) open.add(key)
    for (const [key, at] of wakes) {
      if (at > now) continue
      open.add(key)
      wakes.delete(key)
    }
    let found: Step[] = []
    for (const key of open) {
      const last = found[most - 1]
      if (last !== undefined && key > last.key) continue
      if (postponed.holds(key)) continue
      try {
        const step = look(key, now)
        if (step !== undefined) found = [...found.filter((other) => other.key < key), step, ...found.filter((other) => other.key > key)].slice(0, most)
      } catch (error) {
        // PROC-03 A process that cannot say what is to be done for a key does nothing more for it, and goes on with the others.
        states.stop(key, { what: 'to-do', id: key, reason: reasonOf(error) })
      }
    }
    return found
  }

  const drop: Work['drop'] = (partition) => {
    postponed.forget(states.drop(partition))
  }

  return {
    ...states,
    partitions: partitions.names,
    drop,
    load: async (partition) => {
      drop(partition)
      const at = await states.load(partition)
      if (E.isRight(at)) for (const key of keysIn(partition)) if (docs.get(key)?.stopped === undefined) open.add(key)
      return at
    },
    steps,
    wake: () => earliestOf([...wakes.values(), postponed.earliest()]),
    postpone: postponed.set,
  }
}
