import { Hours, type AnnouncementId, type CalendarId, type CentreId, type MenuId, type Plan, type QueueId, type TopicId } from '@disque/core'

// #region names
export const centre = 'town-hall' as CentreId
const officeHours = 'office-hours' as CalendarId
const mainMenu = 'main' as MenuId
const rubbish = 'rubbish' as TopicId
const frontDesk = 'front-desk' as QueueId
const heard = {
  menu: 'welcome' as AnnouncementId,
  collection: 'collection-days' as AnnouncementId,
  closed: 'closed' as AnnouncementId,
  sorry: 'sorry' as AnnouncementId,
}
// #endregion names

// #region plan
export const plan: Plan.Plan = {
  centre,
  name: 'Town hall',
  timeZone: 'America/Sao_Paulo',
  numbers: [
    {
      dialled: '156',
      calendar: officeHours,
      entries: [{ target: { to: 'menu', menu: mainMenu } }],
      served: [{ origin: 'landline', payer: 'centre' }, { origin: 'mobile', payer: 'caller' }],
      refusals: { retired: heard.sorry, originNotServed: heard.sorry, closed: heard.closed, blocked: heard.sorry, queueFull: heard.sorry },
    },
  ],
  notInService: heard.sorry,
  menus: [
    {
      id: mainMenu,
      prompt: heard.menu,
      options: [
        { digit: '1', target: { to: 'queue', topic: rubbish, queue: frontDesk, priority: 0 } },
        { digit: '2', target: { to: 'answer', announcement: heard.collection } },
      ],
      timeoutSeconds: 8,
      tries: 3,
      exhausted: { to: 'queue', topic: rubbish, queue: frontDesk, priority: 0 },
    },
  ],
  topics: [{ id: rubbish, name: 'Rubbish collection' }],
  queues: [
    {
      id: frontDesk, name: 'Front desk', channel: 'voice', calendar: officeHours,
      offerSeconds: 15, offerLimit: 1, confirmSeconds: 10, wrapUpSeconds: 30, resumeSeconds: 600, serviceLevelSeconds: 60, maxWaiting: 20,
    },
  ],
  channels: [{ channel: 'voice', cost: 1, interrupts: [] }],
  announcements: [
    { id: heard.menu, pt: 'Coleta de lixo, tecle 1. Dias de coleta, tecle 2.', en: 'Rubbish, press 1. Collection days, press 2.' },
    { id: heard.collection, pt: 'A coleta é às terças e sextas.' },
    { id: heard.closed, pt: 'Atendemos de segunda a sexta, das 8h às 18h.' },
    { id: heard.sorry, pt: 'Não podemos atender esta chamada.' },
  ],
  calendars: {
    [officeHours]: {
      timeZone: 'America/Sao_Paulo',
      weekly: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [{ from: '08:00', until: '18:00' }]])),
      exceptions: [{ date: '2020-07-04', change: 'add', intervals: [{ from: '08:00', until: '12:00' }] }],
      ...Hours.federalClosures(['national']),
    },
  },
  breakReasons: ['lunch', 'missed-offers'],
  missLimit: 3,
  blocked: [],
}
// #endregion plan

export const places = { mainMenu, rubbish, frontDesk, officeHours }
