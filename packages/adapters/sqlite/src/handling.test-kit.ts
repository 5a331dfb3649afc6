import { randomUUID } from 'node:crypto'
import type { AttendantId, CentreId, Clock, CommandId, Ids, Instant } from '@disque/core'

export const at = 1_593_561_600_000 as Instant
export const attendant = 'a1' as AttendantId
export const centre = 'central' as CentreId

/** Pauses are as long as asked: another process must get its turn. */
export const realClock: Clock = { now: () => at, pause: (span) => new Promise((resolve) => setTimeout(resolve, span)) }

const unused = (): never => {
  throw new Error('not needed here')
}
export const realIds: Ids = { next: () => randomUUID(), commandId: () => randomUUID() as CommandId, subjectRef: unused, protocolNumber: unused, chance: Math.random }
