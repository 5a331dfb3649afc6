import type { Widened } from '../routing/contact.js'
import type { Action } from '../routing/policy.js'
import type { AttendantId, QueueId, TopicId } from '../shared/ids.js'
import type { Instant } from '../shared/instant.js'

/** A place in a queue. `enteredAt` is for figures; `rankSince` orders, and survives transfer, callback and return. */
export interface Place {
  readonly queue: QueueId
  readonly topic: TopicId
  readonly priority: number
  readonly enteredAt: Instant
  readonly rankSince: Instant
  /** Of this queue: escalation counts from here. */
  readonly joinedAt: Instant
  /** What the queue's escalation has let go. */
  readonly widened?: Widened
  /** The attendant who knows the contact: a preference, never a condition. */
  readonly prefers?: AttendantId
  /** Only this attendant may be offered it; a step to another queue lets go of it. */
  readonly only?: AttendantId
}

/** The place of a contact that joins a queue now. */
export const joined = (to: Pick<Place, 'queue' | 'topic' | 'priority' | 'rankSince' | 'prefers' | 'only'>, at: Instant): Place => {
  const { queue, topic, priority, rankSince, prefers, only } = to
  return { queue, topic, priority, enteredAt: at, rankSince, joinedAt: at, ...(prefers === undefined ? {} : { prefers }), ...(only === undefined ? {} : { only }) }
}

/** A step of a queue's escalation that a contact has taken. */
export interface TakenStep {
  readonly queue: QueueId
  readonly step: string
  readonly action: Action
}

/** WAIT-04 Each step of each queue is taken once by a contact, also when it comes back to the queue: so no escalation goes on for ever. */
export const isTaken = (taken: readonly TakenStep[], queue: QueueId, step: string): boolean => taken.some((t) => t.queue === queue && t.step === step)

const wider = (w: Widened, { action }: TakenStep): Widened => {
  switch (action.do) {
    case 'relax':
      return {
        ...w,
        ...(action.level === undefined ? {} : { level: Math.min(w.level ?? action.level, action.level) }),
        ...(action.drops === undefined ? {} : { drops: [...new Set([...(w.drops ?? []), ...action.drops])] }),
      }
    case 'tier':
      return { ...w, tier: Math.max(w.tier ?? 0, action.tier) }
    case 'priority':
    case 'callback':
    case 'queue':
    case 'message':
    case 'close':
      return w
  }
}

/** WAIT-05 What steps have let go only grows; it counts while the contact waits in the queue whose steps they are, also when it comes back there. */
export const widenedIn = (taken: readonly TakenStep[], queue: QueueId): Widened | undefined => {
  const all = taken.filter((t) => t.queue === queue).reduce<Widened>(wider, {})
  return Object.keys(all).length === 0 ? undefined : all
}

/** A place as it is after these steps. */
export const placeIn = (taken: readonly TakenStep[], { widened: _, ...place }: Place): Place => {
  const widened = widenedIn(taken, place.queue)
  return widened === undefined ? place : { ...place, widened }
}

/** The place once the last of these steps has been taken: rank and first entry stay, whatever the step does. */
export const stepped = (taken: readonly TakenStep[], place: Place, at: Instant): Place => {
  const action = taken.at(-1)?.action
  switch (action?.do) {
    case 'priority':
      return { ...place, priority: place.priority + action.by }
    case 'queue': {
      const { only: _, ...rest } = place
      return placeIn(taken, { ...rest, queue: action.queue, topic: action.topic ?? place.topic, joinedAt: at })
    }
    default:
      return placeIn(taken, place)
  }
}
