import type { Recorded } from '../ports/event-store.js'
import { uuidFrom } from '../shared/hash.js'
import type { CommandId, StreamName } from '../shared/ids.js'
import type { Instant } from '../shared/instant.js'
import type { Process, TodoOutcome } from '../shared/process.js'
import type { Known } from './known.js'

export const at = 1_593_597_600_000 as Instant // 2020-07-01T10:00:00Z

type Without<E> = E extends unknown ? Omit<E, 'at'> & { readonly at?: Instant } : never

/** As a store gives it: the n-th of its stream. */
export const recorded = (stream: string, revision: number, event: Without<Known>): Recorded => ({
  id: uuidFrom(`${stream}/${event.type}`, revision),
  type: event.type,
  data: { at, ...event },
  metadata: { schema: 1, commandId: `${stream}/${revision}` as CommandId, correlation: stream, recordedAt: at },
  stream: stream as StreamName,
  revision,
  position: String(revision).padStart(16, '0'),
})

/** One key of a process, driven by hand. */
export const drive = <S>(process: Process<S>, key: string) => {
  let state = process.initial
  let revision = 0
  const see = (stream: string, event: Without<Known>) => {
    const one = recorded(stream, revision++, event)
    if (process.types.includes(one.type) && process.keys(one).includes(key)) state = process.evolve(state, one, key)
  }
  return {
    see,
    /** What is to be done, as [id, command or effect]. */
    todo: (now: Instant = at) => process.todo(state, now, key).map((t): readonly [string, object] => [t.id, 'send' in t ? (t.send.command as object) : t.carry]),
    done: (todoId: string, outcome: TodoOutcome = { _tag: 'nothing' }) => void (state = process.done(state, todoId, outcome)),
    over: () => process.over(state),
  }
}
