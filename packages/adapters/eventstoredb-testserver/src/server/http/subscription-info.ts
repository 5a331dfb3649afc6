import type { SubscriptionInfo } from '@eventstore/db-client/generated/persistent_pb.js'

/** The row of a group in a list. */
export const briefInfo = (info: SubscriptionInfo) => ({
  eventStreamId: info.getEventSource(),
  groupName: info.getGroupName(),
  status: info.getStatus(),
  averageItemsPerSecond: info.getAveragePerSecond(),
  totalItemsProcessed: Number(info.getTotalItems()),
  lastProcessedEventNumber: revision(info.getLastCheckpointedEventPosition()),
  lastKnownEventNumber: revision(info.getLastKnownEventPosition()),
  connectionCount: info.getConnectionsList().length,
  totalInFlightMessages: info.getTotalInFlightMessages(),
})

/** All about a group: what the client reads where it has no gRPC call for it. */
export const fullInfo = (info: SubscriptionInfo) => ({
  ...briefInfo(info),
  config: {
    startFrom: revision(info.getStartFrom()),
    resolveLinktos: info.getResolveLinkTos(),
    extraStatistics: info.getExtraStatistics(),
    messageTimeoutMilliseconds: info.getMessageTimeoutMilliseconds(),
    maxRetryCount: info.getMaxRetryCount(),
    checkPointAfterMilliseconds: info.getCheckPointAfterMilliseconds(),
    minCheckPointCount: info.getMinCheckPointCount(),
    maxCheckPointCount: info.getMaxCheckPointCount(),
    maxSubscriberCount: info.getMaxSubscriberCount(),
    liveBufferSize: info.getLiveBufferSize(),
    readBatchSize: info.getReadBatchSize(),
    bufferSize: info.getBufferSize(),
    namedConsumerStrategy: info.getNamedConsumerStrategy(),
  },
  countSinceLastMeasurement: Number(info.getCountSinceLastMeasurement()),
  readBufferCount: info.getReadBufferCount(),
  liveBufferCount: Number(info.getLiveBufferCount()),
  retryBufferCount: info.getRetryBufferCount(),
  outstandingMessagesCount: info.getOutstandingMessagesCount(),
  parkedMessageCount: Number(info.getParkedMessageCount()),
  connections: info.getConnectionsList().map((connection) => ({
    from: connection.getFrom(),
    username: connection.getUsername(),
    connectionName: connection.getConnectionName(),
    averageItemsPerSecond: connection.getAverageItemsPerSecond(),
    totalItemsProcessed: Number(connection.getTotalItems()),
    countSinceLastMeasurement: Number(connection.getCountSinceLastMeasurement()),
    availableSlots: connection.getAvailableSlots(),
    inFlightMessages: connection.getInFlightMessages(),
    extraStatistics: connection
      .getObservedMeasurementsList()
      .map((measurement) => ({ key: measurement.getKey(), value: Number(measurement.getValue()) })),
  })),
})

/** -1 stands for none; a group on `$all` has positions, which these endpoints cannot tell. */
const revision = (text: string): number => (/^-?\d+$/.test(text) ? Number(text) : -1)
