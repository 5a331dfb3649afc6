import messages from '@eventstore/db-client/generated/streams_pb.js'
import shared from '@eventstore/db-client/generated/shared_pb.js'
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js'
import type { Place } from '../position.js'
import type { ServerFilter } from './filter.js'

const { Options } = messages.ReadReq
const empty = () => new shared.Empty()
const everything = String(Number.MAX_SAFE_INTEGER)

const identifier = (stream: string) => {
  const named = new shared.StreamIdentifier()
  named.setStreamName(Buffer.from(stream))
  return named
}

const base = (): ReadReq.Options => {
  const options = new Options()
  const uuid = new Options.UUIDOption()
  uuid.setString(empty())
  options.setUuidOption(uuid)
  options.setResolveLinks(false)
  return options
}

const request = (options: ReadReq.Options): ReadReq => {
  const made = new messages.ReadReq()
  made.setOptions(options)
  return made
}

export const readOfStream = (stream: string, from: number, max: number): ReadReq => {
  const options = base()
  const place = new Options.StreamOptions()
  place.setStreamIdentifier(identifier(stream))
  place.setRevision(String(from))
  options.setStream(place)
  options.setCount(Number.isSafeInteger(max) ? String(max) : everything)
  options.setNoFilter(empty())
  return request(options)
}

export type From = Place | 'start' | 'end'

const ofAll = (from: From, filter: ServerFilter | undefined, window: number): ReadReq.Options => {
  const options = base()
  const place = new Options.AllOptions()
  if (from === 'start') place.setStart(empty())
  else if (from === 'end') place.setEnd(empty())
  else {
    const position = new Options.Position()
    position.setCommitPosition(from.commit)
    position.setPreparePosition(from.prepare)
    place.setPosition(position)
  }
  options.setAll(place)
  if (filter === undefined) {
    options.setNoFilter(empty())
    return options
  }
  const expression = new Options.FilterOptions.Expression()
  expression.setRegex(filter.regex)
  const filtered = new Options.FilterOptions()
  if (filter.on === 'stream') filtered.setStreamIdentifier(expression)
  else filtered.setEventType(expression)
  filtered.setMax(window)
  filtered.setCheckpointintervalmultiplier(1)
  options.setFilter(filtered)
  return options
}

/** The server looks at so many events before it answers, also when none passes the filter. */
const window = 1000

/** Inclusive of `from`. */
export const readOfAll = (from: From, filter?: ServerFilter, max = everything): ReadReq => {
  const options = ofAll(from, filter, window)
  options.setCount(max)
  return request(options)
}

export const readBackwards = (filter: ServerFilter, max: number): ReadReq => {
  const options = ofAll('end', filter, window)
  options.setReadDirection(messages.ReadReq.Options.ReadDirection.BACKWARDS)
  options.setCount(String(max))
  return request(options)
}

/** Exclusive of `from`. A checkpoint comes after every `interval` events, whether they pass the filter or not. */
export const subscriptionToAll = (from: From, filter: ServerFilter, interval: number = window): ReadReq => {
  const options = ofAll(from, filter, interval)
  options.setSubscription(new Options.SubscriptionOptions())
  return request(options)
}
