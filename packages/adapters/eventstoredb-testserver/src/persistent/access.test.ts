import { afterAll, beforeAll, expect, test } from 'vitest'
import grpc from '@eventstore/db-client/generated/persistent_grpc_pb.js'
import persistent from '@eventstore/db-client/generated/persistent_pb.js'
import shared from '@eventstore/db-client/generated/shared_pb.js'
import { credentials, Metadata, status } from '@grpc/grpc-js'
import { runningSubscriptions } from './subscriptions.test-kit.js'

let kit: Awaited<ReturnType<typeof runningSubscriptions>>
let raw: InstanceType<typeof grpc.PersistentSubscriptionsClient>
beforeAll(async () => {
  kit = await runningSubscriptions({ users: { admin: { password: 'changeit', roles: ['$admins'] }, ada: { password: 'changeit' } } })
  raw = new grpc.PersistentSubscriptionsClient(`127.0.0.1:${kit.port}`, credentials.createInsecure())
})
afterAll(async () => {
  raw.close()
  await kit.stop()
})

// The official client keeps credentials to itself without TLS, so these calls are made by hand.
const as = (name: string | undefined) => {
  const metadata = new Metadata()
  if (name !== undefined) metadata.set('authorization', `Basic ${Buffer.from(`${name}:changeit`).toString('base64')}`)
  return metadata
}

type Answered = (error: { readonly code: number } | null) => void

/** The status code that a call ends with. */
const code = async (call: (answered: Answered) => unknown): Promise<number> =>
  new Promise((resolve) => {
    call((error) => {
      resolve(error?.code ?? status.OK)
    })
  })

const identifier = (stream: string) => {
  const named = new shared.StreamIdentifier()
  named.setStreamName(Buffer.from(stream))
  return named
}

const create = (stream: string) => {
  const settings = new persistent.CreateReq.Settings()
  settings.setHistoryBufferSize(500)
  settings.setReadBatchSize(20)
  settings.setConsumerStrategy('RoundRobin')
  const options = new persistent.CreateReq.Options()
  options.setSettings(settings)
  options.setStreamIdentifier(identifier(stream))
  options.setGroupName('group')
  const request = new persistent.CreateReq()
  request.setOptions(options)
  return request
}

test('managing groups takes an admin or an operator, reading about them a user', async () => {
  const options = new persistent.GetInfoReq.Options()
  options.setStreamIdentifier(identifier('order-1'))
  options.setGroupName('group')
  const info = new persistent.GetInfoReq()
  info.setOptions(options)
  expect(await code((answered) => raw.create(create('order-1'), as('ada'), answered))).toBe(status.PERMISSION_DENIED)
  expect(await code((answered) => raw.create(create('order-1'), as('admin'), answered))).toBe(status.OK)
  expect(await code((answered) => raw.getInfo(info, as(undefined), answered))).toBe(status.PERMISSION_DENIED)
  expect(await code((answered) => raw.getInfo(info, as('ada'), answered))).toBe(status.OK)
  expect(await code((answered) => raw.restartSubsystem(new shared.Empty(), as('ada'), answered))).toBe(status.PERMISSION_DENIED)
})

test('who may not read a stream may not consume it', async () => {
  expect(await code((answered) => raw.create(create('$secret'), as('admin'), answered))).toBe(status.OK)
  const options = new persistent.ReadReq.Options()
  options.setStreamIdentifier(identifier('$secret'))
  options.setGroupName('group')
  options.setBufferSize(10)
  const request = new persistent.ReadReq()
  request.setOptions(options)
  const consumed = (name: string) =>
    new Promise<number>((resolve) => {
      const call = raw.read(as(name))
      call.on('data', () => {
        call.cancel()
      })
      call.on('error', (error: Error) => {
        resolve('code' in error ? Number(error.code) : -1)
      })
      call.write(request)
    })
  expect(await consumed('ada')).toBe(status.PERMISSION_DENIED)
  // Confirmed, and then given up by the caller.
  expect(await consumed('admin')).toBe(status.CANCELLED)
})

test('a service that is closed no longer ticks', async () => {
  const other = await runningSubscriptions()
  expect(other.ticks()).toBe(1)
  await other.stop()
  expect(other.ticks()).toBe(0)
})
