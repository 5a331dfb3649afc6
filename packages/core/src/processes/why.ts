import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { StoredPlans } from '../centre/plans.js'
import { policyOf } from '../plan/policy.js'
import type { EventStore, Position, ReadFailure, Recorded } from '../ports/event-store.js'
import type { PlanUnknown } from '../ports/plans.js'
import { weigh } from '../routing/route.js'
import { explain, type Explanation } from '../routing/why.js'
import type { AttendantId, ContactId } from '../shared/ids.js'
import type { Metadata } from '../shared/metadata.js'
import type { Reason } from '../waiting/waiting.js'
import { signedIn } from './known-shifts.js'
import { routing, type State } from './routing.js'
import { waitingContact } from './waiting-contacts.js'

/** By then the contact did not wait for an attendant, as far as the events up to the reason's basis tell. */
export interface ContactDidNotWait {
  readonly _tag: 'ContactDidNotWait'
  readonly contact: ContactId
}
/** Another router than the standard one chose: its reasons are its own. */
export interface DecidedOtherwise {
  readonly _tag: 'DecidedOtherwise'
  readonly attendant: AttendantId
}
export type WhyFailure = ReadFailure | PlanUnknown | { readonly _tag: 'StoreUnavailable'; readonly reason: string } | ContactDidNotWait | DecidedOtherwise

/** The place of an event in the store of so many copies ago; nothing where it was written later than that. */
const placeIn = (copiesAgo: number, { position, metadata }: Recorded): Position | undefined => (copiesAgo === 0 ? position : metadata.origins?.[copiesAgo - 1])

/** What the router had folded up to a position of the store of so many copies ago. */
const foldedTo = async (store: Pick<EventStore, 'readAll'>, basis: Position, copiesAgo: number): Promise<E.Either<ReadFailure, ReadonlyMap<string, State>>> => {
  const process = routing(() => undefined)
  const states = new Map<string, State>()
  const fold = (recorded: Recorded) => {
    for (const key of process.keys(recorded)) {
      const next = process.evolve(states.get(key) ?? process.initial, recorded, key)
      if (process.over(next)) states.delete(key)
      else states.set(key, next)
    }
  }
  for await (const read of store.readAll({ filter: { types: process.types } })) {
    if (E.isLeft(read)) return read
    const place = placeIn(copiesAgo, read.right)
    if (place === undefined || place > basis) break
    fold(read.right)
  }
  return E.right(states)
}

export interface WhyAsked {
  readonly contact: ContactId
  readonly reason: Reason
  /** Of the event that holds the reason: needed in a store that was copied from another. */
  readonly metadata?: Pick<Metadata, 'origins'>
}

// COPY-06 A reason's basis is a position of the store in which it was given: as many copies ago as its event has origins.
/**
 * WHY-01 The full list behind an offer: everyone's state is folded again up to the reason's `basis`, and weighed by the policy and at the
 * instant that the reason names. Only shifts that had refused the reservation are not known any more: they stand in the list as what they were.
 *
 * @example
 * const { contact, reason } = offered
 * const explained = await why(store, plans, { contact, reason, metadata: recorded.metadata })()
 * if (explained._tag === 'Right') console.log(whyInWords(explained.right, 'pt').join('\n'))
 */
export const why =
  (store: Pick<EventStore, 'readAll'>, plans: Pick<StoredPlans, 'load' | 'plan'>, { contact, reason, metadata }: WhyAsked): TaskEither<WhyFailure, Explanation> =>
  async () => {
    const loaded = await plans.load([reason.policy])()
    if (E.isLeft(loaded)) return loaded
    const folded = await foldedTo(store, reason.basis, metadata?.origins?.length ?? 0)
    if (E.isLeft(folded)) return folded
    const state = folded.right.get(contact)
    const waits = state?.kind === 'contact' ? waitingContact(contact, state) : undefined
    if (state?.kind !== 'contact' || waits === undefined) return E.left({ _tag: 'ContactDidNotWait', contact })
    const present = [...folded.right.values()].flatMap((s) => {
      const isHere = s.kind === 'shift' && s.state.status === 'open' && s.state.centre === state.centre
      const one = isHere ? signedIn(s) : undefined
      return one === undefined ? [] : [one]
    })
    const weighed = weigh(policyOf(plans.plan(reason.policy)), waits, present, reason.decidedAt)
    if (weighed === undefined) return E.left({ _tag: 'ContactDidNotWait', contact })
    const explained = explain(weighed)
    const { attendant } = reason.chosen
    const isFirst = explained.candidates.find((c) => c.attendant === attendant) === explained.candidates[0]
    // Who had refused the reservation stands before the chosen one, and only then.
    return isFirst || (reason.excluded['refused'] ?? 0) > 0 ? E.right(explained) : E.left({ _tag: 'DecidedOtherwise', attendant })
  }
