import type { AnnouncementId, Plan, TopicId } from '@disque/core'
import { heard, oldNumber, shortNumber, topics } from '../plan/names.js'
import type { DayAhead } from './arrivals.js'
import type { Random } from './random.js'

/** What a caller wants: to speak about a topic, or to hear something. */
export type Wish = { readonly topic: TopicId } | { readonly announcement: AnnouncementId }

export interface Caller {
  /** In E.164; absent when withheld. */
  readonly telephone?: string
  readonly origin: Plan.Origin
  readonly dialled: string
  readonly wish: Wish
  /** Presses what led there on the old number, where digit 4 meant something else. */
  readonly byHabit: boolean
}

type Weighted<A> = readonly (readonly [A, number])[]

const about = (topic: TopicId): Wish => ({ topic })

const wishes: Weighted<Wish> = [
  [about(topics.bolsaFamilia), 33],
  [about(topics.cadastroUnico), 20],
  [about(topics.bpc), 9],
  [about(topics.general), 9],
  [about(topics.manifestation), 5],
  [about(topics.wrongdoing), 5],
  [about(topics.cultureIncentive), 2],
  [about(topics.sportIncentive), 2],
  [about(topics.managers), 5],
  [{ announcement: heard.placesOfCare }, 10],
]

/** Without mobiles: the rest of the callers, as they divide. */
const otherOrigins: Weighted<Plan.Origin> = [
  ['landline', 82],
  ['payphone', 7],
  ['withheld', 9],
  ['abroad', 2],
]

/** Nobody has these numbers: no area of Brazil has the code 20. */
const madeUpNumber = (origin: Plan.Origin, chance: Random): string => {
  const digits = (n: number) => String(chance.whole(10 ** n)).padStart(n, '0')
  switch (origin) {
    case 'mobile':
      return `+55209${chance.oneOf([['6', 1], ['7', 1], ['8', 2], ['9', 3]])}${digits(7)}`
    case 'abroad':
      return `+999${digits(8)}`
    case 'landline':
    case 'payphone':
    case 'withheld':
      return `+5520${chance.oneOf([['2', 1], ['3', 4]])}${digits(7)}`
  }
}

const misdialled = '112'

/** Calls again and again, and says nothing that can be answered. */
export const nuisance: Caller = { telephone: '+552030000000', origin: 'landline', dialled: shortNumber, wish: about(topics.general), byHabit: false }

export const newCaller = (day: DayAhead, chance: Random): Caller => {
  const origin = chance.chance(day.mobileShare) ? 'mobile' : chance.oneOf(otherOrigins)
  // The older people who kept the old number in their address books call from landlines.
  const old = origin !== 'abroad' && chance.chance(origin === 'mobile' ? 0.1 : 0.34)
  const dialled = chance.chance(0.002) ? misdialled : old ? oldNumber : shortNumber
  const wish = chance.oneOf(wishes)
  const byHabit = 'topic' in wish && wish.topic === topics.managers && chance.chance(0.3)
  return { origin, dialled, wish, byHabit, ...(origin === 'withheld' ? {} : { telephone: madeUpNumber(origin, chance) }) }
}
