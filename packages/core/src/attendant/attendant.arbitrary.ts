import fc from 'fast-check'
import type { AttendantId, CentreId, ShiftId, TopicId } from '../shared/ids.js'
import { plus, seconds, type Instant } from '../shared/instant.js'
import { eventsOf } from '../testing/from-codec.js'
import { Event, type Command } from './attendant.js'

const at = fc.integer({ min: 0, max: 3_600_000 }).map((ms) => (1_593_561_600_000 + ms) as Instant)
const attendant = 'ana' as AttendantId
const capacity = fc.integer({ min: -1, max: 4 })
const topic = fc.constantFrom('health', 'culture', 'sport').map((id) => id as TopicId)
const shift = fc.constantFrom('s1', 's2', 's3').map((id) => id as ShiftId)

const register = fc
  .record({ at, capacity: fc.integer({ min: 0, max: 3 }), centre: fc.constantFrom('c1', 'c2'), unbounded: fc.boolean() })
  .map(({ centre, unbounded, ...c }): Command => ({ type: 'RegisterAttendant', attendant, centre: centre as CentreId, ...c, ...(unbounded ? { unbounded: true } : {}) }))
const train = fc
  .record({ at, topic, level: fc.integer({ min: 0, max: 3 }), since: fc.option(at, { nil: undefined }) })
  .map(({ since, ...c }): Command => ({ type: 'TrainAttendant', attendant, ...c, ...(since === undefined ? {} : { since }) }))

/** Any command to one attendant, many of them out of place. */
export const attendantCommand: fc.Arbitrary<Command> = fc.oneof(
  register,
  train,
  fc.record({ at, topic }).map((c): Command => ({ type: 'WithdrawTraining', attendant, ...c })),
  fc.record({ at, capacity }).map((c): Command => ({ type: 'ChangeCapacity', attendant, ...c })),
  fc.record({ at, shift, lead: fc.integer({ min: -5, max: 60 }) }).map(({ lead, ...c }): Command => ({ type: 'OpenShift', attendant, startBy: plus(c.at, seconds(lead)), ...c })),
  fc.record({ at, shift }).map((c): Command => ({ type: 'CloseShift', attendant, ...c }))
)

export const attendantEvent: fc.Arbitrary<Event> = eventsOf(Event)
