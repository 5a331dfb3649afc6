import type { ContactId, Effect, Instant, SubjectRef } from '@disque/core'
import type { RecordedPlan } from '../calls/plan.js'
import type { ScheduledCall } from '../calls/schedule.js'
import type { WallClock } from '../figures/wall-clock.js'
import { gated } from '../traffic/gated.js'
import { scene, type Centre } from '../traffic/scene.js'
import { callersOf } from './callers.js'
import { desk, type Desk } from './desk.js'
import { line, type Line } from './line.js'
import { presencesOf, trainingOf } from './presence.js'

export interface Recording {
  /** The calls of one log. */
  readonly calls: readonly ScheduledCall[]
  readonly wall: WallClock
  readonly way: RecordedPlan['way']
  readonly subjectOf: (customer: string | undefined) => Promise<SubjectRef>
}

/** The callers and attendants of a log: they come, wait, talk and go as it shows, and hear what the centre does. */
export const world = (centre: Centre, { calls, wall, way, subjectOf }: Recording, seed: number) => {
  const s = scene(centre, seed)
  const desks = new Map<string, Desk>()
  const lines = new Map<ContactId, Line>()

  const hear = (effect: Effect): void => {
    const caller = lines.get(effect.contact)
    const place = desks.get(effect.device)
    if (place === undefined) return caller?.hear(effect)
    place.hear(effect)
    if (effect.kind === 'bridge') caller?.answered()
  }

  return {
    outbound: gated(s.now, hear),
    /** Registers and trains whoever served a call. */
    hire: async (): Promise<void> => {
      for (const [attendant, topics] of trainingOf(calls)) {
        const place = desk(s, attendant)
        desks.set(attendant, place)
        await place.hire(topics)
      }
    },
    /** Plans all arrivals and presences. */
    plan: (): void => {
      for (const presence of presencesOf(calls, wall)) desks.get(presence.attendant)?.work(presence)
      for (const caller of callersOf(calls, seed))
        s.at(caller.recorded.received, async () => {
          const subject = await subjectOf(caller.recorded.row.customer)
          const own = line(s, { caller, way: way(caller.recorded.row), subject }, () => lines.delete(own.contact))
          lines.set(own.contact, own)
          await own.dial()
        })
    },
    next: s.next,
    /** Does everything that people do at this instant. */
    act: async (now: Instant): Promise<void> => {
      for (let action = s.take(now); action !== undefined; action = s.take(now)) await action.act()
    },
  }
}
