import type { AnnouncementId, AttendantId, CalendarId, CallId, CentreId, Plan, PlanVersion, QueueId, ShiftId, TopicId } from '@disque/core'

export const centre = 'town-hall' as CentreId
export const firstPlan = 'town-hall@1' as PlanVersion
export const topic = 'anything' as TopicId
export const [ana, shift, call] = ['ana' as AttendantId, 'ana-today' as ShiftId, '7f3a' as CallId]

const [queue, always, sorry] = ['front-desk' as QueueId, 'always' as CalendarId, 'sorry' as AnnouncementId]
const allDay = [{ from: '00:00', until: '24:00' }]

/** One number, one queue, open day and night. */
export const plan: Plan.Plan = {
  centre,
  name: 'Town hall',
  timeZone: 'America/Sao_Paulo',
  numbers: [
    {
      dialled: '156',
      entries: [{ target: { to: 'queue', topic, queue, priority: 0 } }],
      served: [{ origin: 'landline', payer: 'centre' }],
      refusals: { retired: sorry, originNotServed: sorry, closed: sorry, blocked: sorry, queueFull: sorry },
    },
  ],
  notInService: sorry,
  menus: [],
  topics: [{ id: topic, name: 'Anything' }],
  queues: [
    {
      id: queue, name: 'Front desk', channel: 'voice', calendar: always,
      offerSeconds: 15, offerLimit: 1, confirmSeconds: 10, wrapUpSeconds: 0, resumeSeconds: 600, serviceLevelSeconds: 60,
    },
  ],
  channels: [{ channel: 'voice', cost: 1, interrupts: [] }],
  announcements: [{ id: sorry, pt: 'Não podemos atender esta chamada.', en: 'We cannot take this call.' }],
  calendars: {
    [always]: {
      timeZone: 'America/Sao_Paulo', breaks: [], holidays: [], exceptions: [],
      weekly: { mon: allDay, tue: allDay, wed: allDay, thu: allDay, fri: allDay, sat: allDay, sun: allDay },
    },
  },
  breakReasons: ['lunch'],
  missLimit: 3,
  blocked: [],
}
