import { describe, expect, test } from 'vitest'
import { plus, seconds, type AttendantId, type OfferId, type Plan, type QueueRouting } from '@disque/core'
import { centreLaws } from '@disque/core/testing'
import { planWith, scene, start } from '../scene.test-kit.js'

type Scene = Awaited<ReturnType<typeof scene>>

/** Three attendants and one call that waits for them. */
const rung = async (routing: QueueRouting, more: Partial<Plan.Queue> = {}) => {
  const s = await scene()
  await s.changePlan(planWith({ offerLimit: 3, routing, ...more }))
  for (const name of ['ana', 'bia', 'caio']) await s.signIn(name)
  await s.settle()
  await s.dial('c1')
  await s.press('c1', '1')
  await s.settle()
  return s
}

const dataOf = async (s: Scene, type: string, stream?: string) => (await s.events()).filter((e) => e.type === type && (stream === undefined || e.stream === stream)).map((e) => e.data)
const rungAt = async (s: Scene) => (await dataOf(s, 'Reserved')).map((e) => [e['attendant'], (e.at - start) / 1000])
const broken = async (s: Scene) => {
  const laws = centreLaws()
  for (const event of await s.events()) laws.take(event)
  return laws.violations({ finished: true })
}

describe('several offers at once', () => {
  test('CALL-07 of two who accept at once the first Answer wins: the other is disengaged without wrap-up, the third released, and nobody has missed anything', async () => {
    const s = await rung({ strategy: 'ringAll' })
    const offers = await s.pending()
    expect(offers.map((o) => o.shift)).toEqual(['ana-1', 'bia-1', 'caio-1'])
    for (const { shift, offer } of offers.slice(1)) await s.toShift(shift, { type: 'Accept', offer })
    await s.settle()
    const [answered] = await dataOf(s, 'CallAnswered')
    const winner = answered?.['attendant'] as AttendantId
    const loser = winner === 'bia' ? 'caio-1' : 'bia-1'
    expect(['bia', 'caio']).toContain(winner)
    expect((await dataOf(s, 'OfferEnded')).map((e) => e['outcome'])).toEqual(['answeredByAnother', 'answeredByAnother'])
    expect((await s.typesOf(`shift-${loser}`)).slice(1)).toEqual(['Reserved', 'Engaged', 'Disengaged'])
    expect((await dataOf(s, 'Disengaged', `shift-${loser}`))[0]).not.toHaveProperty('wrapUpUntil')
    expect(await dataOf(s, 'ReservationEnded', 'shift-ana-1')).toMatchObject([{ outcome: 'released' }])
    await s.hangUp('c1')
    await s.advance(seconds(60))
    expect([await dataOf(s, 'MissCounted'), await broken(s)]).toEqual([[], []])
    await s.dial('c2')
    await s.press('c2', '1')
    await s.settle()
    expect((await s.pending()).length).toBe(3)
  })

  test('ROUTE-13 one more is rung after each pause, by the clock alone', async () => {
    const s = await rung({ strategy: 'ringProgressively', progressSeconds: 4 })
    await s.advance(seconds(60))
    expect((await rungAt(s)).slice(0, 3)).toEqual([['ana', 0], ['bia', 4], ['caio', 8]])
  })

  test('ROUTE-24 a further tier is rung at the instant at which it opens', async () => {
    const members = (['bia', 'caio'] as AttendantId[]).map((attendant, i) => ({ attendant, tier: i + 1 }))
    const s = await rung({ members, others: 'excluded', tiers: [{ tier: 1, afterSeconds: 20 }, { tier: 2, afterSeconds: 40 }] }, { offerLimit: 1, offerSeconds: 15 })
    await s.advance(seconds(59))
    expect(await rungAt(s)).toEqual([['bia', 20], ['bia', 35], ['caio', 50]])
  })

  test('SHIFT-14 who let an offer go is left alone for its time, then rung again', async () => {
    const s = await rung({ strategy: 'ringAll', delays: { busy: { delaySeconds: 7 }, declined: { delaySeconds: 30 } } }, { offerSeconds: 100 })
    const [first, second] = await s.pending()
    await s.toShift('ana-1', { type: 'Decline', offer: first?.offer as OfferId, because: 'busy' })
    await s.toShift('bia-1', { type: 'Decline', offer: second?.offer as OfferId })
    await s.advance(seconds(60))
    expect(await rungAt(s)).toEqual([['ana', 0], ['bia', 0], ['caio', 0], ['ana', 7], ['bia', 30]])
    expect((await dataOf(s, 'OfferEnded')).map((e) => e['outcome'])).toEqual(['busy', 'declined'])
  })

  test('SHIFT-15 a contact picked by hand is answered by who picked it, and what another has meanwhile taken is given back', async () => {
    const s = await scene()
    await s.changePlan(planWith({ routing: { delays: { declined: { delaySeconds: 600 } } } }))
    await s.dial('c1')
    await s.press('c1', '1')
    await s.signIn('bia')
    await s.settle()
    const [offer] = await s.pending()
    await s.toShift('bia-1', { type: 'Decline', offer: offer?.offer as OfferId })
    await s.settle()
    expect(await s.pending()).toEqual([])
    await s.pick('bia-1', 'c1', 'by-hand')
    await s.settle()
    expect(await dataOf(s, 'CallAnswered')).toMatchObject([{ attendant: 'bia', offer: 'by-hand' }])
    await s.signIn('ana')
    await s.settle()
    await s.pick('ana-1', 'c1', 'too-late')
    await s.settle()
    expect(await dataOf(s, 'Disengaged', 'shift-ana-1')).toMatchObject([{ offer: 'too-late', because: 'CallNotWaiting' }])
    await s.hangUp('c1')
    await s.advance(seconds(60))
    expect(await broken(s)).toEqual([])
  })
})

describe('escalation', () => {
  test('ROUTE-10 each step is taken at its instant by the clock alone, in the order of time, once', async () => {
    const announcement = 'welcome' as never
    const s = await scene()
    await s.changePlan(planWith({ routing: { steps: [
      { id: 'sorry', when: { afterSeconds: 45 }, then: { do: 'message', announcement } },
      { id: 'sooner', when: { afterSeconds: 30, noneTrained: true }, then: { do: 'priority', by: 1 } },
      { id: 'enough', when: { afterSeconds: 90 }, then: { do: 'close', announcement } },
    ] } }))
    await s.dial('c1')
    await s.press('c1', '1')
    await s.advance(seconds(300))
    expect((await dataOf(s, 'CallEscalated')).map((e) => [e['step'], e.at])).toEqual([['sooner', plus(start, seconds(30))], ['sorry', plus(start, seconds(45))], ['enough', plus(start, seconds(90))]])
    expect(await dataOf(s, 'CallEnded')).toMatchObject([{ by: 'system', outcome: 'unserved', at: plus(start, seconds(90)) }])
    expect(await broken(s)).toEqual([])
  })

  test('ROUTE-15 a citizen is called back by who is free, tried again after the pause, and keeps the attendant for no longer than the dial', async () => {
    const s = await scene()
    await s.changePlan(planWith({ routing: { callback: { attempts: 2, retrySeconds: 60, dialSeconds: 20 } } }))
    await s.dial('c1')
    await s.press('c1', '1')
    await s.toCall('c1', { type: 'RequestCallback' })
    await s.hangUp('c1')
    await s.signIn('ana')
    await s.settle()
    await s.acceptAll()
    await s.settle()
    await s.advance(seconds(20))
    expect(await dataOf(s, 'Disengaged')).toMatchObject([{ because: 'CallbackFailed', at: plus(start, seconds(20)) }])
    expect((await dataOf(s, 'Disengaged'))[0]).not.toHaveProperty('wrapUpUntil')
    await s.advance(seconds(60))
    expect(await rungAt(s)).toEqual([['ana', 0], ['ana', 80]])
    await s.acceptAll()
    await s.settle()
    const offer = (await dataOf(s, 'CallbackDialled')).at(-1)?.['offer'] as OfferId
    await s.toCall('c1', { type: 'ConnectCallback', offer })
    await s.settle()
    await s.advance(seconds(10))
    await s.hangUp('c1')
    await s.advance(seconds(60))
    expect(await dataOf(s, 'CallEnded')).toMatchObject([{ outcome: 'answered' }])
    expect((await dataOf(s, 'Disengaged'))[1]).toHaveProperty('wrapUpUntil')
    expect([await dataOf(s, 'MissCounted'), await broken(s)]).toEqual([[], []])
  })
})
