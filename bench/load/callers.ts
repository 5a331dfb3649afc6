import { streamName, type CallId, type CentreId, type ContactId, type Effect, type Ids, type Instant, type PlanVersion, type QueueId, type SubjectRef } from '@disque/core'
import type { Chance } from './chance.js'
import { aims, dialled, digitThatAnswers, digitThatEnds, timeZone } from './plan.js'
import type { Sender } from './send.js'
import type { Timing } from './timing.js'

/** One call's end outside of the centre. */
export interface Caller {
  readonly contact: ContactId
  readonly dial: () => Promise<void>
  /** What the centre does to this line. */
  readonly hear: (effect: Effect) => void
  /** An attendant is on the line. */
  readonly talk: (attendant: string) => void
  /** Comes to an end by itself within so many milliseconds. */
  readonly hurry: (withinMs: number) => void
}

export interface Calling {
  readonly centre: CentreId
  readonly ids: Ids
  readonly chance: Chance
  readonly send: Sender
  readonly timing: Timing
  readonly now: () => Instant
  readonly planNow: PlanVersion
  readonly waitingNow: () => Readonly<Record<QueueId, number>>
  readonly contained: number
  /** Of a talk, in milliseconds. */
  readonly talkMs: number
  readonly over: (contact: ContactId) => void
}

const hangsUpHimself = 0.7
const silent = 0.02
const impatient = 0.02
const patienceMs = 120_000

/** Which keys a caller presses, one in each menu; none who has no keys that sound. */
const keysOf = ({ chance, contained }: Calling): readonly string[] => {
  if (chance.happens(silent)) return []
  if (chance.happens(contained)) return [chance.happens(0.5) ? digitThatAnswers : digitThatEnds]
  return chance.oneOf(aims).digits
}

/** Dials, chooses, waits, talks, hangs up: each step follows from what the centre lets the caller hear. */
export const caller = (given: Calling): Caller => {
  const { ids, chance, send, timing, planNow, talkMs, waitingNow } = given
  const call = ids.next() as CallId
  const contact = streamName('call', call) as string as ContactId
  const keys = [...keysOf(given)]
  let next: (() => void) | undefined
  let attendant: string | undefined
  let gone = false
  let hurried = false

  const then = (ms: number, act: () => Promise<unknown>) => {
    next?.()
    next = timing.after(ms, act)
  }
  const leave = () => {
    if (gone) return
    gone = true
    next?.()
    given.over(contact)
  }
  const hangUp = async () => {
    const by = attendant === undefined || chance.happens(hangsUpHimself) ? {} : { attendant }
    leave()
    await send.toCall('attendant' in by ? { type: 'HangUp', call, by: 'attendant', attendant: by.attendant as never } : { type: 'HangUp', call, by: 'caller' })
  }
  const inMenu = () => {
    const digit = keys.shift()
    // Silence is for the menu's own time to end.
    if (digit !== undefined) then(chance.between(200, 1500), () => send.toCall({ type: 'PressDigit', call, digit, planNow, waitingNow: waitingNow() }))
  }

  return {
    contact,
    dial: async () => {
      const at = given.now()
      await send.toCall({
        type: 'ReceiveCall', call, centre: given.centre, plan: planNow, planNow, protocol: ids.protocolNumber(at, timeZone), dialled, origin: chance.happens(0.7) ? 'mobile' : 'landline',
        subject: `s-${call}` as SubjectRef, waitingNow: waitingNow(),
      })
    },
    hear: ({ kind, detail }) => {
      if (gone) return
      if (kind === 'hang-up' || (kind === 'announce' && detail['last'] === true)) return leave()
      if (hurried) return
      if (kind === 'announce' && detail['menu'] !== undefined) return inMenu()
      if (kind === 'announce' && detail['why'] === undefined) return then(chance.between(200, 1500), hangUp)
      if (kind === 'notify' && detail['why'] === 'queued') then(chance.happens(impatient) ? chance.between(0, 500) : patienceMs, hangUp)
    },
    talk: (who) => {
      if (gone) return
      attendant = who
      if (!hurried) then(talkMs * chance.between(0.5, 1.5), hangUp)
    },
    hurry: (withinMs) => {
      if (gone) return
      hurried = true
      then(chance.between(0, withinMs), hangUp)
    },
  }
}
