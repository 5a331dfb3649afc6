import { blockedAt, entryAt, numberAt, openAt, servedAt } from '../../plan/lookup.js'
import { outcomes, type Outcome } from '../../shared/decider.js'
import type { Event, ReceiveCall, Refusal, State } from '../call.js'
import { take, type Plans } from './targets.js'

const { emit, refuse } = outcomes<Event, Refusal>()

/** CALL-02 A call is refused by the first rule that applies: not in service, retired, blocked, origin not served, closed. */
const turnAway = (c: ReceiveCall, plans: Plans): Extract<Event, { type: 'CallRefused' }> | undefined => {
  const { at } = c
  const found = numberAt(plans.pinned, c.dialled, at)
  const because = { type: 'CallRefused' as const, at, planNow: plans.nowVersion }
  if (found._tag === 'NotInService') return { ...because, rule: 'notInService', announcement: plans.pinned.notInService }
  const { refusals } = found.number
  if (found._tag === 'Retired') return { ...because, rule: 'retired', announcement: refusals.retired }
  if (blockedAt(plans.now, c.subject, at) !== undefined) return { ...because, rule: 'blocked', announcement: refusals.blocked }
  if (servedAt(found.number, c.origin, at) === undefined) return { ...because, rule: 'originNotServed', announcement: refusals.originNotServed }
  const hours = openAt(plans.now, found.number.calendar, at)
  if (!hours.open)
    return { ...because, rule: 'closed', announcement: refusals.closed, ...(hours.opensAt === undefined ? {} : { opensAt: hours.opensAt }) }
  return undefined
}

export const receive = (c: ReceiveCall, state: State, plans: Plans): Outcome<Event, Refusal> => {
  if (state.status !== 'unknown') return refuse({ _tag: 'CallAlreadyReceived' })
  const { at } = c
  const refused = turnAway(c, plans)
  const found = numberAt(plans.pinned, c.dialled, at)
  const payer = found._tag === 'InService' ? servedAt(found.number, c.origin, at)?.payer : undefined
  const received: Event = {
    type: 'CallReceived', at, call: c.call, centre: c.centre, plan: c.plan, protocol: c.protocol, dialled: c.dialled, origin: c.origin, subject: c.subject,
    ...(c.caller === undefined ? {} : { caller: c.caller }),
    ...(payer === undefined ? {} : { payer }),
    ...(c.previous === undefined ? {} : { previous: c.previous }),
    ...(c.prefers === undefined ? {} : { prefers: c.prefers }),
  }
  if (refused !== undefined) return emit(received, refused)
  const entry = found._tag === 'InService' ? entryAt(found.number, at) : undefined
  if (entry === undefined)
    return emit(received, { type: 'CallRefused', at, rule: 'notInService', announcement: plans.pinned.notInService, planNow: plans.nowVersion })
  const who = { at, receivedAt: at, path: [], informed: false, dialled: c.dialled, previous: c.previous, prefers: c.prefers, waitingNow: c.waitingNow }
  return emit(received, ...take(entry, who, plans))
}
