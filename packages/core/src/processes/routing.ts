import { isCall, known } from './known.js'
import { centreRouter, type CentreRouter } from './router.js'
import { begins, foldCall, newContact, stops, type ContactState } from './waiting-contacts.js'
import type { PlanEdition } from '../plan/plan.js'
import { streamName, type CentreId } from '../shared/ids.js'
import type { Instant } from '../shared/instant.js'
import type { Partition, PartitionProcess } from '../shared/process.js'
import * as Shift from '../shift/shift.js'

interface ShiftState {
  readonly kind: 'shift'
  readonly state: Shift.State
  readonly revision: number
}
export type State = ContactState | ShiftState | { readonly kind: 'new' }

/** The plan in force for a centre: kept at hand by whoever runs the process. */
export type PlanInForce = (centre: CentreId, at: Instant) => PlanEdition | undefined

const contactTypes = [
  'CallReceived', 'CallRefused', 'CallLeftInMenu', 'CallQueued', 'CallTransferred', 'ConsultationOpened', 'OfferEnded', 'OfferFenced', 'CallAnswered',
  'ConsultationAnswered', 'ConsultationEnded', 'HandedOver', 'CallAbandoned', 'CallEnded',
]
const shiftTypes = Shift.Event.members.map((m) => m.eventType as string)

const contactOf = (s: State): ContactState => (s.kind === 'contact' ? s : newContact)
const openOf = (s: State | undefined): Shift.Open | undefined =>
  s?.kind === 'shift' && (s.state.status === 'open' || s.state.status === 'leaving') ? s.state : undefined

const partition = (plans: PlanInForce): Partition<State> => {
  const centres = new Map<CentreId, CentreRouter>()
  /** Where a document was put, so that it is found again when it goes. */
  const placed = new Map<string, CentreRouter>()
  const routerOf = (centre: CentreId): CentreRouter => {
    const found = centres.get(centre) ?? centreRouter(centre)
    centres.set(centre, found)
    return found
  }

  return {
    put: (key, state) => {
      const open = openOf(state)
      const contact = state?.kind === 'contact' ? state : undefined
      const centre = open?.centre ?? contact?.centre
      const router = centre === undefined ? placed.get(key) : routerOf(centre)
      if (router === undefined) return
      if (open !== undefined && state?.kind === 'shift') router.putShift(key, { state: open, revision: state.revision })
      else router.putShift(key, undefined)
      router.putContact(key, contact)
      if (open === undefined && contact === undefined) placed.delete(key)
      else placed.set(key, router)
    },
    todo: (now, basis) =>
      [...centres.values()].flatMap((router) => {
        const edition = plans(router.centre, now)
        return edition === undefined ? [] : router.todo(edition, now, basis)
      }),
    wake: () => undefined,
  }
}

/**
 * Reserves attendants for waiting contacts. It only makes things move: whatever it decides, late or twice,
 * the shift and the contact keep everyone from being served by two.
 */
export const routing = (plans: PlanInForce): PartitionProcess<State> => ({
  scope: 'partition',
  name: 'routing',
  version: 1,
  types: [...contactTypes, ...shiftTypes],
  initial: { kind: 'new' },
  keys: (recorded) => {
    const e = known(recorded)
    return e.type === 'Reserved' || e.type === 'ReservationEnded' || e.type === 'Disengaged' ? [recorded.stream, e.contact] : [recorded.stream]
  },
  evolve: (s, recorded, key) => {
    const e = known(recorded)
    if (isCall(e)) return foldCall(contactOf(s), e)
    if (key !== recorded.stream) {
      if (e.type === 'Reserved') return begins(contactOf(s), e.offer)
      // ROUTE-04 A contact waits again once its reservation was released or its engagement ended; the contact itself tells of the rest.
      return e.type === 'Disengaged' || (e.type === 'ReservationEnded' && e.outcome === 'released') ? stops(contactOf(s), e.offer) : contactOf(s)
    }
    return { kind: 'shift', state: Shift.evolve(s.kind === 'shift' ? s.state : Shift.initial, e as Shift.Event), revision: recorded.revision }
  },
  // ROUTE-07 A contact that is over is forgotten at once, whatever is still pending for it; so is one that was never known.
  over: (s) =>
    s.kind === 'contact' ? s.over || s.centre === undefined
    : s.kind === 'shift' && (s.state.status === 'ended' || s.state.status === 'cancelled'),
  // ROUTE-05 A shift that refused to be reserved for a contact is not asked again before it has changed.
  done: (s, todoId, outcome) => {
    if (s.kind !== 'contact' || outcome._tag !== 'refusal') return s
    const [, , ...tried] = todoId.split('/')
    return { ...s, refusedBy: [...s.refusedBy, tried.join('/')] }
  },
  keyOf: (todoId) => todoId.slice(0, todoId.indexOf('/')),
  // ROUTE-06 A shift that cannot be reserved, whatever the technical reason, is set aside: contacts go to others.
  blame: (todoId) => streamName('shift', todoId.split('/')[2] ?? ''),
  partition: () => partition(plans),
})
