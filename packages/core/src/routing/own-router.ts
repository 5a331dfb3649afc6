import type { WaitingContact } from './contact.js'
import type { Policy } from './policy.js'
import type { Decision } from './route.js'
import { routeIndex, type RouteIndex } from './route-index.js'
import type { SignedIn } from './signed-in.js'

/** Anything that decides as {@link route} does. */
export type Router = (policy: Policy, waiting: readonly WaitingContact[], attendants: readonly SignedIn[], now: Parameters<RouteIndex['next']>[0], most?: number) => readonly Decision[]

/**
 * ROUTE-29 A router of one's own decides in the place of the standard one; time moves it as the policy says, and each decision looks at everybody.
 *
 * @example
 * const processes = [offers, routing(plans.inForce, ownRouter(nearestFirst)), signing, telephony]
 */
export const ownRouter =
  (decide: Router) =>
  (policy: Policy): RouteIndex => {
    const waiting = new Map<string, WaitingContact>()
    const attendants = new Map<string, SignedIn>()
    /** Knows when time alone may change an answer. */
    const standard = routeIndex(policy)
    const next = (now: Parameters<RouteIndex['next']>[0]): Decision | undefined => decide(policy, [...waiting.values()], [...attendants.values()], now, 1)[0]
    return {
      putContact: (c) => {
        waiting.set(c.contact, c)
        standard.putContact(c)
      },
      removeContact: (contact) => {
        waiting.delete(contact)
        standard.removeContact(contact)
      },
      putAttendant: (a) => {
        for (const [shift, other] of attendants) if (other.attendant === a.attendant) attendants.delete(shift)
        attendants.set(a.shift, a)
        standard.putAttendant(a)
      },
      removeAttendant: (shift) => {
        attendants.delete(shift)
        standard.removeAttendant(shift)
      },
      next,
      choose: next,
      wake: standard.wake,
    }
  }
