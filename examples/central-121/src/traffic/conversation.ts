import type { CallId, OfferId, QueueId, TopicId } from '@disque/core'
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

/** What is said between a caller and whoever answers: hold, consultation, transfer, end. */
export const conversation = (s: Scene, call: CallId, chance: Random, callerHangsUp: () => Promise<void>) => {
  let planned: Planned | undefined
  let holder: Side | undefined
  let consulting = false

  const then = (seconds: number, act: (side: Side) => Promise<void>): void => {
    planned?.callOff()
    planned = s.after(seconds, async () => {
      if (holder !== undefined) await act(holder)
    })
  }
  const by = ({ desk }: Side) => ({ actor: desk.attendant })

  const end = async (side: Side): Promise<void> => {
    if (chance.chance(callerEndsIt)) return callerHangsUp()
    await s.toCall({ type: 'HangUp', call, at: s.now(), by: 'attendant', attendant: side.desk.attendant }, by(side), 'NotTheHolder', 'CallNotAnswered')
    stop()
    side.desk.wrapUp(call, side.offer)
  }

  const hold = (rest: number) => async (side: Side): Promise<void> => {
    await s.toCall({ type: 'HoldCall', call, at: s.now(), attendant: side.desk.attendant }, by(side))
    then(chance.lognormal(takes.hold, 0.5), async (again) => {
      await s.toCall({ type: 'ResumeCall', call, at: s.now(), attendant: again.desk.attendant }, by(again))
      then(rest, end)
    })
  }

  const transfer = (rest: number) => async (side: Side): Promise<void> => {
    const aim = chance.oneOf(elsewhere)
    const done = await s.toCall({ type: 'TransferCall', call, at: s.now(), by: side.desk.attendant, ...aim, ...s.live() }, by(side), 'QueueClosed', 'QueueIsFull')
    if (done.length === 0) then(rest, end)
  }

  const consult = (rest: number) => async (side: Side): Promise<void> => {
    const aim = { queue: queues.technical, topic: topics.dependentsCare }
    const done = await s.toCall({ type: 'OpenConsultation', call, at: s.now(), by: side.desk.attendant, ...aim, ...s.live() }, by(side), 'QueueClosed', 'QueueIsFull')
    consulting = done.length > 0
    if (consulting) then(takes.waitingForColleague, giveUpConsulting(rest))
    else then(rest, end)
  }

  const giveUpConsulting = (rest: number) => async (side: Side): Promise<void> => {
    consulting = false
    await s.toCall({ type: 'EndConsultation', call, at: s.now(), by: side.desk.attendant }, by(side))
    then(rest, end)
  }

  const start = (side: Side): void => {
    holder = side
    const course = chance.oneOf(courses)
    const talk = 10 + chance.lognormal(takes.talk, 0.75)
    switch (course) {
      case 'plain': return then(talk, end)
      case 'hold': return then(talk * 0.4, hold(talk * 0.6))
      case 'transfer': return then(talk * 0.5, transfer(talk * 0.5))
      case 'consult': return then(talk * 0.5, consult(talk * 0.5))
    }
  }

  /** The colleague hears both, and takes the call over or advises. */
  const join = (colleague: Side): void => {
    consulting = false
    then(chance.exponential(takes.consulting), async (side) => {
      if (!chance.chance(handsOver)) return giveUpConsulting(chance.exponential(takes.talk))(side)
      await s.toCall({ type: 'HandOver', call, at: s.now(), from: side.desk.attendant, to: colleague.desk.attendant }, by(side))
      holder = colleague
      then(chance.lognormal(takes.talk, 0.6), end)
    })
  }

  const stop = (): void => {
    planned?.callOff()
    holder = undefined
  }

  return {
    connect: (side: Side): void => (holder !== undefined && consulting ? join(side) : start(side)),
    /** A desk was disconnected: the call ended, was passed on, or the colleague left. */
    leave: (desk: Desk): void => {
      if (holder?.desk === desk) stop()
    },
  }
}
export type Conversation = ReturnType<typeof conversation>
