import * as E from 'fp-ts/lib/Either.js'
import type { Instant, Process, ReadModel } from '@disque/core'
import { earliestOf, postponements, type Doc } from './documents.js'
import { keyed } from './keyed.js'
import type { History } from './take-over.js'
import type { OnParked, Step, Work } from './work.js'

/** Runs a process whose to-dos each depend on one key. */
export const processWork = <S>(process: Process<S>, readModel: ReadModel, history: History, onParked: OnParked): Work => {
  const postponed = postponements()
  /** Keys that may have something to do now. */
  const open = new Set<string>()
  const wakes = new Map<string, Instant>()
  const { docs, done, ...states } = keyed(process, readModel, history, onParked, (key, state) => {
    if (state !== undefined) open.add(key)
    else {
      open.delete(key)
      wakes.delete(key)
    }
  })

  const stepOf = (key: string, doc: Doc<S>, now: Instant): Step | undefined => {
    const [todo] = process.todo(doc.state, now, key)
    if (todo === undefined) return undefined
    const action = 'send' in todo ? { send: todo.send } : { carry: todo.carry }
    return { id: todo.id, key, action, cause: doc.cause, done: (outcome) => done(key, todo.id, outcome) }
  }

  const next: Work['next'] = (now) => {
    for (const key of postponed.release(now)) open.add(key)
    for (const [key, at] of wakes) if (at <= now) open.add(key)
    let found: Step | undefined
    for (const key of open) {
      if (found !== undefined && key > found.key) continue
      if (postponed.holds(key)) continue
      const doc = docs.get(key)
      const step = doc === undefined ? undefined : stepOf(key, doc, now)
      if (step !== undefined) {
        found = step
        continue
      }
      open.delete(key)
      const wake = doc === undefined ? undefined : process.wake(doc.state)
      if (wake !== undefined && wake > now) wakes.set(key, wake)
      else wakes.delete(key)
    }
    return found
  }

  return {
    ...states,
    load: async () => {
      open.clear()
      wakes.clear()
      postponed.clear()
      const at = await states.load()
      if (E.isRight(at)) for (const [key, doc] of docs) if (doc.stopped === undefined) open.add(key)
      return at
    },
    next,
    wake: () => earliestOf([...wakes.values(), postponed.earliest()]),
    postpone: postponed.set,
  }
}
