import { describe, expect, test } from 'vitest'
import { seconds, type AttendantId, type Plan, type QueueId, type TopicId } from '@disque/core'
import { centreLaws } from '@disque/core/testing'
import { plan, planWith, scene, type Life } from '../scene.test-kit.js'

type Scene = Awaited<ReturnType<typeof scene>>
const general = { queue: 'general' as QueueId, topic: 'general' as TopicId }

const offerOf = async (s: Scene, call: string) => (await s.pending()).find((p) => p.contact === `call-${call}`)
const accept = async (s: Scene, call: string) => {
  const offer = await offerOf(s, call)
  if (offer !== undefined) await s.toShift(offer.shift, { type: 'Accept', offer: offer.offer })
  await s.settle()
}
const holderOf = async (s: Scene, call: string): Promise<AttendantId> =>
  (await s.events()).filter((e) => e.stream === `call-${call}`).flatMap((e) => (e.type === 'CallAnswered' ? [e.data['attendant'] as AttendantId] : e.type === 'HandedOver' ? [e.data['to'] as AttendantId] : [])).at(-1) ?? ('nobody' as AttendantId)

const queued = async (s: Scene, call: string) => {
  await s.dial(call)
  await s.press(call, '1')
  await s.settle()
}

/** What may happen to a call and an attendant, each as a story with a sure end. */
const stories: Readonly<Record<string, (s: Scene) => Promise<void>>> = {
  'a call that is answered and ends': async (s) => {
    await queued(s, 'c1')
    await accept(s, 'c1')
    await s.advance(seconds(20))
    await s.hangUp('c1')
  },
  'an offer that lapses and one that is declined': async (s) => {
    await queued(s, 'c1')
    await s.advance(seconds(16))
    const again = await offerOf(s, 'c1')
    if (again !== undefined) await s.toShift(again.shift, { type: 'Decline', offer: again.offer })
    await s.settle()
    await accept(s, 'c1')
    await s.hangUp('c1')
  },
  'a caller who gives up while an attendant is rung, and one just after the acceptance': async (s) => {
    await queued(s, 'c1')
    await s.hangUp('c1')
    await s.settle()
    await queued(s, 'c2')
    const offer = await offerOf(s, 'c2')
    if (offer !== undefined) await s.toShift(offer.shift, { type: 'Accept', offer: offer.offer })
    await s.hangUp('c2')
  },
  'a blind transfer': async (s) => {
    await queued(s, 'c1')
    await accept(s, 'c1')
    await s.toCall('c1', { type: 'TransferCall', by: await holderOf(s, 'c1'), ...general })
    await s.settle()
    await accept(s, 'c1')
    await s.hangUp('c1')
  },
  'an attended transfer': async (s) => {
    await queued(s, 'c1')
    await accept(s, 'c1')
    const first = await holderOf(s, 'c1')
    await s.toCall('c1', { type: 'OpenConsultation', by: first, ...general })
    await s.settle()
    await accept(s, 'c1')
    const second = first === 'ana' ? 'bia' : 'ana'
    await s.toCall('c1', { type: 'HandOver', from: first, to: second as AttendantId })
    await s.settle()
    await s.advance(seconds(5))
    await s.hangUp('c1')
  },
  'a consultation that is given up': async (s) => {
    await queued(s, 'c1')
    await accept(s, 'c1')
    await s.toCall('c1', { type: 'OpenConsultation', by: await holderOf(s, 'c1'), ...general })
    await s.settle()
    await s.toCall('c1', { type: 'EndConsultation', by: 'system' })
    await s.settle()
    await s.hangUp('c1')
  },
  'signing out while rung, and during a call': async (s) => {
    await queued(s, 'c1')
    const offer = await offerOf(s, 'c1')
    if (offer !== undefined) await s.toShift(offer.shift, { type: 'SignOut' })
    await s.settle()
    await accept(s, 'c1')
    for (const shift of ['ana-1', 'bia-1']) await s.toShift(shift, { type: 'SignOut' })
    await s.settle()
    await s.hangUp('c1')
  },
  'a device that is lost while rung': async (s) => {
    await queued(s, 'c1')
    const offer = await offerOf(s, 'c1')
    if (offer !== undefined) await s.toShift(offer.shift, { type: 'LoseDevice' })
    await s.settle()
    await accept(s, 'c1')
    await s.hangUp('c1')
  },
}

/** Everyone gone, everything due done. */
const play = async (story: (s: Scene) => Promise<void>, lives: readonly Life[], rules = plan) => {
  const s = await scene({ lives })
  await s.changePlan(rules)
  await s.signIn('ana')
  await s.settle()
  await s.advance(seconds(1))
  await s.signIn('bia')
  await s.settle()
  await story(s)
  await s.settle()
  await s.advance(seconds(120))
  for (const shift of ['ana-1', 'bia-1']) await s.toShift(shift, { type: 'SignOut' })
  await s.advance(seconds(120))
  const events = await s.events()
  const laws = centreLaws()
  for (const event of events) laws.take(event)
  const ends = (type: string) => events.filter((e) => e.type === type).map((e) => e.stream).sort()
  return {
    violations: laws.violations({ finished: true }),
    deaths: s.deaths(),
    figures: Object.fromEntries(['CallEnded', 'CallAbandoned', 'CallAnswered', 'HandedOver', 'MissCounted', 'ShiftStarted', 'ShiftEnded', 'ShiftClosed', 'BreakStarted'].map((type) => [type, ends(type)])),
    events: events.length,
  }
}

/** Stopped after each append in turn, with and without its checkpoints. */
const stopEverywhere = async (story: (s: Scene) => Promise<void>, rules: Plan.Plan): Promise<void> => {
  const whole = await play(story, [], rules)
  expect(whole.violations).toEqual([])
  for (let appends = 0; appends < whole.events; appends++)
    for (const loses of [appends, 0]) {
      const broken = await play(story, [{ appends, loses }], rules)
      expect({ at: appends, loses, violations: broken.violations, figures: broken.figures }).toEqual({ at: appends, loses, violations: [], figures: whole.figures })
    }
}

describe('CRASH-01 stopped between any two appends and started again, everything comes out as if nothing had happened', () => {
  for (const [name, story] of Object.entries(stories)) test(name, () => stopEverywhere(story, plan))
})

const both = planWith({ offerLimit: 2, routing: { strategy: 'ringAll', delays: { declined: { delaySeconds: 3 }, noAnswer: { delaySeconds: 5 } } } })

describe('CRASH-01 the same where both attendants are rung at once and rest after what they let go', () => {
  for (const [name, story] of Object.entries(stories)) test(name, () => stopEverywhere(story, both))
})
