import type { Plan } from '@disque/core'
import { announcements } from './plan/announcements.js'
import { calendars } from './plan/hours.js'
import { menus } from './plan/menus.js'
import { centre, heard } from './plan/names.js'
import { numbers } from './plan/numbers.js'
import { breakReasons, channels, queues, topics } from './plan/serving.js'

/** The Central 121 of 2020: a short number that takes over from a toll-free one, and what it does with each call. */
export const central121: Plan.Plan = {
  centre,
  name: 'Central 121',
  timeZone: 'America/Sao_Paulo',
  numbers,
  notInService: heard.notInService,
  menus,
  topics,
  queues,
  channels,
  announcements,
  calendars,
  breakReasons,
  missLimit: 3,
  blocked: [],
}
