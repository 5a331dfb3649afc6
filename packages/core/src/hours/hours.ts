export { Break, Calendar, Exception, Interval, type Intersection, LocalDate, type Timetable, WallTime, Weekly, Weeks } from './calendar.js'
export { type Closure, easter, federalClosures, type FederalDay, type FederalDayKind, federalDays } from './brazil.js'
export {
  addBusinessDays, addBusinessDaysAt, businessDaysBetween, dateAt, dayBounds, instantOn, isBusinessDay, isFullDay, nextBusinessDay, previousBusinessDay,
} from './business-days.js'
export { add, between, nextOpenAfter, subtract } from './business-time.js'
export { asKnown, type CalendarEdition, type EditionFault } from './editions.js'
export { intersection } from './intersect.js'
export { localDays, withClosures, type YearlyDay } from './local-days.js'
export {
  isHoliday, isOnBreak, isOpen, nextClosing, nextOpen, nextOpening, type NoOpenTime, periods, periodsBackward, periodsFrom, previousClosing, previousOpen,
} from './open.js'
export type { Period } from './resolve.js'
export { type Fault, validate } from './validate.js'
export { isZone } from './zone.js'
