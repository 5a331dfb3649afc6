export { closuresFrom, type ICalendarClosures, type ICalendarEvent, type ICalendarOptions } from './closures.js'
export type { ICalendarFault } from './faults.js'
export { messageOfCalendar } from './messages.js'
