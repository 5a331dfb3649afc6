import type { CallId, Instant, OfferId, QueueId, TopicId } from '@disque/core'
import { queues, topics } from '../plan/names.js'
import type { Planned } from './agenda.js'
import type { Desk } from './desk.js'
import type { Random } from './random.js'
import type { Scene } from './scene.js'

type Course = 'plain' | 'hold' | 'transfer' | 'consult'

/** How conversations go, by weight. */
const courses: readonly (readonly [Course, number])[] = [['plain', 87], ['hold', 8], ['transfer', 3], ['consult', 2]]
/** Mean seconds: 3 min 12 s is the handling time that the INSS published for its centre. */
const takes = { talk: 175, hold: 50, consulting: 35, waitingForColleague: 45 }
const callerEndsIt = 0.7
const handsOver = 0.6

/** Where an attendant of the front desk passes on what is not for it. */
const elsewhere: readonly (readonly [{ readonly queue: QueueId; readonly topic: TopicId }, number])[] = [
  [{ queue: queues.technical, topic: topics.dependentsCare }, 3],
  [{ queue: queues.technical, topic: topics.cultureIncentive }, 1],
  [{ queue: queues.ombudsman, topic: topics.manifestation }, 3],
  [{ queue: queues.relations, topic: topics.managers }, 1],
]

interface Side {
  readonly desk: Desk
  readonly offer: OfferId
}

/** One of the two may have hung up a moment before the other does something. */
const gone = ['CallNotAnswered', 'NotTheHolder'] as const

type Act = (side: Side, at: Instant) => Promise<void>

/** What is said between a caller and whoever answers: hold, consultation, transfer, end. */
export const conversation = (s: Scene, call: CallId, chance: Random, callerHangsUp: (at: Instant) => Promise<void>) => {
  let planned: Planned | undefined
  let holder: Side | undefined
  let consulting = false

  const then = (from: Instant, seconds: number, act: Act): void => {
    planned?.callOff()
    planned = s.after(from, seconds, async (at) => {
      if (holder !== undefined) await act(holder, at)
    })
  }
  const by = ({ desk }: Side) => ({ actor: desk.attendant })

  const end: Act = async (side, at) => {
    if (chance.chance(callerEndsIt)) return callerHangsUp(at)
    await s.toCall({ type: 'HangUp', call, at, by: 'attendant', attendant: side.desk.attendant }, by(side), ...gone)
    stop()
    side.desk.wrapUp(at, call, side.offer)
  }

  const hold = (rest: number): Act => async (side, at) => {
    await s.toCall({ type: 'HoldCall', call, at, attendant: side.desk.attendant }, by(side), ...gone)
    then(at, chance.lognormal(takes.hold, 0.5), async (again, later) => {
      await s.toCall({ type: 'ResumeCall', call, at: later, attendant: again.desk.attendant }, by(again), ...gone)
      then(later, rest, end)
    })
  }

  const transfer = (rest: number): Act => async (side, at) => {
    const aim = chance.oneOf(elsewhere)
    const done = await s.toCall({ type: 'TransferCall', call, at, by: side.desk.attendant, ...aim, ...s.live() }, by(side), 'QueueClosed', 'QueueIsFull', ...gone)
    if (done.length === 0) then(at, rest, end)
    else stop()
  }

  const consult = (rest: number): Act => async (side, at) => {
    const aim = { queue: queues.technical, topic: topics.dependentsCare }
    const done = await s.toCall({ type: 'OpenConsultation', call, at, by: side.desk.attendant, ...aim, ...s.live() }, by(side), 'QueueClosed', 'QueueIsFull', ...gone)
    consulting = done.length > 0
    if (consulting) then(at, takes.waitingForColleague, giveUpConsulting(rest))
    else then(at, rest, end)
  }

  const giveUpConsulting = (rest: number): Act => async (side, at) => {
    consulting = false
    await s.toCall({ type: 'EndConsultation', call, at, by: side.desk.attendant }, by(side), ...gone)
    then(at, rest, end)
  }

  const start = (side: Side, at: Instant): void => {
    holder = side
    const course = chance.oneOf(courses)
    const talk = 10 + chance.lognormal(takes.talk, 0.75)
    switch (course) {
      case 'plain': return then(at, talk, end)
      case 'hold': return then(at, talk * 0.4, hold(talk * 0.6))
      case 'transfer': return then(at, talk * 0.5, transfer(talk * 0.5))
      case 'consult': return then(at, talk * 0.5, consult(talk * 0.5))
    }
  }

  /** The colleague hears both, and takes the call over or advises. */
  const join = (colleague: Side, now: Instant): void => {
    consulting = false
    then(now, chance.exponential(takes.consulting), async (side, at) => {
      if (!chance.chance(handsOver)) return giveUpConsulting(chance.exponential(takes.talk))(side, at)
      const done = await s.toCall({ type: 'HandOver', call, at, from: side.desk.attendant, to: colleague.desk.attendant }, by(side), 'NotAParticipant', ...gone)
      if (done.length > 0) holder = colleague
      then(at, chance.lognormal(takes.talk, 0.6), end)
    })
  }

  const stop = (): void => {
    planned?.callOff()
    holder = undefined
  }

  return {
    connect: (side: Side, at: Instant): void => {
      if (holder === undefined) start(side, at)
      // A colleague who comes when he is no longer waited for is disconnected again.
      else if (consulting) join(side, at)
    },
    /** A desk was disconnected: the call ended, was passed on, or the colleague left. */
    leave: (desk: Desk): void => {
      if (holder?.desk === desk) stop()
    },
  }
}
export type Conversation = ReturnType<typeof conversation>
