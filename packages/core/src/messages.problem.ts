import type { Refusal as AttendantRefusal } from './attendant/attendant.js'
import type { Refusal as CallRefusal } from './call/call.js'
import type { Refusal as CentreRefusal } from './centre/centre.js'
import type { HandleFailure } from './handle/handle.js'
import type { AnotherCalendar, Fault as TermFault, Refusal as TermRefusal } from './deadline/deadline.js'
import type { EditionFault, NoOpenTime } from './hours/hours.js'
import type { PlanFault } from './plan/validate.js'
import type { AppendFailure, ReadFailure } from './ports/event-store.js'
import type { CommitFailure, Lease } from './ports/read-model.js'
import type { VaultFailure } from './ports/vault.js'
import type { WhyFailure } from './processes/why.js'
import type { NupInvalid, NupPartInvalid } from './protocol/nup.js'
import type { StaffingInputInvalid } from './staffing/staffing.js'
import type { Instant } from './shared/instant.js'
import type { Refusal as ShiftRefusal } from './shift/shift.js'

/** Every refusal of a room and every failure of a port: whatever an embedder may have to put into words. */
export type Problem =
  | AttendantRefusal | CallRefusal | CentreRefusal | ShiftRefusal
  | HandleFailure | AppendFailure | ReadFailure | CommitFailure | VaultFailure
  | { readonly _tag: 'LeaseHeld'; readonly lease: Lease }
  | { readonly _tag: 'OutboundUnavailable'; readonly reason: string }
  | PlanFault | NoOpenTime | EditionFault | WhyFailure
  | TermRefusal | TermFault | AnotherCalendar | NupInvalid | NupPartInvalid | StaffingInputInvalid

/** How a language writes what is not text yet. */
export interface Words {
  readonly when: (at: Instant) => string
  /** A problem inside a problem. */
  readonly message: (problem: Problem) => string
}

/** One sentence for each tag, built from its fields: what is so, and what to do next. A missing tag does not compile. */
export type Sentences = { readonly [T in Problem['_tag']]: (problem: Extract<Problem, { readonly _tag: T }>, words: Words) => string }
