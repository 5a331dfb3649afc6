import { isRight } from 'fp-ts/lib/Either.js'
import { OfferId, type CallId, type ContactId, type Effect, type Instant } from '@disque/core'
import { arrivals, type DayAhead } from './arrivals.js'
import { arrive, contactOf, dial, dialAll, type Dialling, type GaveUp } from './arriving.js'
import { newCaller, nuisance, type Caller } from './callers.js'
import { conversation, type Conversation } from './conversation.js'
import { gated } from './gated.js'
import { line, type Line } from './line.js'
import { scene, type Centre } from './scene.js'
import { subjectOf } from './sealing.js'
import { staff } from './staff.js'

const returns = { afterGivingUp: 0.35, meanSeconds: 240 }
const nuisanceShare = 0.002

interface OnTheLine {
  readonly call: CallId
  readonly line: Line
  readonly talk: Conversation
}

/** Callers and attendants who do not exist: they hear what the centre has played and rung, and answer with commands. */
export const traffic = (centre: Centre, seed: number) => {
  const s = scene(centre, seed)
  const people = staff(s)
  const calls = new Map<ContactId, OnTheLine>()
  const gaveUp: GaveUp = new Map()
  let placed = 0

  const hangUp = async (call: CallId, caller: Caller): Promise<void> => {
    const events = await s.toCall({ type: 'HangUp', call, at: s.now(), by: 'caller' }, { actor: 'telephone-exchange' })
    s.waiting.leaves(contactOf(call))
    for (const e of events) {
      if (e.type !== 'CallAbandoned') continue
      gaveUp.set(e.subject, { call, queue: e.queue, abandonedAt: e.at, rankSince: e.rankSince })
      const again = s.chance(`again/${call}`)
      if (again.chance(returns.afterGivingUp)) s.after(20 + again.exponential(returns.meanSeconds), async () => phone(await dial(s, caller)))
    }
  }

  const phone = async (dialling: Dialling): Promise<void> => {
    const { call, caller } = dialling
    await arrive(s, dialling, gaveUp)
    const end = () => hangUp(call, caller)
    const n = placed++
    calls.set(contactOf(call), {
      call, line: line(s, call, caller, s.chance(`line/${n}`), end), talk: conversation(s, call, s.chance(`talk/${n}`), end),
    })
  }

  const hear = (effect: Effect): void => {
    const on = calls.get(effect.contact)
    if (on === undefined) return
    const place = people.at(effect.device)
    if (place === undefined) return on.line.hear(effect)
    place.hear(effect, on.call)
    if (effect.kind === 'hang-up') on.talk.leave(place)
    if (effect.kind !== 'bridge') return
    on.line.hear(effect)
    const offer = OfferId.decode(effect.detail.offer)
    if (isRight(offer)) on.talk.connect({ desk: place, offer: offer.right })
  }

  return {
    outbound: gated(s.now, hear),
    hire: people.hire,
    train: people.train,
    work: people.work,
    /** Plans the calls of a day. */
    open: async (day: DayAhead): Promise<void> => {
      calls.clear()
      const times = arrivals(day, s.chance(`arrivals/${day.date}`))
      const chance = s.chance(`callers/${day.date}`)
      const diallings = await dialAll(s, times.map(() => (chance.chance(nuisanceShare) ? nuisance : newCaller(day, chance))))
      for (const [i, dialling] of diallings.entries()) s.at(times[i] ?? day.from, () => phone(dialling))
    },
    nuisance: () => subjectOf(s, nuisance.telephone),
    chance: s.chance,
    next: s.next,
    /** Does everything that people do at this instant. */
    act: async (now: Instant): Promise<void> => {
      for (let action = s.take(now); action !== undefined; action = s.take(now)) await action()
    },
  }
}
