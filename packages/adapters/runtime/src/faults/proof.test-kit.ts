import * as E from 'fp-ts/lib/Either.js'
import { abandonedCallers, centres, project, telephony, waitingContacts, type EventStore, type Instant, type Projection, type ReadModel, type Recorded } from '@disque/core'
import { centreLaws } from '@disque/core/testing'
import { collectionOf } from '../index.js'
import { all } from '../scene.test-kit.js'
import type { Acknowledged } from './people.test-kit.js'

/** Counts a stream's events of each type: one that is folded twice, or not at all, shows. */
export const tally: Projection<Readonly<Record<string, number>>> = {
  name: 'tally',
  version: 1,
  types: ['CallReceived', 'CallQueued', 'CallOffered', 'OfferEnded', 'CallAnswered', 'CallEnded', 'Reserved', 'ReservationEnded', 'Engaged', 'Disengaged', 'WrapUpEnded', 'ShiftStarted', 'ShiftEnded'],
  keys: ({ stream }) => [stream],
  initial: {},
  evolve: (counts, { type }) => ({ ...counts, [type]: (counts[type] ?? 0) + 1 }),
}

/** Offers on a call that never ended, and reservations that led neither to their end nor to an engagement that ended. */
const openEnds = (events: readonly Recorded[]): readonly string[] => {
  const open = new Set<string>()
  for (const { type, data } of events) {
    const offer = String(data['offer'])
    if (type === 'CallOffered') open.add(`offer ${offer}`)
    if (type === 'OfferEnded' || type === 'CallAnswered') open.delete(`offer ${offer}`)
    for (const released of (data['releases'] as readonly string[] | undefined) ?? []) open.delete(`offer ${released}`)
    if (type === 'Reserved') open.add(`reservation ${offer}`)
    if (type === 'ReservationEnded' || type === 'Disengaged') open.delete(`reservation ${offer}`)
  }
  return [...open]
}

/** What was acknowledged and is not there as it was told. */
const lost = (events: readonly Recorded[], acknowledged: readonly Acknowledged[]): readonly string[] => {
  const found = new Map<string, string[]>()
  for (const { stream, type, metadata } of events) {
    const key = `${stream} ${metadata.commandId}`
    found.set(key, [...(found.get(key) ?? []), type])
  }
  return acknowledged
    .filter(({ types }) => types.length > 0)
    .filter(({ commandId, stream, types }) => found.get(`${stream} ${commandId}`)?.join() !== types.join())
    .map(({ commandId, types }) => `${commandId}: ${types.join()}`)
}

/** Commands that were carried out in two goes. */
const twice = (events: readonly Recorded[]): readonly string[] => {
  const last = new Map<string, number>()
  const found: string[] = []
  for (const { stream, revision, metadata } of events) {
    const before = last.get(`${stream} ${metadata.commandId}`)
    if (before !== undefined && before !== revision - 1) found.push(`${stream} ${metadata.commandId}`)
    last.set(`${stream} ${metadata.commandId}`, revision)
  }
  return found
}

const views: readonly Projection<unknown>[] = [waitingContacts, abandonedCallers, centres, tally] as unknown as readonly Projection<unknown>[]

/** Views whose documents are not what the events come to. */
const differing = async (events: readonly Recorded[], readModel: ReadModel): Promise<readonly string[]> => {
  const found: string[] = []
  for (const view of views) {
    const wanted = project(view, events)
    for await (const read of readModel.scan(collectionOf(view))) {
      if (E.isLeft(read)) throw new Error(JSON.stringify(read.left))
      const { key, document } = read.right
      if (JSON.stringify(wanted.get(key)) !== JSON.stringify(document)) found.push(`${view.name} ${key}: ${JSON.stringify(document)} instead of ${JSON.stringify(wanted.get(key))}`)
      wanted.delete(key)
    }
    for (const key of wanted.keys()) found.push(`${view.name} ${key} is missing`)
  }
  return found
}

/** Timers that never fired, and keys that were stopped. */
const leftOver = async (readModel: ReadModel): Promise<readonly string[]> => {
  const found: string[] = []
  for (const collection of ['timers', 'parked']) {
    for await (const read of readModel.scan(collection)) {
      if (E.isLeft(read)) throw new Error(JSON.stringify(read.left))
      found.push(`${collection} ${read.right.key}: ${JSON.stringify(read.right.document)}`)
    }
  }
  return found
}

/** What the exchange should have been told, and was not. */
const untold = (events: readonly Recorded[], carried: ReadonlySet<string>): readonly string[] => {
  const states = new Map<string, Parameters<typeof telephony.evolve>[0]>()
  for (const event of events) {
    if (telephony.types.includes(event.type)) for (const key of telephony.keys(event)) states.set(key, telephony.evolve(states.get(key) ?? telephony.initial, event, key))
  }
  return [...states].flatMap(([key, state]) => telephony.todo(state, 0 as Instant, key)).flatMap(({ id }) => (carried.has(id) ? [] : [id]))
}

export const nothing = { violations: [], openEnds: [], lost: [], twice: [], untold: [], views: [], leftOver: [] }

/** What somebody was told while it went on. */
export interface Told {
  readonly acknowledged: readonly Acknowledged[]
  /** Ids of effects that reached the exchange. */
  readonly carried: ReadonlySet<string>
}

/** Everything that is wrong, once all people are gone and all workers have stopped: it has to be {@link nothing}. */
export const wrongIn = async (store: EventStore, readModel: ReadModel, { acknowledged, carried }: Told) => {
  const events = await all(store)
  const laws = centreLaws()
  for (const event of events) laws.take(event)
  return {
    violations: laws.violations({ finished: true }), openEnds: openEnds(events), lost: lost(events, acknowledged), twice: twice(events), untold: untold(events, carried),
    views: await differing(events, readModel), leftOver: await leftOver(readModel),
  }
}
