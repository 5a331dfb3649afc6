import { once } from 'node:events'
import { EventStoreDBClient, jsonEvent, UnknownError } from '@eventstore/db-client'
import grpc from '@eventstore/db-client/generated/projections_grpc_pb.js'
import projections from '@eventstore/db-client/generated/projections_pb.js'
import shared from '@eventstore/db-client/generated/shared_pb.js'
import { credentials, Metadata } from '@grpc/grpc-js'
import { describe, expect, test } from 'vitest'
import { rejection } from '../server/connected.test-kit.js'
import { testServer } from '../vitest.js'

const open = testServer()

const using = async (what: (client: EventStoreDBClient) => Promise<void>) => {
  const client = EventStoreDBClient.connectionString(open().connectionString)
  try {
    await what(client)
  } finally {
    await client.dispose()
  }
}

test('TESTSERVER-61 the official client enables a projection, and reads and subscribes to what it links', () =>
  using(async (client) => {
    await client.appendToStream('visit-1', [jsonEvent({ type: 'Came', data: { n: 1 } })])
    const told = client.subscribeToStream('$ce-visit', { resolveLinkTos: true })
    await client.enableProjection('$by_category')
    const first: unknown = (await once(told, 'data'))[0]
    expect(first).toMatchObject({ event: { streamId: 'visit-1', data: { n: 1 } } })
    await told.unsubscribe()
    await client.disableProjection('$by_category')
    expect(await client.getProjectionStatus('$by_category')).toMatchObject({ status: 'Stopped', progress: 100, eventsProcessedAfterRestart: 1n })
    await client.resetProjection('$by_category')
    expect(await client.getProjectionStatus('$by_category')).toMatchObject({ position: 'C:0/P:-1', progress: -1 })
  }))

test('TESTSERVER-66 all five are listed with their figures, and their states are empty documents', () =>
  using(async (client) => {
    await client.enableProjection('$streams')
    const listed = await client.listProjections()
    expect(listed.map(({ name }) => name)).toEqual(['$streams', '$by_category', '$stream_by_category', '$by_event_type', '$by_correlation_id'])
    expect(listed[0]).toMatchObject({ projectionStatus: 'Running', effectiveName: '$streams', version: 1n, epoch: -1n, lastCheckpoint: 'C:0/P:-1' })
    expect([await client.getProjectionState('$streams'), await client.getProjectionResult('$streams')]).toEqual([{}, {}])
    await client.restartSubsystem()
  }))

test('TESTSERVER-64 a projection that is not there is refused as the server does', () =>
  using(async (client) => {
    const said = async (call: Promise<unknown>) => {
      const error = await rejection(call)
      expect(error).toBeInstanceOf(UnknownError)
      return /expected (\w+), received NotFound instead/.exec(String(error))?.[1]
    }
    expect(await said(client.enableProjection('mine'))).toBe('Updated')
    expect(await said(client.disableProjection('mine'))).toBe('Updated')
    expect(await said(client.resetProjection('mine'))).toBe('Updated')
    expect(await said(client.deleteProjection('mine'))).toBe('Updated')
    expect(await said(client.updateProjection('mine', 'fromAll()'))).toBe('Updated')
    expect(await said(client.getProjectionState('mine'))).toBe('ProjectionState')
    expect(await said(client.getProjectionResult('mine'))).toBe('ProjectionResult')
    expect(await said(client.getProjectionStatus('mine'))).toBe('Statistics')
  }))

test('TESTSERVER-65 a projection of one’s own is refused with a sentence, and so is changing or deleting a standard one', () =>
  using(async (client) => {
    const sentence = ' is not part of this test server; it needs a real EventStoreDB.'
    expect(String(await rejection(client.createProjection('mine', 'fromAll()')))).toContain(`12 UNIMPLEMENTED: A projection of your own${sentence}`)
    expect(String(await rejection(client.updateProjection('$streams', 'fromAll()')))).toContain(`12 UNIMPLEMENTED: Changing a standard projection${sentence}`)
    expect(String(await rejection(client.deleteProjection('$streams')))).toContain(`12 UNIMPLEMENTED: Deleting a standard projection${sentence}`)
  }))

describe('TESTSERVER-63 on a server with users', () => {
  const closed = testServer({ users: { ann: { password: 'a', roles: ['clerks'] }, ops: { password: 'o', roles: ['$ops'] } } })
  // The official client keeps credentials to itself without TLS, so these calls are made by hand.
  const codes = async (who?: string) => {
    const client = new grpc.ProjectionsClient(`127.0.0.1:${closed().port}`, credentials.createInsecure())
    const metadata = new Metadata()
    if (who !== undefined) metadata.set('authorization', `Basic ${Buffer.from(who).toString('base64')}`)
    const named = new projections.EnableReq.Options()
    named.setName('$by_category')
    const request = new projections.EnableReq()
    request.setOptions(named)
    const code = (call: (done: (error: { readonly code: number } | null) => void) => unknown) => new Promise((resolve) => call((error) => resolve(error?.code ?? 0)))
    const all = new projections.StatisticsReq()
    all.setOptions(new projections.StatisticsReq.Options())
    const listed = new Promise((resolve) => {
      client.statistics(all, metadata).on('error', ({ code: failed }: Error & { readonly code?: number }) => resolve(failed)).on('data', () => undefined).on('end', () => resolve(0))
    })
    const answered = [
      await listed,
      await code((done) => client.enable(request, metadata, done)),
      await code((done) => client.restartSubsystem(new shared.Empty(), metadata, done)),
    ]
    client.close()
    return answered
  }

  test('whoever signed in sees projections and enables them, and ops restart them all', async () => {
    expect(await codes()).toEqual([7, 7, 7])
    expect(await codes('ann:wrong')).toEqual([16, 16, 16])
    expect(await codes('ann:a')).toEqual([0, 0, 7])
    expect(await codes('ops:o')).toEqual([0, 0, 0])
  })
})
