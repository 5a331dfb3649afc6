import persistent from '@eventstore/db-client/generated/persistent_pb.js'
import type { CreateReq, ReadReq, UpdateReq } from '@eventstore/db-client/generated/persistent_pb.js'
import type { StreamIdentifier } from '@eventstore/db-client/generated/shared_pb.js'
import { all } from './groups/names.js'
import type { Described } from './groups/groups.js'
import type { Filter } from './groups/filter.js'
import type { NackAction } from './group/group.js'
import type { Place } from './group/place.js'
import type { Position } from '../log/model.js'

const utf8 = (bytes: Uint8Array) => Buffer.from(bytes).toString()

export const streamName = (identifier: StreamIdentifier | undefined): string => (identifier === undefined ? '' : utf8(identifier.getStreamName_asU8()))

/** Either a stream or everything; undefined if a request names neither. */
interface Names {
  readonly hasStreamIdentifier: () => boolean
  readonly getStreamIdentifier: () => StreamIdentifier | undefined
  readonly hasAll: () => boolean
}

export const sourceOf = (options: Names): string | undefined =>
  options.hasAll() ? all : options.hasStreamIdentifier() ? streamName(options.getStreamIdentifier()) : undefined

type Options = CreateReq.Options | UpdateReq.Options
type Settings = CreateReq.Settings | UpdateReq.Settings
type Start = CreateReq.StreamOptions | UpdateReq.StreamOptions | CreateReq.AllOptions | UpdateReq.AllOptions

// The largest unsigned number stands for the end.
const revision = (written: string): Place => ({ revision: BigInt.asIntN(64, BigInt(written)) })

const position = (written: CreateReq.Position | UpdateReq.Position | undefined): Position => ({
  commit: BigInt.asIntN(64, BigInt(written?.getCommitPosition() ?? '0')),
  prepare: BigInt.asIntN(64, BigInt(written?.getPreparePosition() ?? '0')),
})

const place = (start: Start): Place | undefined => {
  const inStream = 'hasRevision' in start
  if (inStream && start.hasRevision()) return revision(start.getRevision())
  if (!inStream && start.hasPosition()) {
    const { commit, prepare } = position(start.getPosition())
    return prepare > commit ? undefined : { commit, prepare }
  }
  if (start.hasStart()) return inStream ? { revision: 0n } : { commit: 0n, prepare: 0n }
  if (start.hasEnd()) return inStream ? { revision: -1n } : { commit: -1n, prepare: -1n }
  return undefined
}

const millisecondsOf = (ticks: string): number => Number(BigInt(ticks) / 10_000n)

const strategies = ['DispatchToSingle', 'RoundRobin', 'Pinned']

const strategyOf = (settings: Settings): string => {
  const named = 'getConsumerStrategy' in settings ? settings.getConsumerStrategy() : ''
  return named === '' ? (strategies[settings.getNamedConsumerStrategy()] ?? String(settings.getNamedConsumerStrategy())) : named
}

const settingsOf = (settings: Settings, startFrom: Place): Described['settings'] => ({
  startFrom,
  resolveLinks: settings.getResolveLinks(),
  extraStatistics: settings.getExtraStatistics(),
  messageTimeout: settings.hasMessageTimeoutTicks() ? millisecondsOf(settings.getMessageTimeoutTicks()) : settings.getMessageTimeoutMs(),
  maxRetries: settings.getMaxRetryCount(),
  bufferSize: settings.getHistoryBufferSize(),
  liveBufferSize: settings.getLiveBufferSize(),
  readBatchSize: settings.getReadBatchSize(),
  checkpointAfter: settings.hasCheckpointAfterTicks() ? millisecondsOf(settings.getCheckpointAfterTicks()) : settings.getCheckpointAfterMs(),
  minCheckpoint: settings.getMinCheckpointCount(),
  maxCheckpoint: settings.getMaxCheckpointCount(),
  maxSubscribers: settings.getMaxSubscriberCount(),
  strategy: strategyOf(settings),
})

const isRegex = (source: string): boolean => {
  try {
    return new RegExp(source) instanceof RegExp
  } catch {
    return false
  }
}

const expression = (on: Filter['on'], written: CreateReq.AllOptions.FilterOptions.Expression): Filter => {
  const regex = written.getRegex()
  return { on, by: regex === '' ? { prefixes: written.getPrefixList() } : { regex } }
}

const filterOf = (filter: CreateReq.AllOptions.FilterOptions | undefined): Filter | undefined => {
  const stream = filter?.getStreamIdentifier()
  if (stream !== undefined) return expression('stream', stream)
  const type = filter?.getEventType()
  return type === undefined ? undefined : expression('type', type)
}

/** TESTSERVER-39 Requests of older clients are understood too: with the stream and the revision in other fields, and times in ticks. */
export const described = (options: Options | undefined): Described | undefined => {
  const settings = options?.getSettings()
  if (options === undefined || settings === undefined) return undefined
  const name = options.getGroupName()
  const everything = options.getAll()
  if (everything !== undefined) {
    const startFrom = place(everything)
    const filter = 'getFilter' in everything ? filterOf(everything.getFilter()) : undefined
    if (startFrom === undefined || (filter !== undefined && 'regex' in filter.by && !isRegex(filter.by.regex))) return undefined
    return { source: all, name, settings: settingsOf(settings, startFrom), ...(filter === undefined ? {} : { filter }) }
  }
  const stream = options.getStream()
  // Older clients name the stream and the revision elsewhere.
  const source = streamName(stream === undefined ? options.getStreamIdentifier() : stream.getStreamIdentifier())
  const startFrom = stream === undefined ? revision(settings.getRevision()) : place(stream)
  return startFrom === undefined || source === all ? undefined : { source, name, settings: settingsOf(settings, startFrom) }
}

export const actionOf = (nack: ReadReq.Nack): NackAction | undefined => {
  const { Action } = persistent.ReadReq.Nack
  switch (nack.getAction()) {
    case Action.UNKNOWN:
      return 'unknown'
    case Action.PARK:
      return 'park'
    case Action.RETRY:
      return 'retry'
    case Action.SKIP:
      return 'skip'
    case Action.STOP:
      return 'stop'
    default:
      return undefined
  }
}
