import { minutes, type Instant } from '@disque/core'

/** Attendants as one sees them without knowing the future: who is on a call, or was not long ago, is there. */
export interface SeenAttendants {
  readonly answered: (server: string, type: string) => void
  readonly served: (server: string, at: Instant) => void
  /** Of all types, or those who have served one of this type before; with `shared` each counts one over the types that he has served. */
  readonly count: (at: Instant, lately: number, type?: string, shared?: boolean) => number
}

interface Seen {
  calls: number
  lastEnd: number
  readonly types: Set<string>
}

export const seenAttendants = (): SeenAttendants => {
  const all = new Map<string, Seen>()
  return {
    answered: (server, type) => {
      const seen = all.get(server) ?? { calls: 0, lastEnd: 0, types: new Set<string>() }
      seen.calls++
      seen.types.add(type)
      all.set(server, seen)
    },
    served: (server, at) => {
      const seen = all.get(server)
      if (seen === undefined) return
      seen.calls--
      seen.lastEnd = at
    },
    count: (at, lately, type, shared = false) => {
      let sum = 0
      for (const { calls, lastEnd, types } of all.values())
        if ((calls > 0 || at - lastEnd < minutes(lately)) && (type === undefined || types.has(type))) sum += shared ? 1 / types.size : 1
      return sum
    },
  }
}
