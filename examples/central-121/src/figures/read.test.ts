import { fc, test } from '@fast-check/vitest'
import { isLeft } from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import {
  Figures, instant, protocolNumber, streamName, uuidFrom, type AnnouncementId, type Attendant, type AttendantId, type Call, type CallId, type CentreId, type CommandId, type ContactId, type EventStore, type Instant, type MenuId,
  type OfferId, type PlanVersion, type QueueId, type Shift, type ShiftId, type SubjectRef, type TopicId,
} from '@disque/core'
import { memoryStore } from '@disque/memory'
import { logLines } from '../calls/log.arbitrary.js'
import { brought, inMemory, logText } from '../calls/log.test-kit.js'
import { jsonFigures } from '../report/json.js'
import { factsOf, totalOf, type Facts } from './read.js'

const start = instant('2020-07-01T10:00:00Z')
const after = (seconds: number): Instant => (start + seconds * 1000) as Instant

const store = async (streams: Readonly<Record<string, readonly (Call.Event | Shift.Event | Attendant.Event)[]>>): Promise<EventStore> => {
  const made = memoryStore({ fault: () => undefined })
  for (const [name, events] of Object.entries(streams)) {
    const stream = streamName(name.slice(0, name.indexOf('-')), name.slice(name.indexOf('-') + 1))
    for (const [i, event] of events.entries()) {
      const metadata = { schema: 1, commandId: `${name}/${i}` as CommandId, correlation: name, recordedAt: event.at }
      const stored = await made.append(stream, i === 0 ? 'no-stream' : i - 1, [{ id: uuidFrom(name, i), type: event.type, data: { ...event }, metadata }])()
      if (isLeft(stored)) throw new Error(stored.left._tag)
    }
  }
  return made
}

const factsIn = async (streams: Parameters<typeof store>[0], limits?: Figures.Limits): Promise<Facts> => {
  const facts = await factsOf(await store(streams), limits)()
  if (isLeft(facts)) throw new Error(facts.left._tag)
  return facts.right
}

const [plan, offer, shift, attendant] = ['c@1' as PlanVersion, 'o1' as OfferId, 's1' as ShiftId, 'a1' as AttendantId]
const [front, area] = ['front' as QueueId, 'area' as QueueId]
const who = { offer, attendant, shift }
const received = (s: number): Call.Event => ({
  type: 'CallReceived', at: after(s), call: 'x' as CallId, centre: 'c' as CentreId, plan, protocol: protocolNumber(start, 'UTC', 1), dialled: '121', origin: 'landline', subject: 's-1' as SubjectRef,
})
const queued = (s: number, queue = front): Call.Event => ({ type: 'CallQueued', at: after(s), queue, topic: 't' as TopicId, priority: 0, rankSince: after(s), planNow: plan })
const answered = (s: number): Call.Event => ({ type: 'CallAnswered', at: after(s), ...who })
const abandoned = (s: number): Call.Event => ({ type: 'CallAbandoned', at: after(s), queue: front, rankSince: after(0), enteredAt: after(0), subject: 's-1' as SubjectRef })
const moved = (s: number): Call.Event => ({ type: 'CallEscalated', at: after(s), queue: front, step: 'overflow', action: { do: 'queue', queue: area }, planNow: plan })
const requested = (s: number): Call.Event => ({ type: 'CallbackRequested', at: after(s), queue: front, terms: { attempts: 1, retrySeconds: 60, dialSeconds: 30 }, planNow: plan })
const dialled = (s: number): Call.Event => ({ type: 'CallbackDialled', at: after(s), ...who, attempt: 1, until: after(s + 30) })
const failed = (s: number): Call.Event => ({ type: 'CallbackFailed', at: after(s), attempt: 1, why: 'noAnswer', releases: [offer] })
const over = (s: number, outcome: 'answered' | 'contained' | 'unserved' | 'withdrawn'): Call.Event => ({ type: 'CallEnded', at: after(s), by: 'caller', outcome, releases: [] })
const transferred = (s: number): Call.Event => ({ type: 'CallTransferred', at: after(s), queue: area, topic: 't' as TopicId, priority: 0, rankSince: after(0), from: attendant, planNow: plan, releases: [offer] })
const informed = (s: number): Call.Event => ({ type: 'SelfServiceAnswered', at: after(s), announcement: 'places' as AnnouncementId })
const refused = (s: number, rule: 'retired' | 'queueFull'): Call.Event => ({ type: 'CallRefused', at: after(s), rule, announcement: 'a' as AnnouncementId, planNow: plan })
const leftMenu = (s: number): Call.Event => ({ type: 'CallLeftInMenu', at: after(s), menu: 'm' as MenuId, by: 'caller' })

const countsIn = (facts: Facts, queue: QueueId) => [...(facts.visits.get(queue)?.values() ?? [])].reduce(Figures.addCounts, Figures.noCounts)

describe('facts of calls', () => {
  it('tell apart the refused by reason, those left in the menu, the contained and the unserved', async () => {
    const facts = await factsIn({
      'call-1': [received(0), refused(0, 'retired')],
      'call-2': [received(0), refused(0, 'queueFull')],
      'call-3': [received(0), refused(0, 'retired')],
      'call-4': [received(0), leftMenu(9)],
      'call-5': [received(0), informed(5), over(30, 'contained')],
      'call-6': [received(0), queued(5), over(60, 'unserved')],
    })
    expect(facts).toMatchObject({ events: 14, received: 6, refused: { retired: 2, queueFull: 1 }, leftInMenu: 1, contained: 1, unserved: 1, transferred: 0 })
    expect(totalOf(facts)).toEqual({ ...Figures.noCounts, offered: 1, flowedOut: 1 })
  })

  it('count an abandoned call as one, and a contained one as none', async () => {
    const facts = await factsIn({ 'call-1': [received(0), queued(5), abandoned(10)], 'call-2': [received(0), informed(5), over(30, 'contained')] })
    expect(totalOf(facts)).toEqual({ ...Figures.noCounts, offered: 1, abandoned: 1, abandonedWithin: 1, abandonedShort: 1 })
    expect(Figures.abandonment(totalOf(facts))).toBe(1)
  })

  it('offer a transferred call again, in its new queue, and end its first talk there', async () => {
    const facts = await factsIn({ 'call-1': [received(0), queued(10), answered(25), transferred(85), answered(115), over(215, 'answered')] })
    expect(countsIn(facts, front)).toEqual({ ...Figures.noCounts, offered: 1, answered: 1, answeredWithin: 1, answerWait: 15_000, talks: 1, talk: 60_000 })
    expect(countsIn(facts, area)).toEqual({ ...Figures.noCounts, offered: 1, answered: 1, answerWait: 30_000, talks: 1, talk: 100_000 })
    expect(facts.transferred).toBe(1)
  })

  it('FIG-17 end the wait of whoever is moved, and begin another in the new queue', async () => {
    const facts = await factsIn({ 'call-1': [received(0), queued(10), moved(40), answered(55), over(100, 'answered')], 'call-2': [received(0), queued(0), moved(8), abandoned(20)] })
    expect(countsIn(facts, front)).toEqual({ ...Figures.noCounts, offered: 2, flowedOut: 2 })
    expect(countsIn(facts, area)).toEqual({ ...Figures.noCounts, offered: 2, answered: 1, answeredWithin: 1, answerWait: 15_000, talks: 1, talk: 45_000, abandoned: 1, abandonedWithin: 1 })
    expect([facts.received, facts.transferred]).toEqual([2, 0])
  })

  it('FIG-17 end the wait of whoever is to be called back: the answer, the last failure or the withdrawal is no answer or abandonment of it', async () => {
    const toBeCalled = [received(0), queued(10), requested(40)]
    const facts = await factsIn({
      'call-1': [...toBeCalled, dialled(300), answered(310), over(400, 'answered')],
      'call-2': [...toBeCalled, moved(200), dialled(300), failed(330), over(330, 'unserved')],
      'call-3': [...toBeCalled, over(90, 'withdrawn')],
    })
    expect(totalOf(facts)).toEqual({ ...Figures.noCounts, offered: 3, flowedOut: 3, talks: 1, talk: 90_000 })
    expect([facts.unserved, Figures.stillWaiting(totalOf(facts)), Figures.abandonment(totalOf(facts))]).toEqual([1, 0, 0])
  })

  it('belong to the half hour of the offer, however late the answer', async () => {
    const facts = await factsIn({ 'call-1': [received(1780), queued(1799), answered(1850), over(9000, 'answered')], 'call-2': [received(1795), queued(1800)] })
    expect([...(facts.visits.get(front) ?? [])].map(([at, c]) => [at, c.offered, c.answered, c.talk, Figures.stillWaiting(c)])).toEqual([
      [start, 1, 1, 7_150_000, 0], [after(1800), 1, 0, 0, 1],
    ])
  })

  it('are asked with any limit: events keep waits, not levels', async () => {
    const streams = { 'call-1': [received(0), queued(0), abandoned(8)], 'call-2': [received(0), queued(0), answered(8), over(9, 'answered')] }
    const at = async (withinSeconds: number, shortSeconds: number) => {
      const { answeredWithin, abandonedWithin, abandonedShort } = totalOf(await factsIn(streams, { withinSeconds, shortSeconds }))
      return [answeredWithin, abandonedWithin, abandonedShort]
    }
    expect([await at(8, 7), await at(7, 7), await at(20, 8)]).toEqual([[1, 1, 0], [0, 0, 0], [1, 1, 1]])
  })
})

const registered = (unbounded: boolean): Attendant.Event => ({ type: 'AttendantRegistered', at: after(0), attendant, centre: 'c' as CentreId, capacity: 1, ...(unbounded ? { unbounded: true as const } : {}) })
const started = (s: number): Shift.Event => ({ type: 'ShiftStarted', at: after(s), shift, attendant, centre: 'c' as CentreId, capacity: 1, training: [] })
const one = (of: string) => ({ offer: of as OfferId, contact: `call-${of}` as ContactId })
const engaged = (s: number, of = 'o1'): Shift.Event => ({ type: 'Engaged', at: after(s), ...one(of), shift, attendant, confirmBy: after(s + 5), parks: [] })
const confirmed = (s: number, of = 'o1'): Shift.Event => ({ type: 'EngagementConfirmed', at: after(s), ...one(of) })
const disengaged = (s: number, wrapUpUntil?: number, of = 'o1'): Shift.Event => ({ type: 'Disengaged', at: after(s), ...one(of), because: 'CallEnded', resumes: [], ...(wrapUpUntil === undefined ? {} : { wrapUpUntil: after(wrapUpUntil) }) })
const wrappedUp = (s: number, of = 'o1'): Shift.Event => ({ type: 'WrapUpEnded', at: after(s), ...one(of), by: 'attendant' })
const onBreak = (s: number): Shift.Event => ({ type: 'BreakStarted', at: after(s), reason: 'lunch' })
const back = (s: number): Shift.Event => ({ type: 'BreakEnded', at: after(s) })
const gone = (s: number): Shift.Event => ({ type: 'ShiftEnded', at: after(s), shift, attendant })

const presenceIn = async (...events: readonly Shift.Event[]) => (await factsIn({ 'attendant-a1': [registered(false)], 'shift-s1': events })).attendants.get(attendant)

describe('facts of attendants', () => {
  it('are handling while a contact or its wrap-up is on, and idle while free; a break is neither', async () => {
    const presence = await presenceIn(started(0), engaged(100), confirmed(100), disengaged(160, 190), wrappedUp(190), onBreak(200), back(500), gone(600))
    expect(presence).toEqual({ handling: 90_000, idle: 210_000, handled: 1, handledTime: 90_000, unbounded: false })
  })

  it('count two contacts at once as one time of handling and two of contacts', async () => {
    const presence = await presenceIn(started(0), engaged(0), confirmed(0), engaged(10, 'o2'), confirmed(10, 'o2'), disengaged(30), disengaged(40, undefined, 'o2'), gone(40))
    expect(presence).toEqual({ handling: 40_000, idle: 0, handled: 2, handledTime: 60_000, unbounded: false })
  })

  it('count no contact that was never confirmed, and a shift that goes on up to its last event', async () => {
    expect(await presenceIn(started(0), engaged(10), disengaged(12), onBreak(20))).toEqual({ handling: 2_000, idle: 18_000, handled: 0, handledTime: 0, unbounded: false })
  })

  it('count no contact for a dial that came to nothing, but its time', async () => {
    const released: Shift.Event = { type: 'Disengaged', at: after(40), ...one('o1'), because: 'CallbackFailed', resumes: [] }
    expect(await presenceIn(started(0), engaged(10), confirmed(10), released, gone(50))).toEqual({ handling: 30_000, idle: 20_000, handled: 0, handledTime: 0, unbounded: false })
  })

  it('leave a pseudo-attendant out of the number of attendants', async () => {
    const facts = await factsIn({ 'attendant-a1': [registered(true)], 'shift-s1': [started(0), engaged(10), confirmed(10), disengaged(12), gone(20)] })
    expect(facts.attendants.get(attendant)).toMatchObject({ unbounded: true, handled: 1 })
    expect(jsonFigures(facts, 0)['attendants']).toBe(0)
  })
})

describe('facts of a store', () => {
  it('name the event that cannot be read', async () => {
    const damaged = { ...queued(5), priority: 'high' } as unknown as Call.Event
    expect(await factsOf(await store({ 'call-1': [received(0), damaged] }))()).toMatchObject({ _tag: 'Left', left: { _tag: 'EventUndecodable', stream: 'call-1', revision: 1, type: 'CallQueued', path: expect.stringContaining('priority') as string } })
  })

  test.prop([logLines], { numRuns: 20 })('agree on both sides: who was answered was handled, for as long as the talk', async (lines) => {
    const { facts } = await brought(logText(...lines), inMemory())
    const staff = [...facts.attendants.values()].reduce(Figures.addPresence, Figures.noPresence)
    const total = totalOf(facts)
    expect([staff.handled, staff.handledTime]).toEqual([total.answered, total.talk])
    expect(total.offered + facts.leftInMenu).toBe(facts.received)
    expect(Figures.stillWaiting(total)).toBe(0)
    for (const one of facts.attendants.values()) if (!one.unbounded) expect(one.handling).toBe(one.handledTime)
  })

  test.prop([logLines, fc.integer({ min: 0, max: 30 })], { numRuns: 20 })('are the same for other limits, but for what the limits count', async (lines, withinSeconds) => {
    const opened = inMemory()
    const { facts } = await brought(logText(...lines), opened)
    const other = await factsOf(opened.store, { withinSeconds, shortSeconds: 0 })()
    if (isLeft(other)) throw new Error(other.left._tag)
    const plain = (f: Facts) => ({ ...totalOf(f), answeredWithin: 0, abandonedWithin: 0, abandonedShort: 0 })
    expect(plain(other.right)).toEqual(plain(facts))
  })
})
