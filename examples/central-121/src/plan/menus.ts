import type { Plan, QueueId, TopicId } from '@disque/core'
import { heard, menus as ids, queues, topics } from './names.js'

type Option = Plan.MenuOption
type Target = Plan.Target

const waitFor = (topic: TopicId, queue: QueueId, priority = 0): Target => ({ to: 'queue', topic, queue, priority })
const attendant = waitFor(topics.general, queues.social)
const places: Target = { to: 'answer', announcement: heard.placesOfCare }
const managers = waitFor(topics.managers, queues.relations)
const wrongdoing = waitFor(topics.wrongdoing, queues.ombudsman)
const openMenu = (menu: Plan.Menu['id']): Target => ({ to: 'menu', menu })

const option = (digit: string, target: Target): Option => ({ digit, target })

/** An attendant can be asked for in every menu, and every menu can be heard again. */
const always: readonly Option[] = [option('9', attendant), option('0', { to: 'repeat' })]
const inside: readonly Option[] = [...always, option('*', { to: 'back' })]

/** Who presses nothing may have no keys that sound: an attendant takes over. */
const patient = { timeoutSeconds: 12, tries: 3, exhausted: attendant }

const programmes: readonly Option[] = [
  option('1', waitFor(topics.bolsaFamilia, queues.social)),
  option('2', waitFor(topics.cadastroUnico, queues.social)),
  option('3', waitFor(topics.bpc, queues.social)),
  ...inside,
]

/** Digit 4 is what the ministry published; the old number's are those of press reports; the rest of the tree is made up. */
export const menus: readonly Plan.Menu[] = [
  {
    id: ids.main, prompt: heard.main, ...patient,
    options: [
      option('1', openMenu(ids.social)), option('2', openMenu(ids.ombudsman)), option('3', openMenu(ids.incentives)), option('4', places), option('5', managers),
      ...always,
    ],
  },
  { id: ids.social, prompt: heard.social, ...patient, options: programmes },
  {
    id: ids.ombudsman, prompt: heard.ombudsman, ...patient,
    options: [option('1', waitFor(topics.manifestation, queues.ombudsman)), option('2', wrongdoing), ...inside],
  },
  // A topic without attendants of its own waits for the technical area that is responsible.
  {
    id: ids.incentives, prompt: heard.incentives, ...patient,
    options: [option('1', waitFor(topics.cultureIncentive, queues.technical)), option('2', waitFor(topics.sportIncentive, queues.technical)), ...inside],
  },
  {
    id: ids.oldMain, prompt: heard.oldMain, ...patient,
    options: [option('1', openMenu(ids.oldCitizen)), option('4', managers), option('5', wrongdoing), ...always],
  },
  { id: ids.oldCitizen, prompt: heard.oldCitizen, ...patient, options: programmes },
]
