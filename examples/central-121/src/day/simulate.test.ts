import { describe, expect, test } from 'vitest'
import { isRight } from 'fp-ts/lib/Either.js'
import type { EventStore, Recorded } from '@disque/core'
import { memoryKeys, memoryReadModel, memoryStore } from '@disque/memory'
import { central121 } from '../plan.js'
import { check } from '../check/check.js'
import { simulate } from './simulate.js'

const recorded = async (store: EventStore): Promise<readonly Recorded[]> => {
  const all: Recorded[] = []
  for await (const read of store.readAll()) if (isRight(read)) all.push(read.right)
  return all
}

const run = async (seed: number, calls: number, attendants: number) => {
  const on = { store: memoryStore(), readModel: memoryReadModel(), keys: memoryKeys() }
  await simulate({ on, plan: central121, seed, days: [{ date: '2020-06-30', crowd: 1, mobileShare: 0.3 }, { date: '2020-07-01', crowd: 1, mobileShare: 0.6 }], callsOfAMeanDay: calls, attendants })
  return recorded(on.store)
}

/** Sealed boxes hold a nonce and a key that are never seeded. */
const comparable = (events: readonly Recorded[]) =>
  events.map(({ stream, revision, type, data }) => JSON.stringify({ stream, revision, type, data }, (k, v: unknown) => (k === 'box' || k === 'key' ? '' : v)))

describe('a simulated day', () => {
  test('the events keep every law', async () => {
    const { broken, totals } = check(await run(1, 120, 8))
    expect(broken).toEqual([])
    expect(totals.received).toBeGreaterThan(150)
    for (const outcome of ['refused', 'leftInMenu', 'contained', 'answered', 'abandoned'] as const) expect([outcome, totals[outcome] > 0]).toEqual([outcome, true])
  })

  test('it has everything that happens at a centre', async () => {
    const events = await run(1, 500, 24)
    const some = (type: string, also: (data: Recorded['data']) => boolean = () => true) => expect([type, events.some((e) => e.type === type && also(e.data))]).toEqual([type, true])
    some('CallReceived', (e) => e['dialled'] === '08007072003')
    some('CallReceived', (e) => e['origin'] === 'withheld' && e['caller'] === undefined)
    some('CallReceived', (e) => 'previous' in e)
    for (const rule of ['notInService', 'originNotServed', 'closed', 'blocked']) some('CallRefused', (e) => e['rule'] === rule)
    some('SelfServiceAnswered', (e) => e['announcement'] === 'places-of-care')
    for (const why of ['wrongDigit', 'silence']) some('MenuRepeated', (e) => e['why'] === why)
    for (const outcome of ['noAnswer', 'declined', 'deviceLost']) some('OfferEnded', (e) => e['outcome'] === outcome)
    for (const reason of ['rest', 'meal']) some('BreakStarted', (e) => e['reason'] === reason)
    for (const type of ['CallLeftInMenu', 'CallHeld', 'CallTransferred', 'ConsultationAnswered', 'ConsultationEnded', 'HandedOver', 'CallAbandoned', 'MissCounted', 'DeviceRestored']) some(type)
    for (const by of ['attendant', 'clock']) some('WrapUpEnded', (e) => e['by'] === by)
    for (const by of ['caller', 'attendant']) some('CallEnded', (e) => e['by'] === by && e['outcome'] === 'answered')
  })

  test('no number and no name stands in clear', async () => {
    const text = JSON.stringify(await run(2, 40, 12))
    expect(text).toContain('"field":"caller"')
    // As many digits as no sealed box in base64 has by chance.
    expect(text).not.toMatch(/\+55\d{6}|\+999\d{5}|Almeida|Barbosa|Cardoso|Ferreira|Santos/)
  })

  test('the same seed gives the same events, another seed others', async () => {
    const [one, again, other] = [await run(7, 30, 8), await run(7, 30, 8), await run(8, 30, 8)]
    expect(comparable(again)).toEqual(comparable(one))
    expect(comparable(other)).not.toEqual(comparable(one))
  })
})
