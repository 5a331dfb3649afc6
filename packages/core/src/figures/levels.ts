import type { Counts } from './counts.js'
import { ratio } from './ratio.js'

type Level = (c: Counts) => number | undefined

const ended = (c: Counts): number => c.answered + c.abandoned

/** FIG-05 SL-1, "positive": an abandon within T counts as met. Source: ICMI, Service Level Calculations, formula 1; Cisco's positive; Asterisk's SL2. */
const positive: Level = (c) => ratio(c.answeredWithin + c.abandonedWithin, ended(c))

/** FIG-06 SL-2, "ignored": the abandoned do not count at all. Source: ICMI, formula 2; Asterisk's SL. */
const ignored: Level = (c) => ratio(c.answeredWithin, c.answered)

/** FIG-07 SL-3, "negative": every abandon is a miss. Source: ICMI, formula 3. */
const negative: Level = (c) => ratio(c.answeredWithin, ended(c))

/** FIG-08 SL-4: abandons within T are taken out. Source: ICMI, formula 4. */
const earlyRemoved: Level = (c) => ratio(c.answeredWithin, ended(c) - c.abandonedWithin)

/** FIG-09 SL-5: only short abandons count as met. Source: ICMI, formula 5. */
const shortMet: Level = (c) => ratio(c.answeredWithin + c.abandonedShort, ended(c))

/** FIG-10 SL-6: short abandons are taken out. Source: Genesys, ServiceFactor. */
const shortRemoved: Level = (c) => ratio(c.answeredWithin, ended(c) - c.abandonedShort)

/** Six service levels, which differ by points on the same day: say which one is meant. */
export const serviceLevels = {
  'SL-1': positive, 'SL-2': ignored, 'SL-3': negative, 'SL-4': earlyRemoved, 'SL-5': shortMet, 'SL-6': shortRemoved,
} as const satisfies Readonly<Record<string, Level>>

/** FIG-11 The simple level: answered within T of all who were offered, those who moved on or still wait included. */
export const simpleLevel: Level = (c) => ratio(c.answeredWithin, c.offered)
