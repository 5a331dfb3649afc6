import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import type { EventStore, Position, ReadFailure, Recorded, Revision } from '../ports/event-store.js'
import type { Aged, Asked, Decider, Refusal } from '../shared/decider.js'
import type { Happened } from '../shared/event.js'
import { hash53 } from '../shared/hash.js'
import type { CommandId, StreamName } from '../shared/ids.js'
import { placeOf } from '../shared/place.js'
import { behind, note, sees, type Loaded } from './cache.js'
import type { Snapshots } from './snapshots.js'

export type LoadFailure =
  | ReadFailure
  /** The stored event is not what its codec says: `path` names the place, never the value. */
  | { readonly _tag: 'EventUndecodable'; readonly stream: string; readonly revision: number; readonly type: string; readonly path: string }
  /** The stream does not begin at revision 0: domain streams are never truncated or deleted. */
  | { readonly _tag: 'StreamTruncated'; readonly stream: string; readonly first: number }

/** What a command caused when it was carried out, and where the stream stands. */
export interface Done<A> {
  readonly events: readonly A[]
  readonly revision: Revision
  readonly position: Position
}

/** Reads streams for {@link handler}: cold, the tail only, or the events of one command. */
export const loader = <C extends Asked, A extends Happened, S extends Aged, R extends Refusal>(
  decider: Decider<C, A, S, R>,
  store: EventStore,
  snapshots: Snapshots<S> | undefined
) => {
  const decode = (recorded: Recorded): Either<LoadFailure, A> => {
    const decoded = decider.event.decode(recorded.data)
    if (E.isRight(decoded)) return decoded
    const { stream, revision, type } = recorded
    return E.left({ _tag: 'EventUndecodable', stream, revision, type, path: placeOf(decoded.left) })
  }

  /** Folds what lies behind `loaded.revision` into it; answers whether there was anything. */
  const tail = async (loaded: Loaded<S>): Promise<Either<LoadFailure, boolean>> => {
    const { stream, revision: from } = loaded
    for await (const read of store.read(stream, behind(from))) {
      if (E.isLeft(read)) return read
      const recorded = read.right
      // HANDLE-07 A stream without its first event is a failure, never a state.
      if (recorded.revision !== loaded.revision + 1) return E.left({ _tag: 'StreamTruncated', stream, first: recorded.revision })
      const event = decode(recorded)
      if (E.isLeft(event)) return event
      loaded.state = decider.evolve(loaded.state, event.right)
      loaded.revision = recorded.revision
      loaded.position = recorded.position
      note(loaded, hash53(recorded.metadata.commandId))
    }
    return E.right(loaded.revision > from)
  }

  const unread = (stream: StreamName): Loaded<S> => ({ stream, state: decider.initial, revision: -1, position: '', few: [], many: undefined, idsAfter: -1, kept: -1 })

  const cold = async (stream: StreamName): Promise<Either<LoadFailure, Loaded<S>>> => {
    const kept = snapshots === undefined ? undefined : await snapshots.load(stream)
    const loaded = unread(stream)
    if (kept !== undefined) {
      const { state, revision, position } = kept
      Object.assign(loaded, { state, revision, position, idsAfter: revision, kept: revision })
    }
    const read = await tail(loaded)
    return E.isLeft(read) ? read : E.right(loaded)
  }

  /** The events behind `after` that carry this command's id, oldest first. */
  const eventsOf = async (loaded: Loaded<S>, commandId: CommandId, after: Revision): Promise<Either<LoadFailure, Done<A> | undefined>> => {
    const events: A[] = []
    let { revision, position } = loaded
    for await (const read of store.read(loaded.stream, behind(after))) {
      if (E.isLeft(read)) return read
      const recorded = read.right
      if (recorded.metadata.commandId === commandId) {
        const event = decode(recorded)
        if (E.isLeft(event)) return event
        events.push(event.right)
        if (recorded.revision > revision) ({ revision, position } = recorded)
      } else if (events.length > 0) break
    }
    return E.right(events.length === 0 ? undefined : { events, revision, position })
  }

  /** HANDLE-08 No command id is ever forgotten: those before a snapshot stand in its table, and where that does not reach the stream itself is read. */
  const before = async (loaded: Loaded<S>, commandId: CommandId, hash: number): Promise<Either<LoadFailure, Done<A> | undefined>> => {
    if (snapshots !== undefined && loaded.idsAfter >= 0 && !sees(loaded, hash)) {
      const first = await snapshots.find(loaded.stream, commandId, loaded.idsAfter)
      if (first === 'never') return E.right(undefined)
      if (first !== 'unknown') return eventsOf(loaded, commandId, first - 1)
      const whole = unread(loaded.stream)
      const read = await tail(whole)
      if (E.isLeft(read)) return read
      Object.assign(loaded, whole)
    }
    return sees(loaded, hash) ? eventsOf(loaded, commandId, loaded.idsAfter) : E.right(undefined)
  }

  /** Whether {@link before} can answer at all; saves a wait where it cannot. */
  const mayBeDone = (loaded: Loaded<S>, hash: number): boolean => loaded.idsAfter >= 0 || sees(loaded, hash)

  return { tail, cold, before, mayBeDone }
}
