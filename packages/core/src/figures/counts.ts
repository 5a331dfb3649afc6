import { seconds, type Milliseconds } from '../shared/instant.js'

/** What is asked of the waits: never recorded with them, so another question needs no other events. */
export interface Limits {
  /** T of the service levels. */
  readonly withinSeconds: number
  /** An abandoned wait up to here is a short one. */
  readonly shortSeconds: number
}

/**
 * How a wait in a queue ended: `flowedOut` = let go by the centre, moved elsewhere or to be called back before an answer.
 * FIG-17 A wait flows out when the caller is moved to another queue, where a new one begins, or is to be called back: whatever comes of the callback is no answer or abandonment of that wait.
 */
export type WaitEnd = 'answered' | 'abandoned' | 'flowedOut'

/** Facts of one queue and one interval; a wait belongs to the interval in which it began. */
export interface Counts {
  /** Waits that began, whether or not they have ended. */
  readonly offered: number
  readonly answered: number
  readonly abandoned: number
  readonly flowedOut: number
  readonly answeredWithin: number
  readonly abandonedWithin: number
  readonly abandonedShort: number
  /** Of the answered, added up. */
  readonly answerWait: Milliseconds
  /** Answered ones whose talk is over, and their talk added up. */
  readonly talks: number
  readonly talk: Milliseconds
}

export const noCounts: Counts = {
  offered: 0, answered: 0, abandoned: 0, flowedOut: 0, answeredWithin: 0, abandonedWithin: 0, abandonedShort: 0, answerWait: 0, talks: 0, talk: 0,
}

export const countOffer = (c: Counts): Counts => ({ ...c, offered: c.offered + 1 })

/** FIG-02 A wait of exactly the limit is within it. */
export const countEnd = (c: Counts, end: WaitEnd, wait: Milliseconds, limits: Limits): Counts => {
  const within = wait <= seconds(limits.withinSeconds) ? 1 : 0
  switch (end) {
    case 'answered':
      return { ...c, answered: c.answered + 1, answeredWithin: c.answeredWithin + within, answerWait: c.answerWait + wait }
    case 'abandoned': {
      const short = wait <= seconds(limits.shortSeconds) ? 1 : 0
      return { ...c, abandoned: c.abandoned + 1, abandonedWithin: c.abandonedWithin + within, abandonedShort: c.abandonedShort + short }
    }
    case 'flowedOut':
      return { ...c, flowedOut: c.flowedOut + 1 }
  }
}

export const countTalk = (c: Counts, talk: Milliseconds): Counts => ({ ...c, talks: c.talks + 1, talk: c.talk + talk })

/** FIG-03 Counts of several queues or intervals add up to those of all; figures are made from the sum, never averaged. */
export const addCounts = (a: Counts, b: Counts): Counts => ({
  offered: a.offered + b.offered,
  answered: a.answered + b.answered,
  abandoned: a.abandoned + b.abandoned,
  flowedOut: a.flowedOut + b.flowedOut,
  answeredWithin: a.answeredWithin + b.answeredWithin,
  abandonedWithin: a.abandonedWithin + b.abandonedWithin,
  abandonedShort: a.abandonedShort + b.abandonedShort,
  answerWait: a.answerWait + b.answerWait,
  talks: a.talks + b.talks,
  talk: a.talk + b.talk,
})

/** FIG-04 Whoever was offered and has not been answered, abandoned or moved on still waits: no wait is counted twice or lost. */
export const stillWaiting = (c: Counts): number => c.offered - c.answered - c.abandoned - c.flowedOut
