/** Calls that come to one group of attendants in a steady stretch of time, such as half an hour. */
export interface Traffic {
  /** Load offered: calls per second × mean handling seconds. */
  readonly erlangs: number
  /** Mean time that a call keeps an attendant: talk, hold and wrap-up. Set to 1, waits come in handling times. */
  readonly handlingSeconds: number
}

/** Traffic of callers who give up after a while. */
export interface ImpatientTraffic extends Traffic {
  /** Mean time that a caller would wait before giving up. Infinity: nobody gives up, which is Erlang C. 0: nobody waits, which is Erlang B. */
  readonly patienceSeconds: number
}

/** How a group of attendants serves its traffic in the long run. */
export interface SteadyQueue extends ImpatientTraffic {
  readonly _tag: 'SteadyQueue'
  readonly agents: number
  /** Share of callers who find every attendant taken. */
  readonly waitProbability: number
  /** Share of callers who give up. */
  readonly abandonment: number
  /** Of all callers, those who do not wait and those who give up included. */
  readonly meanWaitSeconds: number
  /** Callers who wait, on average over time. */
  readonly meanQueue: number
  /** Share of their time in which attendants handle calls. */
  readonly occupancy: number
}

/** More work comes than attendants can do and nobody gives up: waits grow for as long as that lasts, and no mean exists. */
export interface GrowsWithoutBound {
  readonly _tag: 'GrowsWithoutBound'
  readonly erlangs: number
  readonly agents: number
}

export const growsWithoutBound = (erlangs: number, agents: number): GrowsWithoutBound => ({ _tag: 'GrowsWithoutBound', erlangs, agents })

/** Without a call nobody waits, and nobody is needed. */
export const idleQueue = (traffic: ImpatientTraffic, agents: number): SteadyQueue => ({
  _tag: 'SteadyQueue', ...traffic, agents, waitProbability: 0, abandonment: 0, meanWaitSeconds: 0, meanQueue: 0, occupancy: 0,
})
