import { isRight } from 'fp-ts/lib/Either.js'
import { OfferId, type CallId, type ContactId, type Effect, type Instant } from '@disque/core'
import { arrivals, type DayAhead } from './arrivals.js'
import { arrive, contactOf, dial, dialAll, type Dialling, type GaveUp } from './arriving.js'
import { newCaller, nuisance } from './callers.js'
import { conversation, type Conversation } from './conversation.js'
import { gated } from './gated.js'
import { line, type Line } from './line.js'
import { scene, type Centre } from './scene.js'
import { subjectOf } from './sealing.js'
import { staff } from './staff.js'

const returns = { afterGivingUp: 0.35, meanSeconds: 240 }
const nuisanceShare = 0.002

export interface Habits {
  /** Some who give up call again: how many calls come then depends on how long the others wait. */
  readonly redial: boolean
  /** So many seconds nobody minds waiting. */
  readonly patientFor: number
}

const usual: Habits = { redial: true, patientFor: 0 }

interface OnTheLine {
  readonly call: CallId
  readonly line: Line
  readonly talk: Conversation
}

/** Callers and attendants who do not exist: they hear what the centre has played and rung, and answer with commands. */
export const traffic = (centre: Centre, seed: number, { redial, patientFor }: Habits = usual) => {
  const s = scene(centre, seed)
  const people = staff(s)
  const calls = new Map<ContactId, OnTheLine>()
  const gaveUp: GaveUp = new Map()

  const hangUp = async ({ call, caller, chance }: Dialling, at: Instant): Promise<void> => {
    const events = await s.toCall({ type: 'HangUp', call, at, by: 'caller' }, { actor: 'telephone-exchange' })
    s.waiting.leaves(contactOf(call))
    for (const e of events) {
      if (e.type !== 'CallAbandoned' || !redial) continue
      gaveUp.set(e.subject, { call, queue: e.queue, abandonedAt: e.at, rankSince: e.rankSince })
      const again = s.chance(`again/${chance}`)
      if (again.chance(returns.afterGivingUp)) s.after(at, 20 + again.exponential(returns.meanSeconds), async (later) => phone(await dial(s, caller, `${chance}+`))(later))
    }
  }

  const phone = (dialling: Dialling) => async (at: Instant): Promise<void> => {
    const { call, caller, chance } = dialling
    const end = (then: Instant) => hangUp(dialling, then)
    const own = line(s, call, caller, { chance: s.chance(`line/${chance}`), patientFor }, end)
    calls.set(contactOf(call), { call, line: own, talk: conversation(s, call, s.chance(`talk/${chance}`), own.hangUp) })
    own.follow(await arrive(s, dialling, gaveUp, at))
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
    if (isRight(offer)) on.talk.connect({ desk: place, offer: offer.right }, s.now())
  }

  return {
    outbound: gated(s.now, hear),
    hire: people.hire,
    train: people.train,
    work: people.work,
    /** Plans the calls of a day, or of a part of it. */
    open: async (day: DayAhead, part: (at: Instant) => boolean = () => true): Promise<void> => {
      calls.clear()
      const chance = s.chance(`callers/${day.date}`)
      const all = arrivals(day, s.chance(`arrivals/${day.date}`)).map((at, i) => ({ at, caller: chance.chance(nuisanceShare) ? nuisance : newCaller(day, chance), behaves: `${day.date}/${i}` }))
      const coming = all.filter(({ at }) => part(at))
      const diallings = await dialAll(s, coming.map(({ caller }) => caller), (place) => coming[place]?.behaves ?? '')
      for (const [i, dialling] of diallings.entries()) s.at(coming[i]?.at ?? day.from, phone(dialling))
    },
    nuisance: () => subjectOf(s, nuisance.telephone),
    chance: s.chance,
    next: s.next,
    take: s.take,
    after: s.after,
    /** Does everything that people do at this instant. */
    act: async (now: Instant): Promise<void> => {
      for (let taken = s.take(now); taken !== undefined; taken = s.take(now)) await taken.act()
    },
  }
}
