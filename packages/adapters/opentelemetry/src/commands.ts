import { SpanKind, type Attributes } from '@opentelemetry/api'
import type { Asked, Context as Asking, Handle, HandleFailure, Handled, Happened, Refusal } from '@disque/core'
import type { Either } from 'fp-ts/lib/Either.js'
import type { Around, Ended } from './around.js'
import type { Instruments } from './instruments.js'
import { parentOf, traceOf } from './trace-context.js'
import type { Word } from './words.js'

/** What fails, beside what a rule or an authorisation refuses. */
const technical: Readonly<Record<Exclude<HandleFailure['_tag'], 'NotAllowed'>, true>> = {
  StoreUnavailable: true, StoreFull: true, StoreClosed: true, OutcomeUnknown: true, AccessDenied: true, StoredEventUnreadable: true, StreamDeleted: true, EventUndecodable: true,
  StreamTruncated: true, PlaintextRefused: true, EventTooLarge: true, BadEvent: true, PlanUnknown: true, TooMuchContention: true,
}

/** OTEL-07 A refusal is an answer, and a conflict a matter of course: neither makes a span one of an error. */
const endedAs = (word: Word) => (result: Either<{ readonly _tag: string }, Handled<Happened>>): Ended => {
  if (result._tag === 'Left') {
    const { _tag } = result.left
    return Object.hasOwn(technical, _tag) ? { outcome: 'failure', error: _tag } : { outcome: 'refusal', attributes: { 'disque.refusal': word(_tag) } }
  }
  const { events, revision, already } = result.right
  const attributes = { 'disque.revision': revision, 'disque.events': events.map(({ type }) => word(type)) }
  return { outcome: already ? 'already' : events.length === 0 ? 'nothing' : 'events', attributes }
}

/** A command names its stream's id in the field that is called like its room. */
const streamOf = (room: string, command: Asked): Attributes => {
  const id = (command as unknown as Readonly<Record<string, unknown>>)[room]
  return typeof id === 'string' ? { 'disque.stream': `${room}-${id}` } : {}
}

/** Watches a room's `handle`. */
export const watchedHandle =
  (lay: Around, word: Word, { commands }: Instruments) =>
  <C extends Asked, A extends Happened, R extends Refusal>(room: string, handle: Handle<C, A, R>): Handle<C, A, R> =>
  (command, asking = {}) =>
  () => {
    const [name, type] = [word(room), word(command.type)]
    const attributes = { 'disque.room': name, 'disque.command': type, ...streamOf(room, command), ...(asking.centre === undefined ? {} : { 'disque.centre': asking.centre }) }
    return lay(
      { name: `${type} ${name}`, kind: SpanKind.INTERNAL, parent: parentOf(asking.trace), attributes },
      (inside) => {
        // OTEL-03 A command's own trace goes into its events' metadata, and whoever acts on them goes on with it: one trace follows a contact from stream to stream.
        const trace = traceOf(inside)
        const carried: Asking = trace === undefined ? asking : { ...asking, trace }
        return handle(command, carried)()
      },
      endedAs(word),
      (seconds, { outcome, error }) => commands.record(seconds, { 'disque.room': name, 'disque.command': type, 'disque.outcome': outcome, ...(error === undefined ? {} : { 'error.type': error }) })
    )
  }
