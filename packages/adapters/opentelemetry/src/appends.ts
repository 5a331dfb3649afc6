import { SpanKind } from '@opentelemetry/api'
import { categoryOf, type AppendFailure, type Appended, type EventStore, type NewEvent } from '@disque/core'
import type { Either } from 'fp-ts/lib/Either.js'
import type { Around, Ended } from './around.js'
import type { Instruments } from './instruments.js'
import { quietly } from './quietly.js'
import { parentOf } from './trace-context.js'
import type { Word } from './words.js'

const endedAs = (result: Either<AppendFailure, Appended>): Ended => {
  if (result._tag === 'Right') return { outcome: result.right.already ? 'already' : 'stored', attributes: { 'disque.revision': result.right.revision } }
  const { _tag } = result.left
  if (_tag === 'WrongRevision') return { outcome: 'conflict' }
  return { outcome: _tag === 'OutcomeUnknown' ? 'unknown' : 'failure', error: _tag }
}

/** Watches what is appended; reading and subscribing stay as they are. `system`: the store's name by OpenTelemetry's conventions, such as `sqlite`. */
export const watchedStore =
  (lay: Around, word: Word, { appends, resends }: Instruments) =>
  (store: EventStore, system?: string): EventStore => {
    /** Sent once without an answer. */
    const unanswered = new WeakSet<readonly NewEvent[]>()
    return {
      ...store,
      append: (stream, expected, events) => () => {
        const category = word(categoryOf(stream))
        const { trace, centre } = events[0].metadata
        const again = unanswered.has(events)
        if (again) quietly(() => resends.add(1, { 'disque.category': category }))
        const attributes = {
          'db.operation.name': 'append', 'db.collection.name': category, ...(system === undefined ? {} : { 'db.system.name': system }),
          'disque.stream': stream, 'disque.events': events.map(({ type }) => word(type)),
          ...(centre === undefined ? {} : { 'disque.centre': centre }), ...(again ? { 'disque.resent': true } : {}),
        }
        return lay(
          { name: `append ${category}`, kind: SpanKind.CLIENT, parent: parentOf(trace), attributes },
          () => store.append(stream, expected, events)(),
          (result) => {
            const ended = endedAs(result)
            if (ended.outcome === 'unknown') unanswered.add(events)
            return ended
          },
          (seconds, { outcome, error }) => appends.record(seconds, { 'disque.category': category, 'disque.outcome': outcome, ...(error === undefined ? {} : { 'error.type': error }) })
        )
      },
    }
  }
