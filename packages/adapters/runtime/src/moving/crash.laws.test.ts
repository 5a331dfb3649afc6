import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import {
  offers, seconds, telephony, type AnnouncementId, type AttendantId, type OfferId, type Plan, type QueueId, type Step, type TopicId,
} from '@disque/core'
import { centreLaws } from '@disque/core/testing'
import { planWith, scene } from '../scene.test-kit.js'

type Scene = Awaited<ReturnType<typeof scene>>
const attendants = ['ana', 'bia', 'caio']
const general = { queue: 'general' as QueueId, topic: 'general' as TopicId }

const acts = [
  'queue', 'queue', 'queue', 'queue', 'queue', 'accept', 'accept', 'accept', 'accept', 'accept', 'decline', 'busy', 'hangUp', 'hangUp', 'wait', 'wait', 'wait', 'settle', 'settle', 'pick', 'pick',
  'callBack', 'callBack', 'connect', 'connect', 'dialFails', 'cancelCallback', 'transfer', 'transfer', 'consult', 'consult', 'endConsultation', 'handOver', 'handOver',
  'loseDevice', 'restoreDevice', 'break', 'endBreak', 'signOut', 'signIn', 'train', 'capacity',
] as const
const callback = { attempts: 2, retrySeconds: 20, dialSeconds: 10 }
const announcement = 'welcome' as AnnouncementId
const steps: readonly Step[] = [
  { id: 'sooner', when: { afterSeconds: 10 }, then: { do: 'priority', by: 1 } },
  { id: 'alone', when: { noneTrained: true }, then: { do: 'relax', level: 0 } },
  { id: 'crowd', when: { waiting: 3 }, then: { do: 'callback', announcement } },
  { id: 'enough', when: { afterSeconds: 40 }, then: { do: 'close', announcement } },
]
/** What centres may want of a queue. */
const rules = fc.constantFrom<Partial<Plan.Queue>>(
  {},
  { routing: { callback } },
  { offerLimit: 3, routing: { callback, strategy: 'ringAll' } },
  { offerLimit: 2, routing: { callback, strategy: 'ringAll', steps, delays: { declined: { delaySeconds: 5 }, busy: { delaySeconds: 5 } } } },
  { offerLimit: 3, routing: { callback, strategy: 'ringProgressively', progressSeconds: 3, delays: { noAnswer: { delaySeconds: 10 }, deviceLost: { delaySeconds: 5 } } } },
  { routing: { callback, strategy: 'roundRobin', steps, knownSeconds: 10 } }
)
const act = fc.record({ what: fc.constantFrom(...acts), nth: fc.nat(5), settled: fc.boolean() })
const life = fc.record({ appends: fc.nat(25), loses: fc.nat(25) })

interface Known {
  readonly calls: number
  readonly shifts: Map<string, number>
}

const perform = async (s: Scene, known: { calls: number; picks: number; shifts: Map<string, number> }, what: (typeof acts)[number], nth: number): Promise<void> => {
  const call = `c${nth % Math.max(1, known.calls)}`
  const [me = 'ana', other = 'bia'] = [attendants[nth % 3], attendants[(nth + 1) % 3]]
  const shift = `${me}-${known.shifts.get(me) ?? 0}`
  const by = me as AttendantId
  const pending = await s.pending()
  const offer = pending[nth % Math.max(1, pending.length)]
  switch (what) {
    case 'queue':
      known.calls++
      await s.dial(`c${known.calls - 1}`)
      await s.press(`c${known.calls - 1}`, '1')
      return
    case 'accept':
    case 'decline':
      if (offer !== undefined) await s.toShift(offer.shift, { type: what === 'accept' ? 'Accept' : 'Decline', offer: offer.offer })
      return
    case 'hangUp':
      await s.hangUp(call)
      return
    case 'wait':
      return s.advance(seconds(1 + 5 * nth))
    case 'settle':
      await s.settle()
      return
    case 'transfer':
      for (const attendant of attendants) await s.toCall(call, { type: 'TransferCall', by: attendant as AttendantId, ...general })
      return
    case 'consult':
      for (const attendant of attendants) await s.toCall(call, { type: 'OpenConsultation', by: attendant as AttendantId, ...general })
      return
    case 'endConsultation':
      await s.toCall(call, { type: 'EndConsultation', by: 'system' })
      return
    case 'handOver':
      await s.toCall(call, { type: 'HandOver', from: by, to: other as AttendantId })
      return
    case 'loseDevice':
      await s.toShift(shift, { type: 'LoseDevice' })
      return
    case 'restoreDevice':
      await s.toShift(shift, { type: 'RestoreDevice' })
      return
    case 'break':
      await s.toShift(shift, { type: 'StartBreak', reason: 'lunch' })
      return
    case 'endBreak':
      await s.toShift(shift, { type: 'EndBreak' })
      return
    case 'signOut':
      await s.toShift(shift, { type: 'SignOut' })
      return
    case 'busy':
      if (offer !== undefined) await s.toShift(offer.shift, { type: 'Decline', offer: offer.offer, because: 'busy' })
      return
    case 'pick':
      await s.pick(shift, call, `picked-${known.picks++}`)
      return
    case 'callBack':
      await s.toCall(call, { type: 'RequestCallback' })
      return
    case 'connect':
    case 'dialFails': {
      const dial = (await s.events()).filter((e) => e.type === 'CallbackDialled').at(-1)
      if (dial === undefined) return
      const of = { offer: dial.data['offer'] as OfferId }
      await s.toCall(dial.stream.slice('call-'.length), what === 'connect' ? { type: 'ConnectCallback', ...of } : { type: 'FailCallback', ...of, why: 'busy' })
      return
    }
    case 'cancelCallback':
      await s.toCall(call, { type: 'CancelCallback' })
      return
    case 'signIn':
      known.shifts.set(me, (known.shifts.get(me) ?? 0) + 1)
      return s.signIn(me, `${me}-${known.shifts.get(me) ?? 0}`)
    case 'train':
      await s.toAttendant(me, { type: 'TrainAttendant', topic: general.topic, level: 1 + nth })
      return
    case 'capacity':
      await s.toAttendant(me, { type: 'ChangeCapacity', capacity: 1 + (nth % 3) })
      return
  }
}

const lawsOf = async (s: Scene, finished: boolean) => {
  const laws = centreLaws()
  for (const event of await s.events()) laws.take(event)
  return laws.violations({ finished })
}

const leave = async (s: Scene, { calls, shifts }: Known): Promise<void> => {
  for (let n = 0; n < calls; n++) for (const by of ['caller', 'system'] as const) await s.hangUp(`c${n}`, by)
  // By then another worker has taken over from a dead one, and whoever was to start has started.
  await s.advance(seconds(60))
  for (const [name, count] of shifts) for (let n = 0; n <= count; n++) await s.toShift(`${name}-${n}`, { type: 'SignOut' })
  await s.advance(seconds(300))
}

describe('at random', () => {
  test.prop([fc.array(act, { minLength: 5, maxLength: 50 }), fc.array(life, { maxLength: 6 }), rules], { numRuns: 300 })(
    'CRASH-01 whatever callers and attendants do and wherever workers die, no law is broken, and in the end nobody is stuck',
    async (acted, lives, queue) => {
      const s = await scene({ lives })
      const known = { calls: 0, picks: 0, shifts: new Map(attendants.map((name) => [name, 0])) }
      await s.changePlan(planWith(queue))
      for (const name of attendants) await s.signIn(name, `${name}-0`)
      await s.settle()
      for (const { what, nth, settled } of acted) {
        await perform(s, known, what, nth)
        if (settled) await s.settle()
      }
      await s.settle()
      expect(await lawsOf(s, false)).toEqual([])
      await leave(s, known)
      // Whoever outlived its last checkpoint dies now.
      while (s.deaths() < lives.length) s.die()
      await s.advance(seconds(60))
      expect(await lawsOf(s, true)).toEqual([])
      const opened = (await s.events()).filter((e) => e.type === 'ShiftOpened').length
      expect((await s.events()).filter((e) => e.type === 'ShiftClosed').length).toBe(opened)
      for (const collection of [...[offers, telephony].map(({ name, version }) => `process/${name}/${version}`), 'timers']) {
        const left: string[] = []
        for await (const read of s.readModel.scan(collection)) left.push(JSON.stringify(read))
        expect({ collection, left }).toEqual({ collection, left: [] })
      }
    }
  )
})
