import { isCall, known } from './known.js'
import { foldShift, newShift, type ShiftState } from './known-shifts.js'
import { centreRouter, type CentreRouter } from './router.js'
import { begins, foldCall, newContact, stepSent, stops, type ContactState } from './waiting-contacts.js'
import type { PlanEdition } from '../plan/plan.js'
import type { Policy } from '../routing/policy.js'
import { routeIndex, type RouteIndex } from '../routing/route-index.js'
import { streamName, type CentreId } from '../shared/ids.js'
import type { Instant } from '../shared/instant.js'
import type { Partition, PartitionProcess } from '../shared/process.js'
import * as Shift from '../shift/shift.js'

export type State = ContactState | ShiftState | { readonly kind: 'new' }

/** The plan in force for a centre: kept at hand by whoever runs the process. */
export type PlanInForce = (centre: CentreId, at: Instant) => PlanEdition | undefined

/** What decides: the standard index, or a router of one's own ({@link ownRouter}). */
export type IndexOf = (policy: Policy) => RouteIndex

const contactTypes = [
  'CallReceived', 'CallRefused', 'CallLeftInMenu', 'CallQueued', 'CallEscalated', 'CallTransferred', 'ConsultationOpened', 'OfferEnded', 'OfferFenced', 'CallAnswered',
  'CallbackDialled', 'CallbackFailed', 'ConsultationAnswered', 'ConsultationEnded', 'HandedOver', 'CallAbandoned', 'CallEnded',
]
const shiftTypes = Shift.Event.members.map((m) => m.eventType as string)

const contactOf = (s: State): ContactState => (s.kind === 'contact' ? s : newContact)
const openOf = (s: State | undefined): Shift.Open | undefined =>
  s?.kind === 'shift' && (s.state.status === 'open' || s.state.status === 'leaving') ? s.state : undefined

const partition = (plans: PlanInForce, indexOf: IndexOf): Partition<State> => {
  const centres = new Map<CentreId, CentreRouter>()
  /** Where a document was put, so that it is found again when it goes. */
  const placed = new Map<string, CentreRouter>()
  const routerOf = (centre: CentreId): CentreRouter => {
    const found = centres.get(centre) ?? centreRouter(centre, indexOf)
    centres.set(centre, found)
    return found
  }

  const inForce = (now: Instant): readonly (readonly [CentreRouter, PlanEdition])[] =>
    [...centres.values()].flatMap((router) => {
      const edition = plans(router.centre, now)
      return edition === undefined ? [] : [[router, edition] as const]
    })

  return {
    put: (key, state) => {
      const shift = state?.kind === 'shift' ? state : undefined
      const contact = state?.kind === 'contact' ? state : undefined
      const centre = openOf(shift)?.centre ?? contact?.centre
      const router = centre === undefined ? placed.get(key) : routerOf(centre)
      if (router === undefined) return
      router.putShift(key, shift)
      router.putContact(key, contact)
      if (centre === undefined) placed.delete(key)
      else placed.set(key, router)
    },
    todo: (now, basis) => inForce(now).flatMap(([router, edition]) => router.todo(edition, now, basis)),
    wake: (now) => {
      let first: Instant | undefined
      for (const [router, edition] of inForce(now)) {
        const at = router.wake(edition, now)
        if (at !== undefined && (first === undefined || at < first)) first = at
      }
      return first
    },
  }
}

/**
 * Reserves attendants for waiting contacts. It only makes things move: whatever it decides, late or twice,
 * the shift and the contact keep everyone from being served by two.
 */
export const routing = (plans: PlanInForce, indexOf: IndexOf = routeIndex): PartitionProcess<State> => ({
  scope: 'partition',
  name: 'routing',
  version: 2,
  types: [...contactTypes, ...shiftTypes],
  initial: { kind: 'new' },
  centreOf: ({ data }) => (typeof data['centre'] === 'string' ? (data['centre'] as CentreId) : undefined),
  keys: (recorded) => {
    const e = known(recorded)
    return e.type === 'Reserved' || e.type === 'ReservationEnded' || e.type === 'Disengaged' ? [recorded.stream, e.contact] : [recorded.stream]
  },
  evolve: (s, recorded, key) => {
    const e = known(recorded)
    if (isCall(e)) return foldCall(contactOf(s), e)
    if (key !== recorded.stream) {
      if (e.type === 'Reserved') return begins(contactOf(s), e)
      // ROUTE-04 A contact waits again once its reservation was released or its engagement ended; the contact itself tells of the rest.
      return e.type === 'Disengaged' || (e.type === 'ReservationEnded' && e.outcome === 'released') ? stops(contactOf(s), e.offer) : contactOf(s)
    }
    return foldShift(s.kind === 'shift' ? s : newShift, e as Shift.Event, recorded.revision)
  },
  // ROUTE-07 A contact that is over is forgotten at once, whatever is still pending for it; so is one that was never known.
  over: (s) =>
    s.kind === 'contact' ? s.over || s.centre === undefined
    : s.kind === 'shift' && (s.state.status === 'ended' || s.state.status === 'cancelled'),
  done: (s, todoId, outcome) => {
    if (s.kind !== 'contact') return s
    const [, what, ...rest] = todoId.split('/')
    if (what === 'step') return stepSent(s, rest.join('/'), outcome)
    // ROUTE-05 A shift that refused to be reserved for a contact is not asked again before it has changed.
    return outcome._tag === 'refusal' ? { ...s, refusedBy: [...s.refusedBy, rest.join('/')] } : s
  },
  keyOf: (todoId) => todoId.slice(0, todoId.indexOf('/')),
  // ROUTE-06 A shift that cannot be reserved, whatever the technical reason, is set aside: contacts go to others; so is a contact that cannot take a step.
  blame: (todoId) => {
    const [contact = '', what, shift = ''] = todoId.split('/')
    return what === 'step' ? contact : streamName('shift', shift)
  },
  partition: () => partition(plans, indexOf),
})
