import type { Instant } from '@disque/core'
import type { ScheduledCall } from '../calls/schedule.js'
import { breakFrom, unionOf, workdaysOf, type Span } from '../calls/services.js'

/** When each attendant was there, as far as a log shows it: on each date from the first service to the end of the last, without the breaks. Whom the log does not name is not there. */
export const presence = (calls: readonly ScheduledCall[], dateOf: (at: Instant) => string): readonly Span[] => workdaysOf(calls, dateOf).flatMap((services) => unionOf(services, breakFrom))
