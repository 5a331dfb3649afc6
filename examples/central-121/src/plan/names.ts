import { isLeft } from 'fp-ts/lib/Either.js'
import type { Type } from 'io-ts'
import { AnnouncementId, CalendarId, CentreId, instant, MenuId, QueueId, TopicId } from '@disque/core'

/** An id from text that is written in code. */
export const named = <A>(codec: Type<A, string>) => (text: string): A => {
  const found = codec.decode(text)
  if (isLeft(found)) throw new RangeError(`"${text}" is no ${codec.name}`)
  return found.right
}
const [topic, queue, menu, announcement] = [named(TopicId), named(QueueId), named(MenuId), named(AnnouncementId)]

export const centre = named(CentreId)('central-121')
export const officeHours = named(CalendarId)('office-hours')

/** Brasília kept UTC−3 all through 2020. */
export const midnight = (date: string) => instant(`${date}T00:00:00-03:00`)
export const mobilesServedFrom = midnight('2020-07-01')
export const oldNumberUntil = midnight('2021-01-01')

export const shortNumber = '121'
export const oldNumber = '08007072003'

export const topics = {
  general: topic('general'),
  bolsaFamilia: topic('bolsa-familia'),
  cadastroUnico: topic('cadastro-unico'),
  bpc: topic('bpc'),
  dependentsCare: topic('dependents-care'),
  cultureIncentive: topic('culture-incentive'),
  sportIncentive: topic('sport-incentive'),
  manifestation: topic('manifestation'),
  wrongdoing: topic('wrongdoing'),
  managers: topic('managers'),
}

export const queues = {
  social: queue('social-programmes'),
  ombudsman: queue('ombudsman'),
  relations: queue('relations-centre'),
  technical: queue('technical-areas'),
}

export const menus = {
  main: menu('121-main'),
  social: menu('121-social'),
  ombudsman: menu('121-ombudsman'),
  incentives: menu('121-incentives'),
  oldMain: menu('0800-main'),
  oldCitizen: menu('0800-citizen'),
}

export const heard = {
  main: announcement('menu-121'),
  social: announcement('menu-121-social'),
  ombudsman: announcement('menu-121-ombudsman'),
  incentives: announcement('menu-121-incentives'),
  oldMain: announcement('menu-0800'),
  oldCitizen: announcement('menu-0800-citizen'),
  placesOfCare: announcement('places-of-care'),
  notInService: announcement('not-in-service'),
  callShortNumber: announcement('call-121'),
  originNotServed: announcement('origin-not-served'),
  oldOriginNotServed: announcement('origin-not-served-0800'),
  closed: announcement('closed'),
  blocked: announcement('blocked'),
  queueFull: announcement('queue-full'),
}
