import type { Ids } from '../ports/ids.js'
import { hash53, uuidFrom } from '../shared/hash.js'
import type { CommandId, SubjectRef } from '../shared/ids.js'
import { protocolNumber, protocolNumbersADay } from '../shared/protocol-number.js'

/** Odd and no multiple of 5, so that stepping by it meets every number of the day before it repeats one. */
const stride = 38_196_601

/**
 * Ids that are the same on every run: the seed and how many of the kind were asked for before decide.
 * Each kind counts by itself, so that one more command id shifts no protocol number.
 */
export const seededIds = (seed: string | number = 0): Ids => {
  const counts = new Map<string, number>()
  const count = (kind: string): number => {
    const n = counts.get(kind) ?? 0
    counts.set(kind, n + 1)
    return n
  }
  const uuid = (kind: string) => uuidFrom(`${seed}/${kind}`, count(kind))
  return {
    next: () => uuid('next'),
    commandId: () => uuid('command') as string as CommandId,
    subjectRef: () => `s-${uuid('subject')}` as SubjectRef,
    protocolNumber: (at, timeZone) => protocolNumber(at, timeZone, ((hash53(`${seed}/protocol`) % protocolNumbersADay) + count('protocol') * stride) % protocolNumbersADay),
    chance: () => hash53(`${seed}/chance/${count('chance')}`) / 2 ** 53,
  }
}
