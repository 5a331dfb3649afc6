import { all, configStream } from './names.js'
import { jsonObject } from '../../log/stream-metadata.js'
import { parse, text } from '../group/place.js'
import { strategyNames, type Settings, type StrategyName } from '../group/settings.js'
import type { Filter } from './filter.js'
import type { Log } from '../../log/model.js'

/** A group as it is kept over restarts. */
export interface Kept {
  readonly source: string
  readonly name: string
  readonly filter?: Filter
  readonly settings: Settings
}

export const isStrategy = (name: unknown): name is StrategyName => strategyNames.some((known) => known === name)

const filterFields = ({ on, by }: Filter) => ({
  context: on === 'stream' ? 'streamid' : 'eventtype',
  ...('regex' in by ? { type: 'regex', data: by.regex } : { type: 'prefix', data: by.prefixes.join(',') }),
  isAllStream: true,
})

// What has its default is left out, as the server does.
const fields = ({ source, name, filter, settings }: Kept) => {
  const plain = {
    resolveLinkTos: settings.resolveLinks,
    extraStatistics: settings.extraStatistics,
    messageTimeout: settings.messageTimeout,
    startFrom: 'revision' in settings.startFrom ? Number(settings.startFrom.revision) : -(2 ** 63),
    startPosition: text(settings.startFrom),
    liveBufferSize: settings.liveBufferSize,
    historyBufferSize: settings.bufferSize,
    maxRetryCount: settings.maxRetries,
    readBatchSize: settings.readBatchSize,
    checkPointAfter: settings.checkpointAfter,
    minCheckPointCount: settings.minCheckpoint,
    maxCheckPointCount: settings.maxCheckpoint,
    maxSubscriberCount: settings.maxSubscribers,
  }
  const set = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== 0 && value !== false))
  return { stream: source, group: name, ...(filter === undefined ? {} : { filter: filterFields(filter) }), ...set, namedConsumerStrategy: settings.strategy }
}

interface Saving {
  readonly groups: readonly Kept[]
  readonly user: string
  readonly now: number
  readonly newId: () => string
}

/** Writes the settings of all groups; the stream keeps the last two of them. */
export const saveConfig = (log: Log, { groups, user, now, newId }: Saving): void => {
  const before = log.readStream(configStream, 'end', 1, 'backwards')
  const write = (stream: string, type: string, json: string) =>
    log.append(stream, 'any', [{ id: newId(), type, isJson: true, data: Buffer.from(json), metadata: new Uint8Array() }])
  if (before._tag !== 'Found' || before.events.length === 0) write(`$$${configStream}`, '$metadata', JSON.stringify({ $maxCount: 2 }))
  const updated = new Date(now).toISOString().replace('Z', '+00:00')
  write(configStream, '$PersistentConfig', JSON.stringify({ version: '2', updated, updatedBy: user, entries: groups.map(fields) }, null, 2))
}

const field = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined

const words = (value: unknown): string => (typeof value === 'string' ? value : '')
const number = (value: unknown): number => (typeof value === 'number' ? value : 0)

const filterIn = (entry: unknown): Filter | undefined => {
  const found = field(entry, 'filter')
  if (found === undefined) return undefined
  const data = words(field(found, 'data'))
  const by = field(found, 'type') === 'regex' ? { regex: data } : { prefixes: data.split(',').filter((prefix) => prefix !== '') }
  return { on: field(found, 'context') === 'streamid' ? 'stream' : 'type', by }
}

const kept = (entry: unknown): readonly Kept[] => {
  const strategy = field(entry, 'namedConsumerStrategy')
  const source = words(field(entry, 'stream'))
  const startFrom = parse(words(field(entry, 'startPosition')))
  if (!isStrategy(strategy) || startFrom === undefined) return []
  const filter = source === all ? filterIn(entry) : undefined
  const settings: Settings = {
    startFrom,
    strategy,
    resolveLinks: field(entry, 'resolveLinkTos') === true,
    extraStatistics: field(entry, 'extraStatistics') === true,
    messageTimeout: number(field(entry, 'messageTimeout')),
    maxRetries: number(field(entry, 'maxRetryCount')),
    bufferSize: number(field(entry, 'historyBufferSize')),
    liveBufferSize: number(field(entry, 'liveBufferSize')),
    readBatchSize: number(field(entry, 'readBatchSize')),
    checkpointAfter: number(field(entry, 'checkPointAfter')),
    minCheckpoint: number(field(entry, 'minCheckPointCount')),
    maxCheckpoint: number(field(entry, 'maxCheckPointCount')),
    maxSubscribers: number(field(entry, 'maxSubscriberCount')),
  }
  return [{ source, name: words(field(entry, 'group')), settings, ...(filter === undefined ? {} : { filter }) }]
}

/** The groups as they were last saved. */
export const loadConfig = (log: Log): readonly Kept[] => {
  const slice = log.readStream(configStream, 'end', 1, 'backwards')
  const stored = slice._tag === 'Found' ? slice.events[0] : undefined
  const entries: unknown = stored === undefined ? undefined : jsonObject(stored.data)?.['entries']
  return Array.isArray(entries) ? entries.flatMap((entry: unknown) => kept(entry)) : []
}
