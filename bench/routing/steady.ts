import { plus, route, routeIndex, type ContactId, type Decision, type Instant, type ShiftId, type SignedIn, type WaitingContact } from '@disque/core'
import { busy, centre, free, policy, start } from './centre.js'

const waitingNow = 10_000
const handlingMs = 300_000

/** One that decides, and is told what came of it. */
export interface Decider {
  readonly putContact: (contact: WaitingContact) => void
  readonly removeContact: (contact: ContactId) => void
  readonly putAttendant: (attendant: SignedIn) => void
  readonly decide: (now: Instant) => Pick<Decision, 'contact' | 'chosen'> | undefined
}

export const indexed = (reasons: boolean): Decider => {
  const index = routeIndex(policy)
  return { ...index, decide: reasons ? index.next : index.choose }
}

/** The form that reads as the rule: looks at everybody each time. */
export const plain = (): Decider => {
  const contacts = new Map<string, WaitingContact>()
  const attendants = new Map<string, SignedIn>()
  return {
    putContact: (c) => void contacts.set(c.contact, c),
    removeContact: (id) => void contacts.delete(id),
    putAttendant: (a) => void attendants.set(a.shift, a),
    decide: (now) => route(policy, [...contacts.values()], [...attendants.values()], now, 1)[0],
  }
}

/**
 * A centre that has been full for long: somebody becomes free, whoever is decided leaves the queue and is served, and another one arrives.
 * Time goes on so that each attendant serves a contact in five minutes.
 */
export const steady = (decider: Decider, size: number, profiles: number) => {
  const { attendants, arrival, anyone } = centre(size, profiles)
  const byShift = new Map<ShiftId, SignedIn>()
  const put = (a: SignedIn): void => {
    byShift.set(a.shift, a)
    decider.putAttendant(a)
  }
  const step = Math.max(1, Math.round(handlingMs / size))
  let now = start
  for (const a of attendants) put(a)
  for (let n = waitingNow; n > 0; n--) decider.putContact(arrival(plus(start, -n * step)))

  const carryOut = (d: Pick<Decision, 'contact' | 'chosen'>, next: WaitingContact): void => {
    decider.removeContact(d.contact.contact)
    const a = byShift.get(d.chosen.shift)
    if (a !== undefined) put(busy(a, d))
    decider.putContact(next)
  }

  return {
    /** Makes so many decisions; answers milliseconds a decision, all that belongs to it included, or each one's where they are wanted. */
    run: (count: number, each?: number[]): number => {
      const arrivals = Array.from({ length: count }, (_, n) => arrival(plus(now, n * step)))
      const began = performance.now()
      for (let made = 0; made < count; ) {
        const from = each === undefined ? 0 : performance.now()
        now = plus(now, step)
        const a = byShift.get(anyone())
        if (a !== undefined) put(free(a, now))
        const before = made
        for (let d = decider.decide(now); d !== undefined && made < count; d = decider.decide(now)) carryOut(d, arrivals[made++] as WaitingContact)
        if (made > before) each?.push((performance.now() - from) / (made - before))
      }
      return (performance.now() - began) / count
    },
  }
}
