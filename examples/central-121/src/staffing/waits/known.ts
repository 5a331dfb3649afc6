import { Estimates, minutes, type ContactId, type Instant, type Policy, type QueueId, type TopicId, type WaitingContact } from '@disque/core'
import type { ScheduledCall } from '../../calls/schedule.js'

/** What one queue's past shows at the moment when a call joins it; times in seconds. */
export interface Known {
  /** By priority, then by arrival: 1 = next. */
  readonly position: number
  /** Who wait, this one included. */
  readonly queued: number
  readonly meanHandlingSeconds?: number
  readonly meanAnswerSeconds?: number
  readonly holdSeconds?: number
  /** Of the last five answered, the newest last. */
  readonly answeredAfterSeconds: readonly number[]
  readonly waitingSeconds: readonly number[]
}

/** Means are of the last hour. */
const lately = minutes(60)

/** The mean of what was added lately. */
const recentMean = () => {
  const entries: { readonly at: Instant; readonly seconds: number }[] = []
  let sum = 0
  return {
    add: (at: Instant, seconds: number) => {
      entries.push({ at, seconds })
      sum += seconds
    },
    at: (now: Instant): number | undefined => {
      for (let first = entries[0]; first !== undefined && now - first.at > lately; first = entries[0]) {
        sum -= first.seconds
        entries.shift()
      }
      return entries.length === 0 ? undefined : sum / entries.length
    },
  }
}

const byPriority: Policy = { order: { by: 'priority' }, seed: 0, queues: {} }
const contactOf = ({ call, row, queued }: ScheduledCall): WaitingContact => ({
  contact: call as string as ContactId, queue: 'queue' as QueueId, topic: 'topic' as TopicId, priority: row.priority, rankSince: queued, joinedAt: queued, passedOver: [], offered: [], offersBegun: 0,
})

/** One queue, as its moments go by. */
export const watchedQueue = () => {
  const waiting = new Map<ScheduledCall, WaitingContact>()
  const [handling, answers] = [recentMean(), recentMean()]
  let hold: number | undefined
  let lastFive: readonly number[] = []
  return {
    joined: (call: ScheduledCall) => waiting.set(call, contactOf(call)),
    left: (call: ScheduledCall) => waiting.delete(call),
    answered: ({ queued, waitEnded }: ScheduledCall) => {
      const after = (waitEnded - queued) / 1000
      answers.add(waitEnded, after)
      hold = Estimates.asteriskHold(hold ?? 0, after)
      lastFive = [...lastFive, after].slice(-5)
    },
    served: ({ waitEnded, served }: ScheduledCall) => handling.add(served, (served - waitEnded) / 1000),
    /** Before the call itself has joined. */
    known: (call: ScheduledCall): Known => {
      const own = contactOf(call)
      const [meanHandlingSeconds, meanAnswerSeconds] = [handling.at(call.queued), answers.at(call.queued)]
      return {
        position: Estimates.position(byPriority, [...waiting.values(), own], own.contact) ?? 1,
        queued: waiting.size + 1,
        answeredAfterSeconds: lastFive,
        waitingSeconds: [...waiting.keys()].map(({ queued }) => (call.queued - queued) / 1000),
        ...(meanHandlingSeconds === undefined ? {} : { meanHandlingSeconds }),
        ...(meanAnswerSeconds === undefined ? {} : { meanAnswerSeconds }),
        ...(hold === undefined ? {} : { holdSeconds: hold }),
      }
    },
  }
}
