import type { Status } from './call/call.js'
import { portuguese } from './messages.pt.js'
import type { Problem, Sentences, Words } from './messages.problem.js'
import type { Referred } from './plan/faults.js'
import type { Revision } from './ports/event-store.js'
import { toIso, type Instant } from './shared/instant.js'
import type { Wanted } from './staffing/staffing.js'

export type { Problem } from './messages.problem.js'

const status: Readonly<Record<Status, string>> = {
  unknown: 'not known', received: 'received', menu: 'in a menu', informed: 'answered by an announcement', waiting: 'waiting in a queue', dialling: 'being called back', talking: 'with an attendant',
  ended: 'over', refused: 'refused',
}
const over = { cancelled: 'was cancelled', ended: 'has ended' }
const notTaking = { break: 'is on a break', deviceLost: 'has lost the device', leaving: 'is signing out' }
const referred: Readonly<Record<Referred, string>> = { announcement: 'announcement', calendar: 'calendar', channel: 'channel', menu: 'menu', queue: 'queue', topic: 'topic' }
const place = (revision: Revision | 'no-stream') => (revision === 'no-stream' ? 'no event' : `revision ${revision}`)

const staffing: Readonly<Record<Wanted, string>> = {
  load: 'erlangs from 0 to 5 million', whole: 'a whole number from 0 to 10 million', notNegative: 'a number from 0 on', aboveZero: 'a number above 0',
  share: 'a share between 0 and 1, both left out', patience: 'seconds from 0 on in which at most 100 million calls come, or Infinity', attainable: 'a target that 10 million attendants meet',
}

const english: Sentences = {
  // Attendants
  AttendantUnknown: () => 'This attendant is not registered; register the attendant first.',
  AttendantAlreadyRegistered: () => 'This attendant is registered with another centre or capacity; change the capacity, or use another id.',
  LevelInvalid: ({ level }) => `A level is a whole number from 1, not ${level}; send another.`,
  AnotherShiftOpen: ({ shift }) => `The shift ${shift} is still open; sign out of it before another begins.`,
  StartByPassed: ({ startBy }, { when }) => `The shift was to be started by ${when(startBy)}, which has passed; ask for it with a later time.`,

  // Shifts
  ShiftUnknown: () => 'This shift does not exist; open one for the attendant and start it.',
  ShiftAlreadyStarted: () => 'This shift has started; sign out to end it.',
  ShiftOver: ({ status: s }) => `This shift ${over[s]}; open another one.`,
  NotTakingOffers: ({ why }) => `The attendant ${notTaking[why]} and takes no offers; offer the contact to another.`,
  AttendantResting: ({ readyAt }, { when }) => `The attendant is left alone until ${when(readyAt)}, after an offer that came to nothing; offer the contact to another, or then.`,
  CapacityExceeded: ({ capacity, used, cost }) => `Of a capacity of ${capacity}, ${used} is taken and ${cost} more does not fit; offer the contact to another.`,
  CapacityInvalid: ({ capacity }) => `A capacity is a whole number from 1, not ${capacity}; send another.`,
  TermsInvalid: ({ field }) => `The terms of the reservation are wrong in "${field}"; take them from the plan in force and send it again.`,
  ReservationUnknown: ({ offer }) => `No reservation stands for the offer ${offer}: it has ended or never was; wait for the next one.`,
  AlreadyAccepted: ({ offer }) => `The offer ${offer} was accepted; end the contact or transfer it instead.`,
  OfferOver: ({ offer }) => `The offer ${offer} is over; make a new one with an id of its own.`,
  AlreadyOnBreak: ({ reason }) => `The attendant is on a break already (${reason}); end it before another begins.`,

  // Calls
  CallUnknown: () => 'This call was never received here; check its id.',
  CallAlreadyReceived: () => 'A call with this id was received before; give every call an id of its own.',
  CallNotInMenu: ({ status: s }) => `The call is ${status[s]}, not in a menu; ignore the digit.`,
  DigitInvalid: (p) =>
    'path' in p ? `${p.path}: "${p.digit}" is no key of a telephone; use 0 to 9, * or #.` : 'That is no key of a telephone; send one of 0 to 9, * or #.',
  TimerTooEarly: ({ dueAt }, { when }) => `The timer is due at ${when(dueAt)}, not before; send it then.`,
  CallNotWaiting: ({ status: s }) => `The call is ${status[s]}, not waiting; offer it, move it or call back only while it waits.`,
  OfferEndedBefore: ({ offer }) => `The offer ${offer} was withdrawn or has ended; make a new one with an id of its own.`,
  OfferLimitReached: ({ limit }) => `The call has ${limit} standing offers, and no more are allowed; wait until one of them ends.`,
  HolderNotOffered: ({ attendant }) => `The attendant ${attendant} holds this call and cannot be consulted about it; offer it to another.`,
  MeantForAnother: ({ attendant }) => `The call was passed to ${attendant} alone; offer it to that attendant.`,
  OfferNotStanding: ({ offer }) => `The offer ${offer} no longer stands; the attendant is free for the next one.`,
  OfferAnswered: ({ offer }) => `The offer ${offer} was answered and cannot be withdrawn; keep the engagement.`,
  CallNotAnswered: ({ status: s }) => `The call is ${status[s]} and no attendant has it; do this while one does.`,
  NotTheHolder: ({ attendant, holder }) => `The call is held by ${holder}, not by ${attendant}; let ${holder} do it.`,
  NotAParticipant: ({ attendant }) => `The attendant ${attendant} takes no part in this call; open a consultation first.`,
  NeverServedIt: ({ attendant }) => `The attendant ${attendant} never served this call; let one who did record it.`,
  ConsultationOpen: () => 'A consultation is open on this call; end it or hand the call over first.',
  QueueUnknown: ({ queue }) => `The plan in force has no queue ${queue}; choose one that it has.`,
  TopicUnknown: ({ topic }) => `The plan in force has no topic ${topic}; choose one that it has.`,
  QueueClosed: ({ queue, opensAt }, { when }) => `The queue ${queue} is closed; ${opensAt === undefined ? 'choose another' : `it opens at ${when(opensAt)}`}.`,
  QueueIsFull: ({ queue, limit }) => `In the queue ${queue} ${limit} wait, which is its limit; try later or choose another.`,
  NotInQueue: ({ queue }) => `The call does not wait in the queue ${queue}; take no step of it for this call.`,
  StepUnknown: ({ queue, step }) => `The plan in force has no step ${step} for the queue ${queue}; take one that it has.`,
  CallbackNotOffered: ({ queue }) => `In the queue ${queue} callers are not called back; let the caller wait, or call again.`,
  CallbackNotAsked: () => 'Nobody asked to be called back on this call; ask for it while the caller waits.',
  CallbackTooEarly: ({ notBefore }, { when }) => `The citizen is not called back before ${when(notBefore)}, after an attempt that failed; offer the call then.`,
  CallbackNotDialled: ({ offer }) => `Nobody is being dialled for the offer ${offer}; hang up the line that was called.`,

  // Centres and their plans
  PlanOfAnotherCentre: ({ centre }) => `The plan is for the centre ${centre}; send it to that one.`,
  PlanInvalid: ({ faults }, { message }) => `The plan was not taken; put these ${faults.length} right and send it again:\n${faults.map((f) => `- ${message(f)}`).join('\n')}`,
  DecidedOtherwise: ({ attendant }) => `By the policy ${attendant} would not have been the first: another router decided; ask it for its reasons.`,
  ContactDidNotWait: ({ contact }) => `By then ${contact} did not wait for an attendant; ask with the contact and the reason of one and the same offer.`,
  PlanUnknown: ({ version }) => `There is no plan ${version}; name a version that the centre has.`,
  ReferenceUnknown: ({ path, to, id }) => `${path}: there is no ${referred[to]} ${id}; add it or name another.`,
  DuplicateId: ({ path, other, id }) => `${path}: the id ${id} stands at ${other} too; give one of them another.`,
  ValiditiesOverlap: ({ path, other }) => `${path}: it holds at the same time as ${other}; let one end where the other begins.`,
  ValidityEmpty: ({ path }) => `${path}: it ends before it begins; correct "from" or "until".`,
  NeverApplies: ({ path }) => `${path}: it only holds while what it belongs to does not; correct the times of either, or remove it.`,
  NumberWithoutEntry: ({ path, dialled }) => `${path}: the number ${dialled} leads nowhere; add an entry.`,
  MenuUnreachable: ({ path, menu }) => `${path}: nothing leads to the menu ${menu}; lead to it or remove it.`,
  MenuWithoutWayOn: ({ path, menu }) => `${path}: the menu ${menu} leads to no queue, answer or end, whatever is pressed; add an option that does.`,
  SilenceNeverEnds: ({ path, menu }) => `${path}: who presses nothing in the menu ${menu} is led from menu to menu for ever; let one of them end in a queue, an answer or an end.`,
  OutOfRange: ({ path, value, least, most }) => `${path}: ${value} is out of range; choose a value from ${least} to ${most}.`,
  TierUnknown: ({ path, tier }) => `${path}: nothing opens tier ${tier}; add it to the queue's tiers with its waiting time, or name another.`,
  TierOutOfOrder: ({ path, other }) => `${path}: this tier opens before the lower one at ${other}; give it the same waiting time or a longer one.`,
  NobodyListed: ({ path }) => `${path}: attendants who are not listed are left out, but nobody is listed; list the members, or include the others.`,
  RelaxesNothing: ({ path }) => `${path}: this lets nothing go that is still asked; name a lower level or a skill to drop, or remove it.`,
  StepWithoutCondition: ({ path }) => `${path}: the step has no condition; say after how many seconds, from how many waiting, or when else it is taken.`,
  OverflowsIntoItself: ({ path, queue }) => `${path}: contacts of ${queue} are moved to ${queue}; name another queue.`,
  ChannelDiffers: ({ path, channel, other }) => `${path}: the queue serves ${other}, the contact came by ${channel}; name a queue of the same channel.`,
  CallbackWithoutRules: ({ path }) => `${path}: a callback is offered, but the queue has no rules for it; add routing.callback with attempts, retrySeconds and dialSeconds.`,
  RingsOnlyOne: ({ path, strategy }) => `${path}: ${strategy} rings several, but the queue allows one offer; set offerLimit to 2 or more.`,

  // Hours
  ZoneUnknown: ({ path, timeZone }) => `${path}: "${timeZone}" is no time zone; write one such as America/Sao_Paulo.`,
  NoHours: ({ path }) => `${path}: the calendar never opens; give it hours.`,
  TimeInvalid: ({ path, text }) => `${path}: "${text}" is no time of day; write it as 07:30.`,
  DateInvalid: ({ path, text }) => `${path}: "${text}" is no date; write it as 2020-07-01.`,
  IntervalEmpty: ({ path, time }) => `${path}: it begins and ends at ${time}; make it longer or remove it.`,
  IntervalInverted: ({ path, from, until }) => `${path}: it ends at ${until}, before it begins at ${from}; swap them, or write what passes midnight as two.`,
  IntervalsOverlap: ({ path, other }) => `${path}: it overlaps with ${other}; join them or shorten one.`,
  ExceptionsContradict: ({ path, other, date }) => `${path}: for ${date} there is another exception at ${other}; keep one of them.`,
  ExceptionWithoutHours: ({ path, date }) => `${path}: the exception for ${date} has no hours; give it some, or make it a closure.`,
  ClosureWithHours: ({ path, date }) => `${path}: ${date} is closed but has hours; remove them, or replace the day's hours instead.`,
  WeeksOutOfOrder: ({ path, other, date }) => `${path}: its hours count from ${date}, no later than those at ${other}; put them in order, one of each date.`,
  // Terms, calendars as they were known, protocol numbers, staffing
  TermRuleInvalid: ({ faults }, { message }) => `The term's rule was not taken; put these ${faults.length} right:\n${faults.map(message).join('\n')}`,
  NormMissing: ({ path }) => `${path}: no norm is named; cite the one that it rests on.`,
  BeforeLastFact: ({ last }, { when }) => `The term's last fact is of ${when(last)}; date this one then or later.`,
  TermOver: ({ how }) => `The term ${how === 'met' ? 'was met' : 'has run out'}; begin another.`,
  NotExtendable: ({ rule }) => `A term by the rule ${rule} cannot be extended; answer in time.`,
  AlreadyExtended: () => 'The term was extended once and cannot be again; answer in time.',
  DateOutOfRange: ({ after }, { when }) => `Counted from ${when(after)}, the due lies past the year 9999; shorten the term.`,
  AnotherCalendar: ({ wanted }, { when }) => `The due was counted with ${wanted.calendar} as known at ${when(wanted.knownAt)}; explain it with that one.`,
  NoEditionKnown: ({ knownAt }, { when }) => `No calendar was known at ${when(knownAt)}; ask as of a later time, or record since when it was known.`,
  EditionZonesDiffer: ({ timeZone, other }) => `The editions are in ${timeZone} and in ${other}; keep one zone in all of them.`,
  EditionDateInvalid: ({ validFrom }) => `${validFrom} is no date from which an edition may count; write it as 2020-06-11.`,
  NupCharacter: ({ at }) => `The protocol number has a character that cannot stand there, after the first ${at}; type digits, dot, slash and hyphen.`,
  NupLength: ({ digits, wanted }) => `A protocol number has ${wanted} digits, not ${digits}; type all of them.`,
  NupForm: ({ form }) => `The protocol number does not read ${form}; write it so, or its digits alone.`,
  NupCheckDigits: ({ found, expected }) => `The check digits are ${found}, but ${expected} would fit: some digit is wrong; compare it with the receipt.`,
  NupPartInvalid: ({ part, value, min, max }) => `The ${part} of a protocol number goes from ${min} to ${max}, not ${value}; correct it.`,
  StaffingInputInvalid: ({ field, value, wanted }) => `${field} is ${value}; give ${staffing[wanted]}.`,
  NoOpenTime: (p, { when }) => {
    const [where, at] = 'after' in p ? ['after', p.after] : ['before', p.before]
    return `The calendar has no open time ${where} ${typeof at === 'string' ? at : when(at)}; give it hours.`
  },

  // Load, decide, append
  NotAllowed: ({ reason }) => `This is not allowed: ${reason}. Ask somebody who may.`,
  TooMuchContention: ({ stream, tries }) => `Others kept writing to ${stream} (${tries} tries); send the command again with the same command id.`,
  WrongRevision: ({ stream, expected, actual }) => `${stream} was expected at ${place(expected)} and is at ${place(actual)}; read what is new and decide again.`,
  StreamTruncated: ({ stream, first }) => `${stream} begins at revision ${first}: events before it are missing; put the store back from a copy that has them.`,
  EventUndecodable: ({ stream, revision, type, path }) => `The ${type} at revision ${revision} of ${stream} does not fit its schema (${path}); run a version that knows it.`,
  StoredEventUnreadable: ({ stream, revision, reason }) => `The event at revision ${revision} of ${stream} cannot be read (${reason}); put the store back from a copy.`,
  PlaintextRefused: ({ type, field }) => `The field "${field}" of ${type} is personal and was not sealed; nothing was stored: seal it at the edge and send it again.`,
  EventTooLarge: ({ type, bytes, limit }) => `A ${type} of ${bytes} bytes is too large, ${limit} are allowed; nothing was stored: send less.`,
  BadEvent: ({ type, reason }) => `A ${type} cannot be stored: ${reason}. Nothing was stored; correct it and send it again.`,
  OutcomeUnknown: ({ reason }) => `Whether it was stored is not known (${reason}); send the command again with the same command id.`,
  StoreUnavailable: ({ reason }) => `The store cannot be reached (${reason}); nothing was stored: try again later.`,
  StoreFull: ({ reason }) => `The store has no room left (${reason}); nothing was stored: make room and try again.`,
  StoreClosed: () => 'The store was closed; open it again.',
  StreamDeleted: ({ stream }) => `${stream} was deleted in the store, for ever; nothing was stored: find out who deletes there, and put the store back from a copy.`,
  AccessDenied: ({ reason }) => `The store refused access (${reason}); nothing was stored: check user name, password and rights in the store.`,

  // Read models, the outside, the vault
  Fenced: ({ lease, fence, current }) => `The lease ${lease} was taken by another (${current}, here ${fence}); drop what was worked out and take it anew.`,
  LeaseHeld: ({ lease }, { when }) => `The lease ${lease.name} is held by ${lease.holder} until ${when(lease.until)} (${lease.fence}); try again then.`,
  OutboundUnavailable: ({ reason }) => `The gateway cannot be reached (${reason}); it is tried again by itself: see that the gateway is up.`,
  SealBroken: ({ field }) => `The sealed field "${field}" was changed or moved away from where it was sealed; do not trust it, and look for who wrote it.`,
  KeysUnavailable: ({ reason }) => `The vault's keys cannot be reached (${reason}); try again later.`,
  NotSealable: ({ field }) => `What stands in "${field}" cannot be sealed; send JSON that is not empty.`,
  ReadingUnexplained: () => 'Who reads personal data says who they are and why; name actor and purpose.',
}

/** Languages that problems are put into words in. */
export type Language = 'pt' | 'en'

const tables: Readonly<Record<Language, Sentences>> = { en: english, pt: portuguese }

/**
 * What is so, and what to do next, in a sentence. `when` says how an instant reads, such as in the centre's zone.
 *
 * @example
 * messageOf({ _tag: 'QueueIsFull', queue, limit: 20 }, 'en')
 * // In the queue manifestations 20 wait, which is its limit; try later or choose another.
 */
export const messageOf = (problem: Problem, language: Language, when: (at: Instant) => string = toIso): string => {
  const words: Words = { when, message: (inner) => messageOf(inner, language, when) }
  const sentence = tables[language][problem._tag] as (problem: Problem, words: Words) => string
  return sentence(problem, words)
}
