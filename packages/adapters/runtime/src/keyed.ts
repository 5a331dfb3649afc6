import type { Process, ReadModel, Recorded, TodoOutcome } from '@disque/core'
import { documents, foldOrStop, keysOrStop, reasonOf, type Doc } from './documents.js'
import { takenOver, type History } from './take-over.js'
import { causeOf, type OnParked, type Work } from './work.js'

/** What both kinds of processes have: a state for each key, folded from events and outcomes. */
type Folding<S> = Pick<Process<S>, 'name' | 'version' | 'types' | 'keys' | 'initial' | 'evolve' | 'over' | 'done'>

export interface Keyed<S> extends Pick<Work, 'name' | 'reads' | 'take' | 'stop' | 'writes' | 'load'> {
  readonly docs: ReadonlyMap<string, Doc<S>>
  readonly done: (key: string, todoId: string, outcome: TodoOutcome) => void
}

/** The documents of a process. `changed` is told of each key whose state is another now: nothing is left to do for one that is over or stopped. */
export const keyed = <S>(process: Folding<S>, readModel: ReadModel, history: History, onParked: OnParked, changed: (key: string, state: S | undefined) => void): Keyed<S> => {
  const name = `process/${process.name}/${process.version}`
  const { docs, load, put, park, writes } = documents<Doc<S>>(readModel, name, onParked)
  const types = new Set(process.types)
  const docOf = (key: string): Doc<S> => docs.get(key) ?? { state: process.initial, outcomes: [] }

  const keep = (key: string, doc: Doc<S>) => {
    const goes = doc.stopped === undefined && process.over(doc.state)
    put(key, goes ? undefined : doc)
    changed(key, goes || doc.stopped !== undefined ? undefined : doc.state)
  }

  const fold = (event: Recorded, key: string) => {
    const doc = docOf(key)
    if (doc.stopped === undefined) keep(key, { ...doc, state: process.evolve(doc.state, event, key), cause: causeOf(event) })
  }

  const stop: Work['stop'] = (key, parked) => {
    keep(key, { ...docOf(key), stopped: parked.reason })
    park(key, parked)
  }

  const take: Work['take'] = (event) => {
    for (const key of keysOrStop(event, process.keys, stop)) foldOrStop(event, key, () => fold(event, key), stop)
    return undefined
  }

  const done = (key: string, todoId: string, outcome: TodoOutcome) => {
    const doc = docs.get(key)
    if (doc === undefined) return
    try {
      keep(key, { ...doc, state: process.done(doc.state, todoId, outcome), outcomes: [...doc.outcomes, [todoId, outcome]] })
    } catch (error) {
      stop(key, { what: 'to-do', id: todoId, reason: reasonOf(error) })
    }
  }

  return {
    name, docs, take, stop, done, writes,
    reads: (type) => types.has(type),
    load: () => takenOver(process, readModel, history, { load, docs, put: keep, drop: (key) => put(key, undefined), take }),
  }
}
