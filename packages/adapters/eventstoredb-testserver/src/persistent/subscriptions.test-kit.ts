import { once } from 'node:events'
import { randomUUID } from 'node:crypto'
import { EventStoreDBClient, jsonEvent, persistentSubscriptionToAllSettingsFromDefaults, persistentSubscriptionToStreamSettingsFromDefaults } from '@eventstore/db-client'
import type { PersistentSubscriptionToAll, PersistentSubscriptionToStream, ResolvedEvent } from '@eventstore/db-client'
import { Server, ServerCredentials } from '@grpc/grpc-js'
import { accessBy, accessByHeader, type Account } from '../server/access.js'
import { featuresService } from '../server/features.js'
import { memoryLog } from '../log/log.js'
import { noFaults } from '../server/faults.js'
import { persistentService } from './service.js'
import { streamsService } from '../streams/service.js'

interface KitOptions {
  readonly users?: Readonly<Record<string, Account>>
  readonly standardProjections?: boolean
}

/** Streams and persistent subscriptions on a bare server whose clock the test holds, and the official client. */
export const runningSubscriptions = async ({ users, ...options }: KitOptions = {}) => {
  let now = Date.UTC(2026, 0, 1)
  const ticks = new Set<() => void>()
  const clock = () => now
  const log = memoryLog({ ...options, now: clock })
  const access = accessBy(accessByHeader({ streamMetadata: () => undefined, ...(users === undefined ? {} : { users }) }))
  const every = (_milliseconds: number, task: () => void) => {
    ticks.add(task)
    return () => {
      ticks.delete(task)
    }
  }
  const streams = streamsService({ log, access, faults: noFaults })
  const persistent = persistentService({ log, access, now: clock, every })
  const server = new Server()
  for (const { definition, implementation } of [streams, persistent, featuresService(() => [streams, persistent])]) server.addService(definition, implementation)
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) => {
      if (error === null) resolve(bound)
      else reject(error)
    })
  })
  const client = EventStoreDBClient.connectionString(`esdb://127.0.0.1:${port}?tls=false&connectionName=kit`)
  return {
    log,
    client,
    port,
    ticks: () => ticks.size,
    /** Lets time pass and the second's tick happen. */
    pass: (milliseconds: number) => {
      now += milliseconds
      for (const tick of ticks) tick()
    },
    stop: async () => {
      await client.dispose()
      persistent.close()
      server.forceShutdown()
    },
  }
}

export const newName = (): string => `order-${randomUUID()}`

export const numbered = (count: number, type = 'Numbered') => Array.from({ length: count }, (_, n) => jsonEvent({ type, data: { n } }))

export const toStream = persistentSubscriptionToStreamSettingsFromDefaults
export const toAll = persistentSubscriptionToAllSettingsFromDefaults

type Subscription = PersistentSubscriptionToStream | PersistentSubscriptionToAll

/** Waits for a condition; a test that waits in vain ends with an error, not with its process hanging. */
export const until = async (ready: () => boolean | Promise<boolean>): Promise<void> => {
  for (let tries = 0; tries < 2_000; tries++) {
    if (await ready()) return
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  throw new Error(`It never happened: ${String(ready)}`)
}

/** Collects what a subscription delivers, so that a test waits for a number of events or for the end. */
export const collecting = <S extends Subscription>(subscription: S) => {
  const events: ResolvedEvent[] = []
  const errors: unknown[] = []
  subscription.on('data', (event: ResolvedEvent) => events.push(event))
  subscription.on('error', (error: unknown) => errors.push(error))
  return {
    subscription,
    events,
    /** Acknowledges whatever comes from now on. */
    acknowledging: () => {
      subscription.on('data', (event: ResolvedEvent) => {
        subscription.ack(event).catch((error: unknown) => errors.push(error))
      })
    },
    numbers: () => events.map(({ link, event }) => Number((link ?? event)?.revision)),
    /** Waits until so many events have come in all. */
    received: async (count: number): Promise<readonly ResolvedEvent[]> => {
      await until(() => events.length >= count)
      return events
    },
    failed: async (): Promise<unknown> => {
      await until(() => errors.length > 0)
      return errors[0]
    },
  }
}

export const confirmed = async <S extends Subscription>(subscription: S) => {
  const collected = collecting(subscription)
  await once(subscription, 'confirmation')
  return collected
}

/** What a promise rejects with. */
export const rejection = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => new Error('It did not reject.'),
    (error: unknown) => error
  )
