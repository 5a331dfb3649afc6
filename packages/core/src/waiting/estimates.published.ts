/** Seconds still to wait. `undefined` = no estimate, which is not zero: then nothing is announced. */
export type WaitEstimate = number | undefined

/**
 * WAIT-11 Genesys Stat Server: mean handling × contacts beyond the ready agents ÷ (agents × their share for this queue).
 *
 * As published, a queue without agents counts 0.0001 of one: the estimate is then absurdly long rather than absent.
 *
 * @param facts.meanHandlingSeconds 90 where there is no history
 * @param facts.queued contacts that wait, this one included
 * @param facts.ready agents free at the moment
 * @param facts.agents agents of the queue who are signed in
 * @param facts.agentShare part of the agents' time that goes to this queue, above 0; 1 where absent
 * @example
 * genesysStatServer({ meanHandlingSeconds: 50, queued: 10, ready: 0, agents: 5 }) // 100
 */
export const genesysStatServer = (facts: {
  readonly meanHandlingSeconds?: number
  readonly queued: number
  readonly ready: number
  readonly agents: number
  readonly agentShare?: number
}): number => {
  const { meanHandlingSeconds = 90, queued, ready, agents, agentShare = 1 } = facts
  return (meanHandlingSeconds * Math.max(0, queued - ready)) / ((agents === 0 ? 0.0001 : agents) * agentShare)
}

/**
 * WAIT-12 Mitel MiContact Center: mean talk × position ÷ free agents; while nobody is free, mean time to answer × position. A mean that is zero or unknown counts 60 seconds.
 *
 * @param facts.position 1 = next
 * @param facts.available agents free at the moment
 * @param facts.meanAnswerSeconds mean wait of the answered
 * @example
 * mitel({ position: 3, available: 0, meanAnswerSeconds: 40 }) // 120
 */
export const mitel = (facts: { readonly position: number; readonly available: number; readonly meanTalkSeconds?: number; readonly meanAnswerSeconds?: number }): number => {
  const { position, available, meanTalkSeconds = 0, meanAnswerSeconds = 0 } = facts
  return available > 0 ? ((meanTalkSeconds || 60) * position) / available : (meanAnswerSeconds || 60) * position
}

/**
 * WAIT-13 Google CCAI Platform: (mean duration ÷ agents of the channel) × (agents in common ÷ agents of the queue) × (contacts ahead − free agents) + what was promised elsewhere + 10 seconds. No estimate without agents or history.
 *
 * An agent of k queues counts 1/k wherever agents are counted. More free agents than contacts ahead count as none ahead, of which the source says nothing.
 *
 * @param facts.meanDurationSeconds of the previous hour
 * @param facts.ahead contacts that are served before this one
 * @param facts.elsewhereSeconds estimate for call-backs, campaigns and scheduled calls; 0 where absent
 * @example
 * googleCcai({ meanDurationSeconds: 180, channelAgents: 12, queueAgents: 6, commonAgents: 6, ahead: 5, available: 1 }) // 70
 */
export const googleCcai = (facts: {
  readonly meanDurationSeconds?: number
  readonly channelAgents: number
  readonly queueAgents: number
  readonly commonAgents: number
  readonly ahead: number
  readonly available: number
  readonly elsewhereSeconds?: number
}): WaitEstimate => {
  const { meanDurationSeconds, channelAgents, queueAgents, commonAgents, ahead, available, elsewhereSeconds = 0 } = facts
  if (meanDurationSeconds === undefined || channelAgents === 0 || queueAgents === 0) return undefined
  return (meanDurationSeconds / channelAgents) * (commonAgents / queueAgents) * Math.max(0, ahead - available) + elsewhereSeconds + 10
}

/**
 * WAIT-14 OpenSIPS call_center: mean call duration × contacts that wait ÷ agents signed in. No estimate without agents, for which the source writes the largest integer, or without history.
 *
 * @param facts.queued contacts that wait, this one included
 * @example
 * openSips({ meanDurationSeconds: 180, queued: 4, agents: 12 }) // 60
 */
export const openSips = (facts: { readonly meanDurationSeconds?: number; readonly queued: number; readonly agents: number }): WaitEstimate =>
  facts.meanDurationSeconds === undefined || facts.agents === 0 ? undefined : (facts.meanDurationSeconds * facts.queued) / facts.agents

/**
 * Asterisk's hold time after one more answer: three quarters of the old and a quarter of the new, rounded down to whole seconds; it starts at 0.
 *
 * @example
 * asteriskHold(40, 61) // 45
 */
export const asteriskHold = (holdSeconds: number, answeredAfterSeconds: number): number => Math.floor((3 * holdSeconds + answeredAfterSeconds) / 4)

/**
 * WAIT-15 Asterisk app_queue: the hold time less what was waited, to the nearest minute. No estimate before the first answer.
 *
 * The source announces the absolute value of the difference; here whoever has waited longer hears 0.
 *
 * @param facts.holdSeconds as {@link asteriskHold} keeps it
 * @example
 * asterisk({ holdSeconds: 100, waitedSeconds: 20 }) // 60
 */
export const asterisk = (facts: { readonly holdSeconds?: number; readonly waitedSeconds: number }): WaitEstimate =>
  facts.holdSeconds === undefined ? undefined : Math.max(0, Math.round((facts.holdSeconds - facts.waitedSeconds) / 60) * 60)

const meanPlusOne = (seconds: readonly number[]): number => Math.floor(seconds.reduce((sum, s) => sum + s, 0) / seconds.length + 1)

/**
 * WAIT-16 VICIdial (2013): mean wait of the last five answered + 1; halfway to the mean + 1 of those who wait that long already, if any do; less the own wait; at least 10 seconds. No estimate before the first answer.
 *
 * @param facts.answeredAfterSeconds waits of the answered, the newest last: the last five count
 * @param facts.waitingSeconds how long those who came before and still wait have waited
 * @param facts.waitedSeconds the own wait so far
 * @example
 * vicidial({ answeredAfterSeconds: [20, 30, 40, 50, 60], waitingSeconds: [10, 80], waitedSeconds: 5 }) // 56
 */
export const vicidial = (facts: { readonly answeredAfterSeconds: readonly number[]; readonly waitingSeconds: readonly number[]; readonly waitedSeconds: number }): WaitEstimate => {
  const last = facts.answeredAfterSeconds.slice(-5)
  if (last.length === 0) return undefined
  const answered = meanPlusOne(last)
  const longer = facts.waitingSeconds.filter((seconds) => seconds >= answered)
  const mean = longer.length === 0 ? answered : Math.floor((meanPlusOne(longer) + answered) / 2)
  return Math.max(10, mean - facts.waitedSeconds)
}
