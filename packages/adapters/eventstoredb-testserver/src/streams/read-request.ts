import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js'
import { prefixFilter, regexFilter } from '../log/event-filter.js'
import type { EventFilter } from '../log/event-filter.js'
import type { Direction, Position } from '../log/model.js'
import { streamName } from './proposals.js'
import { handlerFailed, invalid } from './statuses.js'
import type { UuidForm } from './uuids.js'
import type { StatusObject } from '@grpc/grpc-js'

export interface Filtering {
  readonly filter: EventFilter
  /** Records that one page looks at. */
  readonly window: number
  readonly multiplier: number
}

interface Common {
  readonly resolveLinks: boolean
  readonly uuids: UuidForm
}

/** The reads that there are; anything else is refused. */
export type ReadRequest = Common &
  (
    | {
        readonly kind: 'stream'
        readonly stream: string
        readonly from: bigint | 'start' | 'end'
        readonly max: number
        readonly direction: Direction
        readonly tellsBounds: boolean
      }
    | {
        readonly kind: 'all'
        readonly from: Position | 'start' | 'end'
        readonly max: number
        readonly direction: Direction
        readonly filtering?: Filtering
      }
    | { readonly kind: 'stream-subscription'; readonly stream: string; readonly from: bigint | 'start' | 'end' }
    | { readonly kind: 'all-subscription'; readonly from: Position | 'start' | 'end'; readonly filtering?: Filtering }
  )

const pageSize = 32

const filteringOf = (options: ReadReq.Options.FilterOptions): Filtering | StatusObject => {
  const by = options.hasEventType() ? 'type' : 'stream'
  const expression = options.getEventType() ?? options.getStreamIdentifier()
  if (expression === undefined) return invalid('The filter is not valid.')
  if (!options.hasMax() && !options.hasCount()) return invalid("'None' is not a valid WindowOneofCase")
  const regex = expression.getRegex()
  const filter = regex === '' ? prefixFilter(by, expression.getPrefixList()) : regexFilter(by, regex)
  if (filter === undefined) return handlerFailed()
  return { filter, window: options.hasMax() ? options.getMax() : pageSize, multiplier: options.getCheckpointintervalmultiplier() }
}

const positionIn = (all: ReadReq.Options.AllOptions): Position | 'start' | 'end' => {
  if (all.hasEnd()) return 'end'
  const position = all.getPosition()
  if (position === undefined) return 'start'
  const at = { commit: BigInt(position.getCommitPosition()), prepare: BigInt(position.getPreparePosition()) }
  return at.commit === largest ? 'end' : at
}

const largest = 18446744073709551615n

const revisionIn = (stream: ReadReq.Options.StreamOptions): bigint | 'start' | 'end' => {
  if (stream.hasEnd()) return 'end'
  if (!stream.hasRevision()) return 'start'
  const revision = BigInt(stream.getRevision())
  return revision === largest ? 'end' : revision
}

/** Understands a read, or gives the status that refuses it. */
export const readRequest = (request: ReadReq): ReadRequest | StatusObject => {
  const options = request.getOptions()
  const stream = options?.getStream()
  const all = options?.getAll()
  if (options === undefined || (stream === undefined && all === undefined)) return invalid("'None' is not a valid EventStore.Client.Streams.ReadReq+Types+Options+StreamOptionOneofCase")
  const common: Common = { resolveLinks: options.getResolveLinks(), uuids: options.getUuidOption()?.hasString() === true ? 'text' : 'structured' }
  const direction: Direction = options.getReadDirection() === 1 ? 'backwards' : 'forwards'
  const subscribes = options.hasSubscription()
  const filterOptions = options.getFilter()
  const counts = options.hasCount()
  if (
    (!subscribes && !counts) ||
    (filterOptions === undefined && !options.hasNoFilter()) ||
    (subscribes && direction === 'backwards') ||
    (stream !== undefined && filterOptions !== undefined)
  ) {
    const kinds = [
      stream === undefined ? 'All' : 'Stream',
      subscribes ? 'Subscription' : counts ? 'Count' : 'None',
      direction === 'backwards' ? 'Backwards' : 'Forwards',
      filterOptions === undefined ? (options.hasNoFilter() ? 'NoFilter' : 'None') : 'Filter',
    ]
    return invalid(`The combination of (${kinds.join(', ')}) is invalid.`)
  }
  const max = subscribes ? 0 : Number(options.getCount())
  if (stream !== undefined) {
    const name = streamName(stream.getStreamIdentifier())
    const from = revisionIn(stream)
    if (name === '' || (typeof from === 'bigint' && from > 9223372036854775807n)) return handlerFailed()
    if (subscribes) return { ...common, kind: 'stream-subscription', stream: name, from }
    return { ...common, kind: 'stream', stream: name, from, max, direction, tellsBounds: (options.getControlOption()?.getCompatibility() ?? 0) >= 1 }
  }
  const filtering = filterOptions === undefined ? undefined : filteringOf(filterOptions)
  if (filtering !== undefined && 'code' in filtering) return filtering
  // An interval of nothing makes no sense to the server.
  if (subscribes && filtering?.multiplier === 0) return handlerFailed()
  const filtered = filtering === undefined ? {} : { filtering }
  const from = all === undefined ? 'start' : positionIn(all)
  return subscribes ? { ...common, kind: 'all-subscription', from, ...filtered } : { ...common, kind: 'all', from, max, direction, ...filtered }
}
