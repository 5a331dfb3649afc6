import { randomInt, randomUUID } from 'node:crypto'
import { protocolNumber, protocolNumbersADay, type Clock, type CommandId, type Ids, type Instant, type SubjectRef } from '@disque/core'

/** The machine's clock. */
export const systemClock = (): Clock => ({
  now: () => Date.now() as Instant,
  pause: (span, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted === true) {
        resolve()
        return
      }
      const over = (): void => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', over)
        resolve()
      }
      const timer = setTimeout(over, span)
      signal?.addEventListener('abort', over)
    }),
})

/** Ids that nobody can guess, and that practically never meet: at 300,000 calls a day two calls share a protocol number about once a month. */
export const randomIds = (): Ids => ({
  next: () => randomUUID(),
  commandId: () => randomUUID() as string as CommandId,
  subjectRef: () => `s-${randomUUID()}` as SubjectRef,
  protocolNumber: (at, timeZone) => protocolNumber(at, timeZone, randomInt(protocolNumbersADay)),
  chance: () => randomInt(2 ** 47) / 2 ** 47,
})
