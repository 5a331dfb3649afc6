import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BACKWARDS, END, START } from '@eventstore/db-client'
import { collecting, confirmed, newName, numbered, rejection, runningSubscriptions, toAll, toStream, until } from './subscriptions.test-kit.js'

let kit: Awaited<ReturnType<typeof runningSubscriptions>>
beforeAll(async () => {
  kit = await runningSubscriptions()
})
afterAll(async () => {
  await kit.stop()
})

const started = async (events: number, changes: Parameters<typeof toStream>[0] = {}) => {
  const [stream, group] = [newName(), 'group']
  if (events > 0) await kit.client.appendToStream(stream, numbered(events))
  await kit.client.createPersistentSubscriptionToStream(stream, group, toStream({ startFrom: START, ...changes }))
  return { stream, group, connect: (bufferSize = 10) => confirmed(kit.client.subscribeToPersistentSubscriptionToStream(stream, group, { bufferSize })) }
}

const readBack = async (stream: string) => {
  const events = []
  for await (const { event } of kit.client.readStream(stream, { direction: BACKWARDS, fromRevision: END, maxCount: 5 })) events.push(event)
  return events
}

describe('a group on a stream', () => {
  test('TESTSERVER-25 a consumer gets no more than it allows until it answers, history first, then live events', async () => {
    const { stream, connect } = await started(30)
    const consumer = await connect(4)
    await consumer.received(4)
    expect(consumer.numbers()).toEqual([0, 1, 2, 3])
    await kit.client.appendToStream(stream, numbered(5))
    consumer.acknowledging()
    await consumer.subscription.ack(...consumer.events)
    await consumer.received(35)
    expect(consumer.numbers()).toEqual(Array.from({ length: 35 }, (_, n) => n))
    await consumer.subscription.unsubscribe()
  })

  test('TESTSERVER-36 an event tells its position and the number of retries', async () => {
    const { stream, connect } = await started(0)
    const { position } = await kit.client.appendToStream(stream, numbered(1))
    const consumer = await connect()
    const [first] = await consumer.received(1)
    expect(first?.commitPosition).toBe(position?.commit)
    expect(first?.event?.position).toEqual(position)
    await consumer.subscription.nack('retry', 'once more', first!)
    await consumer.received(2)
    expect(consumer.events.map((event) => 'retryCount' in event && event.retryCount)).toEqual([0, 1])
    await consumer.subscription.unsubscribe()
  })

  test('TESTSERVER-23 a group begins at the end, at a revision, or at the start', async () => {
    const stream = newName()
    await kit.client.appendToStream(stream, numbered(5))
    const first = async (group: string, startFrom: typeof START | typeof END | bigint) => {
      await kit.client.createPersistentSubscriptionToStream(stream, group, toStream({ startFrom }))
      return confirmed(kit.client.subscribeToPersistentSubscriptionToStream(stream, group))
    }
    const consumers = [await first('start', START), await first('third', 2n), await first('end', END), await first('ahead', 6n)]
    await kit.client.appendToStream(stream, numbered(2))
    await Promise.all(consumers.map((consumer, index) => consumer.received([7, 5, 2, 1][index]!)))
    expect(consumers.map((consumer) => consumer.numbers()[0])).toEqual([0, 2, 5, 6])
    await Promise.all(consumers.map(({ subscription }) => subscription.unsubscribe()))
  })

  test('TESTSERVER-28 nacks retry, park and skip', async () => {
    const { stream, group, connect } = await started(4)
    const consumer = await connect(4)
    await consumer.received(4)
    const [skip, park, retry, stop] = consumer.events
    await consumer.subscription.nack('skip', 'no use', skip!)
    await consumer.subscription.nack('park', 'look at it', park!)
    await consumer.subscription.nack('stop', 'stop', stop!)
    await consumer.subscription.nack('retry', 'again', retry!)
    await consumer.received(5)
    expect(consumer.numbers()).toEqual([0, 1, 2, 3, 2])
    const info = await kit.client.getPersistentSubscriptionToStreamInfo(stream, group)
    expect(info.stats.parkedMessageCount).toBe(1n)
    expect(info.stats.outstandingMessagesCount).toBe(1)
    await consumer.subscription.unsubscribe()
  })

  test('TESTSERVER-24 TESTSERVER-31 a retry too many parks the event with the reason', async () => {
    const { stream, group, connect } = await started(1, { maxRetryCount: 1 })
    const consumer = await connect()
    await consumer.received(1)
    await consumer.subscription.nack('retry', 'again', consumer.events[0]!)
    await consumer.received(2)
    await consumer.subscription.nack('retry', 'again', consumer.events[1]!)
    const parkedIn = `$persistentsubscription-${stream}::${group}-parked`
    await until(() => kit.log.lastRevision(parkedIn) === 0n)
    const [link] = await readBack(parkedIn)
    expect(link).toMatchObject({ type: '$>', isJson: false })
    expect(Buffer.from(link?.data as Uint8Array).toString()).toBe(`0@${stream}`)
    const metadata = kit.log.readStream(parkedIn, 'start', 1, 'forwards')
    const written: unknown = metadata._tag === 'Found' && JSON.parse(Buffer.from(metadata.events[0]!.metadata).toString())
    expect(written).toEqual({ added: '2026-01-01T00:00:00.000+00:00', reason: 'Reached retry count of 1' })
    await consumer.subscription.unsubscribe()
  })

  test('TESTSERVER-29 an event that nobody answers is delivered again after the message timeout', async () => {
    const { connect } = await started(1, { messageTimeout: 5_000 })
    const consumer = await connect()
    await consumer.received(1)
    kit.pass(4_000)
    kit.pass(1_000)
    await consumer.received(2)
    expect(consumer.events.map((event) => 'retryCount' in event && event.retryCount)).toEqual([0, 1])
    await consumer.subscription.unsubscribe()
  })

  test('TESTSERVER-27 what a consumer leaves unanswered goes to another', async () => {
    const { connect } = await started(3)
    const first = await connect(3)
    await first.received(3)
    const second = await connect(3)
    await first.subscription.unsubscribe()
    await second.received(3)
    expect(second.numbers()).toEqual([0, 1, 2])
    await second.subscription.unsubscribe()
  })

  test('TESTSERVER-31 parked events are replayed as links, up to a number of them', async () => {
    const { stream, group, connect } = await started(3)
    const consumer = await connect()
    await consumer.received(3)
    await consumer.subscription.nack('park', 'later', ...consumer.events)
    const parkedIn = `$persistentsubscription-${stream}::${group}-parked`
    await until(() => kit.log.lastRevision(parkedIn) === 2n)
    await kit.client.replayParkedMessagesToStream(stream, group, { stopAt: 1 })
    await consumer.received(4)
    expect(consumer.events[3]?.link).toMatchObject({ streamId: parkedIn, revision: 0n })
    expect(consumer.events[3]?.event).toMatchObject({ streamId: stream, revision: 0n, position: consumer.events[3]?.link?.position })
    await consumer.subscription.ack(consumer.events[3]!)
    await kit.client.replayParkedMessagesToStream(stream, group)
    await consumer.received(6)
    expect(consumer.numbers()).toEqual([0, 1, 2, 0, 1, 2])
    const info = await kit.client.getPersistentSubscriptionToStreamInfo(stream, group)
    expect(info.stats.parkedMessageCount).toBe(0n)
    await consumer.subscription.unsubscribe()
  })

  test('TESTSERVER-26 checkpoints are written by count and by time, and a group that is updated goes on behind the last', async () => {
    const { stream, group, connect } = await started(8, { checkPointLowerBound: 2, checkPointUpperBound: 5, checkPointAfter: 1_000 })
    const consumer = await connect()
    await consumer.received(8)
    const checkpoints = `$persistentsubscription-${stream}::${group}-checkpoint`
    await consumer.subscription.ack(...consumer.events.slice(0, 5))
    await until(() => kit.log.lastRevision(checkpoints) === 0n)
    await consumer.subscription.ack(...consumer.events.slice(5, 7))
    await until(() => kit.log.lastRevision(checkpoints) === 0n)
    const outstanding = async () => (await kit.client.getPersistentSubscriptionToStreamInfo(stream, group)).stats.outstandingMessagesCount
    await until(async () => (await outstanding()) === 1)
    kit.pass(1_000)
    expect((await readBack(checkpoints)).map((event) => event?.data)).toEqual(['6', '4'])
    await kit.client.updatePersistentSubscriptionToStream(stream, group, toStream({ startFrom: START }))
    expect(await consumer.failed()).toMatchObject({ type: 'persistent-subscription-dropped', streamName: stream, groupName: group })
    const again = await connect()
    await again.received(1)
    expect(again.numbers()).toEqual([7])
    await again.subscription.unsubscribe()
  })
})

describe('a group on everything', () => {
  test('TESTSERVER-30 a filter by type chooses what it gets', async () => {
    const [stream, group, type] = [newName(), newName(), newName()]
    await kit.client.appendToStream(stream, [...numbered(3, `${type}-old`), ...numbered(30, 'Other')])
    await kit.client.createPersistentSubscriptionToAll(group, toAll({ startFrom: START }), {
      filter: { filterOn: 'eventType', prefixes: [type], checkpointInterval: 1, maxSearchWindow: 10 },
    })
    const consumer = await confirmed(kit.client.subscribeToPersistentSubscriptionToAll(group))
    await kit.client.appendToStream(stream, [...numbered(3, 'Other'), ...numbered(2, `${type}-new`)])
    await consumer.received(5)
    expect(consumer.numbers()).toEqual([0, 1, 2, 36, 37])
    expect(consumer.events.every(({ commitPosition, event }) => commitPosition === event?.position?.commit)).toBe(true)
    await consumer.subscription.unsubscribe()
  })

  test('TESTSERVER-30 neither its own checkpoints nor its parked events reach it', async () => {
    const [stream, group] = [newName(), newName()]
    await kit.client.createPersistentSubscriptionToAll(group, toAll({ startFrom: END, checkPointUpperBound: 1 }), {
      filter: { filterOn: 'streamName', regex: `${stream}|${group}`, checkpointInterval: 1, maxSearchWindow: 10 },
    })
    const consumer = await confirmed(kit.client.subscribeToPersistentSubscriptionToAll(group))
    await kit.client.appendToStream(stream, numbered(2))
    await consumer.received(2)
    await consumer.subscription.ack(consumer.events[0]!)
    await consumer.subscription.nack('park', 'later', consumer.events[1]!)
    await until(() => kit.log.lastRevision(`$persistentsubscription-$all::${group}-parked`) === 0n)
    await kit.client.appendToStream(stream, numbered(1))
    await consumer.received(3)
    expect(consumer.numbers()).toEqual([0, 1, 2])
    await consumer.subscription.unsubscribe()
  })
})

describe('requests about groups', () => {
  test('TESTSERVER-35 refusals say what is wrong', async () => {
    const { stream, group } = await started(0, { maxSubscriberCount: 1 })
    const again = rejection(kit.client.createPersistentSubscriptionToStream(stream, group, toStream()))
    expect(await again).toMatchObject({ type: 'persistent-subscription-exists', code: 6, streamName: stream, groupName: group })
    const missing = { type: 'persistent-subscription-does-not-exist', code: 5, streamName: stream, groupName: 'none' }
    expect(await rejection(kit.client.deletePersistentSubscriptionToStream(stream, 'none'))).toMatchObject(missing)
    expect(await rejection(kit.client.updatePersistentSubscriptionToStream(stream, 'none', toStream()))).toMatchObject(missing)
    expect(await rejection(kit.client.getPersistentSubscriptionToStreamInfo(stream, 'none'))).toMatchObject(missing)
    expect(await rejection(kit.client.replayParkedMessagesToStream(stream, 'none'))).toMatchObject(missing)
    expect(await collecting(kit.client.subscribeToPersistentSubscriptionToStream(stream, 'none')).failed()).toMatchObject(missing)
    const tooSmall = rejection(kit.client.createPersistentSubscriptionToStream(stream, 'small', toStream({ historyBufferSize: 5, readBatchSize: 5 })))
    expect(await tooSmall).toMatchObject({ type: 'persistent-subscription-failed', code: 13, reason: expect.stringContaining('ReadBatchSize') as string })
    const first = await confirmed(kit.client.subscribeToPersistentSubscriptionToStream(stream, group))
    const full = await collecting(kit.client.subscribeToPersistentSubscriptionToStream(stream, group)).failed()
    expect(full).toMatchObject({ type: 'maximum-subscribers-reached', code: 9, streamName: stream, groupName: group })
    await first.subscription.unsubscribe()
  })

  test('TESTSERVER-33 a deleted group drops its consumers and forgets its checkpoint', async () => {
    const { stream, group, connect } = await started(2, { checkPointUpperBound: 1 })
    const consumer = await connect()
    await consumer.received(2)
    await consumer.subscription.ack(...consumer.events)
    await until(() => kit.log.lastRevision(`$persistentsubscription-${stream}::${group}-checkpoint`) >= 0n)
    await kit.client.deletePersistentSubscriptionToStream(stream, group)
    expect(await consumer.failed()).toMatchObject({ type: 'persistent-subscription-dropped', code: 1, streamName: stream, groupName: group })
    await kit.client.createPersistentSubscriptionToStream(stream, group, toStream({ startFrom: START }))
    const again = await connect()
    await again.received(2)
    expect(again.numbers()).toEqual([0, 1])
    await again.subscription.unsubscribe()
  })

  test('TESTSERVER-32 an update changes the settings', async () => {
    const { stream, group } = await started(0)
    const settings = toStream({ startFrom: 123n, checkPointLowerBound: 12, maxSubscriberCount: 200, consumerStrategyName: 'Pinned', extraStatistics: true })
    await kit.client.updatePersistentSubscriptionToStream(stream, group, settings)
    expect((await kit.client.getPersistentSubscriptionToStreamInfo(stream, group)).settings).toEqual(settings)
  })

  test('TESTSERVER-37 information counts what is delivered, by consumer too', async () => {
    const { stream, group, connect } = await started(12, { extraStatistics: true, checkPointUpperBound: 2 })
    await kit.client.getPersistentSubscriptionToStreamInfo(stream, group)
    const consumer = await connect(8)
    await consumer.received(8)
    kit.pass(2_000)
    await consumer.subscription.ack(...consumer.events.slice(0, 2))
    await consumer.received(10)
    const info = await kit.client.getPersistentSubscriptionToStreamInfo(stream, group)
    expect(info).toMatchObject({ eventSource: stream, groupName: group, status: 'Live' })
    expect(info.stats).toEqual({
      averagePerSecond: 5,
      totalItems: 10n,
      countSinceLastMeasurement: 10n,
      readBufferCount: 2,
      liveBufferCount: 0n,
      retryBufferCount: 0,
      totalInFlightMessages: 8,
      outstandingMessagesCount: 8,
      parkedMessageCount: 0n,
      lastCheckpointedEventRevision: 1n,
      lastKnownEventRevision: 11n,
    })
    const [connection] = info.connections
    expect(connection).toMatchObject({ username: 'system', connectionName: 'kit', totalItems: 10n, availableSlots: 0, inFlightMessages: 8 })
    expect(connection?.extraStatistics?.get('median')).toBe(200_000n)
    await consumer.subscription.unsubscribe()
  })

  test('TESTSERVER-38 lists are of all groups or of one source', async () => {
    const { stream, group } = await started(0)
    await kit.client.createPersistentSubscriptionToStream(stream, 'other', toStream())
    const names = (await kit.client.listPersistentSubscriptionsToStream(stream)).map(({ groupName }) => groupName)
    expect(names).toEqual([group, 'other'])
    const everywhere = await kit.client.listAllPersistentSubscriptions()
    expect(everywhere.filter(({ eventSource }) => eventSource === stream)).toHaveLength(2)
    const unknown = await rejection(kit.client.listPersistentSubscriptionsToStream(newName()))
    expect(unknown).toMatchObject({ type: 'persistent-subscription-does-not-exist', code: 5 })
  })

  test('TESTSERVER-34 after a restart of the subsystem the groups are there with their settings', async () => {
    const { stream, group, connect } = await started(1, { maxRetryCount: 3, consumerStrategyName: 'DispatchToSingle' })
    const before = await kit.client.getPersistentSubscriptionToStreamInfo(stream, group)
    const consumer = await connect()
    await kit.client.restartPersistentSubscriptionSubsystem()
    expect(await consumer.failed()).toMatchObject({ type: 'persistent-subscription-dropped' })
    const after = await kit.client.getPersistentSubscriptionToStreamInfo(stream, group)
    expect(after.settings).toEqual(before.settings)
  })
})
