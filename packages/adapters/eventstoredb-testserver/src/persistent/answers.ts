import persistent from '@eventstore/db-client/generated/persistent_pb.js'
import type { SubscriptionInfo } from '@eventstore/db-client/generated/persistent_pb.js'
import { eventBytes } from '../streams/event-bytes.js'
import { long, nested, text } from '../streams/wire.js'
import { text as placeText } from './group/place.js'
import type { ConsumerFigures, Figures } from './groups/figures.js'
import type { Message } from './group/message.js'
import type { Resolved } from '../log/model.js'
import type { UuidForm } from '../streams/uuids.js'

/** The first answer to one who connects. */
export const confirmation = (subscriptionId: string): Buffer => nested(2, text(1, subscriptionId))

const positioned = (resolved: Resolved): Resolved => {
  const { event, link } = resolved
  return event === undefined || link === undefined ? resolved : { ...resolved, event: { ...event, commit: link.commit, prepare: link.prepare } }
}

/** TESTSERVER-36 A delivered event tells how often it was retried, and as its position that of the link by which it was found. */
export const delivery = ({ resolved, retries }: Message, as: UuidForm): Buffer => {
  const written = eventBytes(positioned(resolved), as)
  let head = 1
  while ((written[head] ?? 0) >= 128) head += 1
  return nested(1, written.subarray(head + 1), long(5, BigInt(retries)))
}

const consumerInfo = (consumer: ConsumerFigures): SubscriptionInfo.ConnectionInfo => {
  const info = new persistent.SubscriptionInfo.ConnectionInfo()
  info.setUsername(consumer.user)
  info.setConnectionName(consumer.connection)
  info.setAverageItemsPerSecond(consumer.averagePerSecond)
  info.setTotalItems(String(consumer.total))
  info.setCountSinceLastMeasurement(String(consumer.sinceLast))
  info.setAvailableSlots(consumer.slots)
  info.setInFlightMessages(consumer.inFlight)
  for (const { key, value } of consumer.measurements) {
    const measurement = new persistent.SubscriptionInfo.Measurement()
    measurement.setKey(key)
    measurement.setValue(String(value))
    info.addObservedMeasurements(measurement)
  }
  return info
}

// Never by time is shown as the longest span.
const longest = 2147483647

export const subscriptionInfo = (figures: Figures): SubscriptionInfo => {
  const { settings } = figures
  const info = new persistent.SubscriptionInfo()
  info.setEventSource(figures.source)
  info.setGroupName(figures.name)
  info.setStatus(figures.status)
  info.setConnectionsList(figures.consumers.map(consumerInfo))
  info.setAveragePerSecond(figures.averagePerSecond)
  info.setTotalItems(String(figures.total))
  info.setCountSinceLastMeasurement(String(figures.sinceLast))
  info.setLastCheckpointedEventPosition(figures.checkpoint)
  info.setLastKnownEventPosition(figures.known)
  info.setResolveLinkTos(settings.resolveLinks)
  info.setStartFrom(placeText(settings.startFrom))
  info.setMessageTimeoutMilliseconds(settings.messageTimeout)
  info.setExtraStatistics(settings.extraStatistics)
  info.setMaxRetryCount(settings.maxRetries)
  info.setLiveBufferSize(settings.liveBufferSize)
  info.setBufferSize(settings.bufferSize)
  info.setReadBatchSize(settings.readBatchSize)
  info.setCheckPointAfterMilliseconds(settings.checkpointAfter === 0 ? longest : settings.checkpointAfter)
  info.setMinCheckPointCount(settings.minCheckpoint)
  info.setMaxCheckPointCount(settings.maxCheckpoint)
  info.setReadBufferCount(figures.waiting)
  info.setLiveBufferCount(String(figures.live))
  info.setRetryBufferCount(figures.retries)
  info.setTotalInFlightMessages(figures.consumers.reduce((sum, { inFlight }) => sum + inFlight, 0))
  info.setOutstandingMessagesCount(figures.outstanding)
  info.setNamedConsumerStrategy(settings.strategy)
  info.setMaxSubscriberCount(settings.maxSubscribers)
  info.setParkedMessageCount(String(figures.parked))
  return info
}
