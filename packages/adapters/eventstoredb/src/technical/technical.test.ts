import * as E from 'fp-ts/lib/Either.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { jsonEvent } from '@eventstore/db-client'
import { fresh, running, type Running } from '../running.test-kit.js'
import { technicalStreams, type StreamLimits } from './technical.js'

let { client, stop } = {} as Running
beforeAll(async () => {
  ;({ client, stop } = await running())
})
afterAll(() => stop())

const write = async (stream: string, size: number) => {
  await client.appendToStream(stream, Array.from({ length: size }, (_, n) => jsonEvent({ type: 'Noted', data: { n } })))
  return stream
}

const numbersIn = async (stream: string) => {
  const found: unknown[] = []
  try {
    for await (const { event } of client.readStream(stream)) found.push(Number(event?.revision))
  } catch {
    return 'none'
  }
  return found
}

describe('limits and deletion', () => {
  const domain = ['call-1', 'shift-1', 'attendant-a', 'centre-c', 'manifestation-9', 'anything', 'technical', 'technical-', '$technical-x', '$$technical-x', '$et-Noted', 'Technical-x', '']
  it.each(domain)('ESDB-20 of the stream "%s" is refused, and nothing is sent', async (stream) => {
    const silent = technicalStreams({} as typeof client)
    const kept = E.left({ _tag: 'DomainStreamKept', stream })
    for (const limits of [{ maxCount: 1 }, { maxAge: 1 }, { truncateBefore: 1 }, { maxCount: -1 }]) expect(await silent.limit(stream, limits)()).toEqual(kept)
    expect(await silent.remove(stream)()).toEqual(kept)
  })

  it('ESDB-20 is refused for a category of the catalogue, whatever prefix was declared', async () => {
    for (const prefix of ['', 'call-', 'ca']) {
      expect(await technicalStreams({} as typeof client, { prefix }).remove('call-1')()).toEqual(E.left({ _tag: 'DomainStreamKept', stream: 'call-1' }))
    }
  })

  it('leaves the events that the limits allow', async () => {
    const technical = technicalStreams(client)
    const stream = await write(fresh('technical-heartbeats'), 5)
    expect(await technical.limit(stream, { maxCount: 2 })()).toEqual(E.right(undefined))
    expect(await numbersIn(stream)).toEqual([3, 4])
    expect(await technical.limit(stream, { truncateBefore: 1 })()).toEqual(E.right(undefined))
    expect(await numbersIn(stream)).toEqual([1, 2, 3, 4])
    expect(await technical.limit(stream, { maxAge: 3600 })()).toEqual(E.right(undefined))
    expect((await client.getStreamMetadata(stream)).metadata).toEqual({ maxAge: 3600 })
  })

  it('ESDB-21 leaves the rest of the metadata as it was', async () => {
    const technical = technicalStreams(client)
    const stream = await write(fresh('technical-rules'), 1)
    const acl = { readRoles: ['$all'], writeRoles: ['$all'] }
    await client.setStreamMetadata(stream, { acl, maxAge: 60, owner: 'operations' })
    await technical.limit(stream, { maxCount: 9 })()
    expect((await client.getStreamMetadata(stream)).metadata).toMatchObject({ acl, maxCount: 9, owner: 'operations' })
    expect((await client.getStreamMetadata(stream)).metadata).not.toHaveProperty('maxAge')
  })

  it.each<[StreamLimits, string]>([
    [{ maxCount: 0 }, 'maxCount'], [{ maxAge: 0.5 }, 'maxAge'], [{ truncateBefore: -1 }, 'truncateBefore'], [{ maxCount: 1, maxAge: Number.NaN }, 'maxAge'],
  ])('names the limit that is none: %o', async (limits, limit) => {
    expect(await technicalStreams({} as typeof client).limit('technical-x', limits)()).toEqual(E.left({ _tag: 'LimitInvalid', limit }))
  })

  it('removes a stream, which may be written again and goes on counting', async () => {
    const technical = technicalStreams(client)
    const stream = await write(fresh('technical-gone'), 3)
    expect(await technical.remove(stream)()).toEqual(E.right(undefined))
    expect(await numbersIn(stream)).toBe('none')
    await write(stream, 1)
    await expect.poll(() => numbersIn(stream)).toEqual([3])
  })

  it('removes what is not there, or not any more', async () => {
    const technical = technicalStreams(client)
    const stream = await write(fresh('technical-twice'), 1)
    for (const one of [fresh('technical-never'), stream, stream]) expect(await technical.remove(one)()).toEqual(E.right(undefined))
  })

  it('says that the server is away', async () => {
    const gone = await running()
    if (gone.server === undefined) return gone.stop()
    await gone.server.stop()
    expect(await technicalStreams(gone.client).limit('technical-x', { maxCount: 1 })()).toMatchObject({ left: { _tag: 'StoreUnavailable' } })
    await gone.client.dispose()
  })
})
