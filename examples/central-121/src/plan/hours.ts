import { Hours, type Plan } from '@disque/core'
import { officeHours } from './names.js'

const day = [{ from: '07:00', until: '19:00' }]

/** Monday to Friday, 7h to 19h in Brasília, less national holidays and the federal optional days. */
export const calendars: Plan.Plan['calendars'] = {
  [officeHours]: {
    timeZone: 'America/Sao_Paulo',
    weekly: { mon: day, tue: day, wed: day, thu: day, fri: day },
    exceptions: [],
    ...Hours.federalClosures(),
  },
}
