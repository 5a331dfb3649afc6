import { Estimates } from '@disque/core'
import { given } from '../given.js'
import type { Known } from './known.js'

/** How our own rule reads the record: whom it holds for present, and how much the longest wait weighs. */
export interface Own {
  readonly minutes: number
  readonly longestShare: number
}

export const usualOwn: Own = { minutes: 20, longestShare: 0.25 }

/** What is looked for on the first half of the dates. */
export const ownChoices: readonly Own[] = [10, 20, 30, 60].flatMap((minutes) => [0, 0.1, 0.2, 0.25, 0.3, 0.4, 0.5].map((longestShare) => ({ minutes, longestShare })))

/** A moment at which a call joins: what its queue knows, and the attendants seen in the last so many minutes. */
export interface Asked extends Known {
  readonly attendants: (minutes: number) => number
  /** The same, each as one over the types that he serves. */
  readonly sharedAttendants: (minutes: number) => number
  readonly allAttendants: (minutes: number) => number
}

/** Published rules ask who is signed in: whoever served within half an hour. Nobody is ready while somebody waits. */
const signedIn = 30

const longest = ({ waitingSeconds }: Known): number | undefined => (waitingSeconds.length === 0 ? undefined : Math.max(...waitingSeconds))
export const ownEstimate = (asked: Asked, { minutes, longestShare }: Own): Estimates.WaitEstimate =>
  Estimates.estimatedWait({
    position: asked.position, attendants: asked.attendants(minutes), longestShare,
    ...given('meanHandlingSeconds', asked.meanHandlingSeconds), ...given('longestWaitSeconds', longest(asked)),
  })

export const rules = {
  'Genesys Stat Server': (a) => Estimates.genesysStatServer({ queued: a.queued, ready: 0, agents: a.attendants(signedIn), ...given('meanHandlingSeconds', a.meanHandlingSeconds) }),
  'Mitel MiContact': (a) => Estimates.mitel({ position: a.position, available: 0, ...given('meanTalkSeconds', a.meanHandlingSeconds), ...given('meanAnswerSeconds', a.meanAnswerSeconds) }),
  'Google CCAI': (a) =>
    Estimates.googleCcai({
      channelAgents: a.allAttendants(signedIn), queueAgents: a.sharedAttendants(signedIn), commonAgents: a.attendants(signedIn), ahead: a.position - 1, available: 0,
      ...given('meanDurationSeconds', a.meanHandlingSeconds),
    }),
  'OpenSIPS call_center': (a) => Estimates.openSips({ queued: a.queued, agents: a.attendants(signedIn), ...given('meanDurationSeconds', a.meanHandlingSeconds) }),
  'Asterisk app_queue': (a) => Estimates.asterisk({ waitedSeconds: 0, ...given('holdSeconds', a.holdSeconds) }),
  VICIdial: (a) => Estimates.vicidial({ answeredAfterSeconds: a.answeredAfterSeconds, waitingSeconds: a.waitingSeconds, waitedSeconds: 0 }),
  lastAnswered: (a) => a.answeredAfterSeconds.at(-1),
  longestWait: (a) => longest(a) ?? 0,
} as const satisfies Readonly<Record<string, (asked: Asked) => Estimates.WaitEstimate>>
