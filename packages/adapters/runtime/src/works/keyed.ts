import type { Process, ReadModel, Recorded, TodoOutcome } from '@disque/core'
import { documents, foldOrStop, keysOrStop, parkedEvent, reasonOf, type Doc } from './documents.js'
import type { Open, Place } from '../workers/partitions.js'
import { takenOver, type History } from './take-over.js'
import { causeOf, type OnParked, type Work } from './work.js'

/** What both kinds of processes have: a state for each key, folded from events and outcomes. */
type Folding<S> = Pick<Process<S>, 'name' | 'version' | 'types' | 'keys' | 'initial' | 'evolve' | 'over' | 'done'>

interface Options<S> {
  readonly process: Folding<S>
  readonly place: Place
  readonly readModel: ReadModel
  readonly history: History
  readonly onParked: OnParked
  /** Told of each key whose state is another now: nothing is left to do for one that is over or stopped, or held no longer. */
  readonly changed: (key: string, state: S | undefined) => void
}

export interface Keyed<S> extends Pick<Work, 'name' | 'reads' | 'take' | 'refuse' | 'stop' | 'writes' | 'load'> {
  readonly docs: ReadonlyMap<string, Doc<S>>
  readonly keysIn: (partition: string) => readonly string[]
  readonly placeOf: (key: string) => string | undefined
  /** Answers the keys that were known. */
  readonly drop: (partition: string) => readonly string[]
  readonly done: (key: string, todoId: string, outcome: TodoOutcome) => void
}

/** The documents of a process. */
export const keyed = <S>({ process, place, readModel, history, onParked, changed }: Options<S>): Keyed<S> => {
  const name = `process/${process.name}/${process.version}`
  const { docs, placeOf, keysIn, load, put, park, writes, ...stored } = documents<Doc<S>>(readModel, name, onParked)
  const types = new Set(process.types)
  const docOf = (key: string): Doc<S> => docs.get(key) ?? { state: process.initial, outcomes: [] }

  const keep = (partition: string, key: string, doc: Doc<S>) => {
    const goes = doc.stopped === undefined && process.over(doc.state)
    put(partition, key, goes ? undefined : doc)
    changed(key, goes || doc.stopped !== undefined ? undefined : doc.state)
  }

  const forget = (partition: string, key: string) => {
    put(partition, key, undefined)
    changed(key, undefined)
  }

  const fold = (partition: string, event: Recorded, key: string) => {
    const doc = docOf(key)
    if (doc.stopped === undefined) keep(partition, key, { ...doc, state: process.evolve(doc.state, event, key), cause: causeOf(event) })
  }

  const stopIn = (partition: string, key: string, parked: Parameters<Work['stop']>[1]) => {
    keep(partition, key, { ...docOf(key), stopped: parked.reason })
    park(partition, key, parked)
  }

  /** What lies in no partition concerns nobody: the process never heard of it. */
  const opened = (key: string, event: Recorded, open: Open): string | undefined => {
    const partition = place(key, placeOf(key), event)
    return partition !== undefined && open(partition) ? partition : undefined
  }

  const stop: Work['stop'] = (key, parked) => {
    const partition = place(key, placeOf(key), undefined)
    if (partition !== undefined) stopIn(partition, key, parked)
  }

  const stopForEvent = (key: string, event: Recorded, reason: string, open: Open) => {
    const partition = opened(key, event, open)
    if (partition !== undefined) stopIn(partition, key, parkedEvent(event, reason))
  }

  const refuse: Work['refuse'] = (event, reason, open) => {
    stopForEvent(event.stream, event, reason, open)
  }

  const take: Work['take'] = (event, open) => {
    const stopKey: Work['stop'] = (key, { reason }) => {
      stopForEvent(key, event, reason, open)
    }
    for (const key of keysOrStop(event, process.keys, stopKey)) {
      const partition = opened(key, event, open)
      if (partition !== undefined) foldOrStop(event, key, () => fold(partition, event, key), stopKey)
    }
    return undefined
  }

  const done = (key: string, todoId: string, outcome: TodoOutcome) => {
    const [doc, partition] = [docs.get(key), placeOf(key)]
    if (doc === undefined || partition === undefined) return
    try {
      keep(partition, key, { ...doc, state: process.done(doc.state, todoId, outcome), outcomes: [...doc.outcomes, [todoId, outcome]] })
    } catch (error) {
      stop(key, { what: 'to-do', id: todoId, reason: reasonOf(error) })
    }
  }

  const drop: Keyed<S>['drop'] = (partition) => {
    const keys = stored.drop(partition)
    for (const key of keys) changed(key, undefined)
    return keys
  }

  return {
    name, docs, keysIn, placeOf, take, refuse, stop, done, writes, drop,
    reads: (type) => types.has(type),
    load: (partition) =>
      takenOver(process, partition, readModel, history, { load, docs, keysIn, put: (key, doc) => keep(partition, key, doc), drop: (key) => forget(partition, key), stop, take }),
  }
}
