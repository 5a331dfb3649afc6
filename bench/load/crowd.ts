import { effectGate, type AttendantId, type CentreId, type Clock, type ContactId, type Effect, type Ids, type PlanVersion, type QueueId, type ShiftId } from '@disque/core'
import { caller, type Caller } from './callers.js'
import { chanceFrom } from './chance.js'
import { desk, type Desk } from './desks.js'
import { trainingOf } from './plan.js'
import type { Sender } from './send.js'
import { timing } from './timing.js'

export interface CrowdOptions {
  readonly ids: Ids
  readonly clock: Clock
  readonly send: Sender
  readonly centre: CentreId
  readonly planNow: PlanVersion
  readonly waitingNow: () => Readonly<Record<QueueId, number>>
  readonly attendants: number
  readonly contactsPerMs: number
  readonly contained: number
  readonly talkMs: number
  readonly seed: number
  /** Someone could not do what they wanted to: a fault of the bench. */
  readonly onFailure: (error: unknown) => void
}

const signingInTogether = 64

/** Everybody outside: the attendants, and callers who come at random, however long the centre takes. */
export const crowd = (given: CrowdOptions) => {
  const { clock, attendants, contactsPerMs, seed, send } = given
  const chance = chanceFrom(seed)
  const time = timing(given.onFailure)
  const gate = effectGate(20_000)
  const callers = new Map<ContactId, Caller>()
  const desks = new Map<string, Desk>()
  let dialled = 0
  let stopArrivals: (() => void) | undefined

  const comes = async () => {
    const one = caller({ ...given, chance, timing: time, now: clock.now, over: (contact) => void callers.delete(contact) })
    callers.set(one.contact, one)
    dialled++
    await one.dial()
  }

  const arrive = () => {
    let due = performance.now() + chance.untilNext(contactsPerMs)
    const next = () => {
      stopArrivals = time.after(Math.max(0, due - performance.now()), async () => {
        const arrivals: Promise<void>[] = []
        // Who should have come by now comes at once: nobody stays away because the centre is slow.
        for (; due <= performance.now(); due += chance.untilNext(contactsPerMs)) arrivals.push(comes())
        next()
        await Promise.all(arrivals)
      })
    }
    next()
  }

  const inTurn = async (act: (one: Desk) => Promise<void>) => {
    const waiting = [...desks.values()]
    await Promise.all(Array.from({ length: signingInTogether }, async () => {
      for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await act(one)
    }))
  }

  for (let n = 0; n < attendants; n++) {
    const attendant = `${given.centre}-${n}` as AttendantId
    desks.set(attendant, desk({ attendant, shift: `${attendant}-1` as ShiftId, centre: given.centre, topics: trainingOf(n), send, timing: time, chance, now: clock.now }))
  }

  return {
    signIn: () => inTurn((one) => one.signIn()),
    signOut: () => inTurn((one) => one.signOut()),
    arrive,
    /** Nobody else comes; who is there ends within so many milliseconds. */
    close: (withinMs: number): void => {
      stopArrivals?.()
      for (const one of callers.values()) one.hurry(withinMs)
    },
    stop: time.stop,
    hear: (effect: Effect): void => {
      if (gate.judge(effect, clock.now()) === 'drop') return
      const place = desks.get(effect.device)
      const line = callers.get(effect.contact)
      if (place === undefined) return line?.hear(effect)
      place.hear(effect)
      if (effect.kind === 'bridge') line?.talk(place.attendant)
    },
    dialled: () => dialled,
    present: () => callers.size,
  }
}
export type Crowd = ReturnType<typeof crowd>
