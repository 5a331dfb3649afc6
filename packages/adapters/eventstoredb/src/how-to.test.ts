import * as E from 'fp-ts/lib/Either.js'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '@disque/eventstoredb-testserver'
import { openEventStoreDb, outboundGroup, technicalStreams, type Handed } from './index.js'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

it('the page on running on EventStoreDB: open, hand on, limit', async () => {
  const { connectionString } = server
  const post = (event: Handed): Promise<{ ok: boolean; status: number }> => Promise.resolve({ ok: event.type !== '', status: 200 })
  // #region open
  const opened = await openEventStoreDb(connectionString)()
  if (opened._tag === 'Left') throw new Error(opened.left._tag)
  const { store, client, lag, close } = opened.right
  // #endregion open
  expect(await lag()()).toMatchObject({ _tag: 'Right' })
  expect(typeof store.append).toBe('function')

  // #region outbound
  const made = await outboundGroup(client, {
    group: 'webhooks',
    filter: { categories: ['call'], types: ['CallEnded'] },
    settings: { maxRetryCount: 8, messageTimeout: 60_000 },
    concurrency: 20,
    handle: (event) => async () => {
      const answer = await post(event)
      if (answer.ok) return E.right(undefined)
      const reason = `the receiver answered ${answer.status}`
      return E.left(answer.status < 500 ? { _tag: 'Park', reason } : { _tag: 'TryAgain', reason })
    },
  })()
  if (made._tag === 'Left') throw new Error(made.left._tag)
  const group = made.right
  // #endregion outbound
  // #region parked
  const parked = await group.parked()()
  if (parked._tag === 'Right') for (const { event, reason } of parked.right) console.log(event?.stream, event?.revision, reason)
  await group.replayParked({ max: 100 })()
  // #endregion parked
  expect(parked).toEqual(E.right([]))

  // #region technical
  const technical = technicalStreams(client)
  await technical.limit('technical-heartbeats', { maxCount: 1000 })()
  const kept = await technical.remove('call-7f3a')() // { _tag: 'Left', left: { _tag: 'DomainStreamKept', stream: 'call-7f3a' } }
  // #endregion technical
  expect(kept).toEqual(E.left({ _tag: 'DomainStreamKept', stream: 'call-7f3a' }))

  // #region close
  await group.stop()
  await close()
  // #endregion close
})
