import { createHash } from 'node:crypto'
import { isLeft } from 'fp-ts/lib/Either.js'
import type { EventStore, Recorded } from '@disque/core'
import { memoryKeys, memoryReadModel, memoryStore } from '@disque/memory'
import { wallClock } from '../figures/wall-clock.js'
import { bring, type Bringing, type Brought } from './bring.js'
import { columns, type Column } from './form.js'
import type { OpenedStore } from './open-store.js'
import { parseLog } from './parse.js'
import { scheduleOf } from './schedule.js'

export const sample = new URL('../../sample/calls.tsv', import.meta.url)

export const clockOf = (zone: string) => {
  const clock = wallClock(zone)
  if (clock === undefined) throw new Error(`there is no zone ${zone}`)
  return clock
}

/** An answered call of ten seconds in the menu, twenty in the queue, a minute of talk. */
const usual: Readonly<Record<Column, string>> = {
  'vru+line': 'LA0101', call_id: '1', customer_id: '1001', priority: '0', type: 'PS', date: '990401',
  vru_entry: '8:00:00', vru_exit: '8:00:10', vru_time: '10', q_start: '8:00:10', q_exit: '8:00:30', q_time: '20',
  outcome: 'AGENT', ser_start: '8:00:30', ser_exit: '8:01:30', ser_time: '60', server: 'agent-01',
}

export const line = (cells: Partial<Record<Column, string>> = {}): string => columns.map((column) => ({ ...usual, ...cells })[column]).join('\t')
export const logText = (...lines: readonly string[]): string => `${[columns.join('\t'), ...lines].join('\n')}\n`

export const unqueued = { q_start: '0:00:00', q_exit: '0:00:00', q_time: '0' }
export const unserved = { ser_start: '0:00:00', ser_exit: '0:00:00', ser_time: '0', server: 'NO_SERVER' }

export const parsed = (text: string) => {
  const log = parseLog(text)
  if (isLeft(log)) throw new Error(log.left._tag)
  return log.right
}

export const bringing = (text: string, zone = 'Asia/Jerusalem'): Bringing => {
  const log = { ...parsed(text), hash: createHash('sha256').update(text).digest('hex') }
  return { file: 'log.tsv', log, schedule: scheduleOf(log.calls, clockOf(zone)), timeZone: zone, clock: clockOf(zone), vaultKey: undefined }
}

export const inMemory = (store: EventStore = memoryStore()): OpenedStore => ({ store, readModel: memoryReadModel(), keys: memoryKeys(), close: store.close })

export const brought = async (text: string, opened: OpenedStore, zone?: string): Promise<Brought> => {
  const result = await bring(bringing(text, zone), opened)
  if (isLeft(result)) throw new Error(result.left.words)
  return result.right
}

export const eventsIn = async (store: EventStore): Promise<readonly Recorded[]> => {
  const events: Recorded[] = []
  for await (const read of store.readAll()) {
    if (isLeft(read)) throw new Error(read.left._tag)
    events.push(read.right)
  }
  return events
}
