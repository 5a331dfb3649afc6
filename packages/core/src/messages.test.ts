import { describe, expect, it } from 'vitest'
import { messageOf, type Language, type Problem } from './messages.js'
import { instant } from './shared/instant.js'

type Tag = Problem['_tag']
type Named<T extends Tag> = Extract<Problem, { readonly _tag: T }>
/** A problem, and what else each of its fields may hold. */
type Sample<T extends Tag> = T extends Tag ? readonly [Named<T>, { readonly [K in Exclude<keyof Named<T>, '_tag'>]?: readonly Named<T>[K][] }] : never

const sample = <T extends Tag>(problem: Named<T>, others: { readonly [K in Exclude<keyof Named<T>, '_tag'>]-?: readonly Named<T>[K][] }) => [problem, others] as unknown as Sample<T>
/** For ids and other branded values. */
const v = <A>(value: unknown): A => value as A
const [t1, t2] = [instant('2020-07-01T10:00:00Z'), instant('2020-07-02T11:30:00Z')]
const status = (tag: 'CallNotInMenu' | 'CallNotWaiting' | 'CallNotAnswered') =>
  sample<typeof tag>({ _tag: tag, status: 'unknown' }, { status: ['received', 'menu', 'informed', 'waiting', 'dialling', 'talking', 'ended', 'refused'] })
const offer = <T extends 'OfferEndedBefore' | 'CallbackNotDialled' | 'OfferNotStanding' | 'OfferAnswered' | 'ReservationUnknown' | 'AlreadyAccepted' | 'OfferOver'>(tag: T) =>
  [{ _tag: tag, offer: 'offer-1' }, { offer: ['offer-2'] }] as unknown as Sample<T>
const reason = <T extends 'OutcomeUnknown' | 'StoreUnavailable' | 'StoreFull' | 'AccessDenied' | 'OutboundUnavailable' | 'KeysUnavailable' | 'NotAllowed'>(tag: T) =>
  [{ _tag: tag, reason: 'the disk is slow' }, { reason: ['the line broke'] }] as unknown as Sample<T>
const path = <T extends 'ValidityEmpty' | 'NeverApplies' | 'NoHours' | 'RelaxesNothing' | 'StepWithoutCondition' | 'CallbackWithoutRules' | 'NormMissing' | 'NobodyListed'>(tag: T) => [{ _tag: tag, path: 'menus.main' }, { path: ['menus.other'] }] as unknown as Sample<T>
const bare = <T extends Tag>(tag: T) => [{ _tag: tag }, {}] as unknown as Sample<T>
const [path1, path2, other1, other2] = ['menus.main.options.4', 'numbers.121', 'menus.main.options.5', 'numbers.0800']
const revision = { stream: 'call-1', revision: 7 }

/** Every tag: one that is missing does not compile. */
const samples: { readonly [T in Tag]: Sample<T> } = {
  AttendantUnknown: bare('AttendantUnknown'),
  AttendantAlreadyRegistered: bare('AttendantAlreadyRegistered'),
  LevelInvalid: sample<'LevelInvalid'>({ _tag: 'LevelInvalid', level: 0 }, { level: [-3] }),
  AnotherShiftOpen: sample<'AnotherShiftOpen'>({ _tag: 'AnotherShiftOpen', shift: v('s1') }, { shift: [v('s2')] }),
  StartByPassed: sample<'StartByPassed'>({ _tag: 'StartByPassed', startBy: t1 }, { startBy: [t2] }),
  ShiftUnknown: bare('ShiftUnknown'),
  ShiftAlreadyStarted: bare('ShiftAlreadyStarted'),
  ShiftOver: sample<'ShiftOver'>({ _tag: 'ShiftOver', status: 'cancelled' }, { status: ['ended'] }),
  NotTakingOffers: sample<'NotTakingOffers'>({ _tag: 'NotTakingOffers', why: 'break' }, { why: ['deviceLost', 'leaving'] }),
  AttendantResting: sample<'AttendantResting'>({ _tag: 'AttendantResting', readyAt: t1 }, { readyAt: [t2] }),
  CapacityExceeded: sample<'CapacityExceeded'>({ _tag: 'CapacityExceeded', capacity: 4, used: 3, cost: 2 }, { capacity: [5], used: [1], cost: [7] }),
  CapacityInvalid: sample<'CapacityInvalid'>({ _tag: 'CapacityInvalid', capacity: 0 }, { capacity: [1.5] }),
  TermsInvalid: sample<'TermsInvalid'>({ _tag: 'TermsInvalid', field: 'cost' }, { field: ['until', 'channel'] }),
  ReservationUnknown: offer('ReservationUnknown'),
  AlreadyAccepted: offer('AlreadyAccepted'),
  OfferOver: offer('OfferOver'),
  AlreadyOnBreak: sample<'AlreadyOnBreak'>({ _tag: 'AlreadyOnBreak', reason: 'lunch' }, { reason: ['training'] }),
  CallUnknown: bare('CallUnknown'),
  CallAlreadyReceived: bare('CallAlreadyReceived'),
  CallNotInMenu: status('CallNotInMenu') as Sample<'CallNotInMenu'>,
  DigitInvalid: [{ _tag: 'DigitInvalid', path: path1, digit: '12' }, { path: [path2], digit: ['x'] }] as unknown as Sample<'DigitInvalid'>,
  TimerTooEarly: sample<'TimerTooEarly'>({ _tag: 'TimerTooEarly', dueAt: t1 }, { dueAt: [t2] }),
  CallNotWaiting: status('CallNotWaiting') as Sample<'CallNotWaiting'>,
  OfferEndedBefore: offer('OfferEndedBefore'),
  OfferLimitReached: sample<'OfferLimitReached'>({ _tag: 'OfferLimitReached', limit: 1 }, { limit: [2] }),
  HolderNotOffered: sample<'HolderNotOffered'>({ _tag: 'HolderNotOffered', attendant: v('a1') }, { attendant: [v('a2')] }),
  MeantForAnother: sample<'MeantForAnother'>({ _tag: 'MeantForAnother', attendant: v('a1') }, { attendant: [v('a2')] }),
  OfferNotStanding: offer('OfferNotStanding'),
  OfferAnswered: offer('OfferAnswered'),
  CallNotAnswered: status('CallNotAnswered') as Sample<'CallNotAnswered'>,
  NotTheHolder: sample<'NotTheHolder'>({ _tag: 'NotTheHolder', attendant: v('a1'), holder: v('a2') }, { attendant: [v('a3')], holder: [v('a4')] }),
  NotAParticipant: sample<'NotAParticipant'>({ _tag: 'NotAParticipant', attendant: v('a1') }, { attendant: [v('a2')] }),
  NeverServedIt: sample<'NeverServedIt'>({ _tag: 'NeverServedIt', attendant: v('a1') }, { attendant: [v('a2')] }),
  ConsultationOpen: bare('ConsultationOpen'),
  QueueUnknown: sample<'QueueUnknown'>({ _tag: 'QueueUnknown', queue: v('culture') }, { queue: [v('sport')] }),
  TopicUnknown: sample<'TopicUnknown'>({ _tag: 'TopicUnknown', topic: v('culture') }, { topic: [v('sport')] }),
  QueueClosed: sample<'QueueClosed'>({ _tag: 'QueueClosed', queue: v('culture'), opensAt: t1 }, { queue: [v('sport')], opensAt: [t2, v(undefined)] }),
  QueueIsFull: sample<'QueueIsFull'>({ _tag: 'QueueIsFull', queue: v('culture'), limit: 20 }, { queue: [v('sport')], limit: [30] }),
  NotInQueue: sample<'NotInQueue'>({ _tag: 'NotInQueue', queue: v('culture') }, { queue: [v('sport')] }),
  StepUnknown: sample<'StepUnknown'>({ _tag: 'StepUnknown', queue: v('culture'), step: 'relax-1' }, { queue: [v('sport')], step: ['relax-2'] }),
  CallbackNotOffered: sample<'CallbackNotOffered'>({ _tag: 'CallbackNotOffered', queue: v('culture') }, { queue: [v('sport')] }),
  CallbackNotAsked: bare('CallbackNotAsked'),
  CallbackTooEarly: sample<'CallbackTooEarly'>({ _tag: 'CallbackTooEarly', notBefore: t1 }, { notBefore: [t2] }),
  CallbackNotDialled: offer('CallbackNotDialled'),
  PlanOfAnotherCentre: sample<'PlanOfAnotherCentre'>({ _tag: 'PlanOfAnotherCentre', centre: v('c1') }, { centre: [v('c2')] }),
  PlanInvalid: sample<'PlanInvalid'>(
    { _tag: 'PlanInvalid', faults: [{ _tag: 'NoHours', path: 'calendars.main' }] },
    { faults: [[{ _tag: 'NoHours', path: 'calendars.other' }], [{ _tag: 'NoHours', path: 'calendars.main' }, { _tag: 'DuplicateId', path: path1, other: other1, id: 'main' }]] }
  ),
  DecidedOtherwise: sample<'DecidedOtherwise'>({ _tag: 'DecidedOtherwise', attendant: v('a1') }, { attendant: [v('a2')] }),
  ContactDidNotWait: sample<'ContactDidNotWait'>({ _tag: 'ContactDidNotWait', contact: v('call-1') }, { contact: [v('call-2')] }),
  PlanUnknown: sample<'PlanUnknown'>({ _tag: 'PlanUnknown', version: v('central@3') }, { version: [v('central@4')] }),
  ReferenceUnknown: sample<'ReferenceUnknown'>(
    { _tag: 'ReferenceUnknown', path: path1, to: 'announcement', id: 'x' }, { path: [path2], to: ['calendar', 'channel', 'menu', 'queue', 'topic'], id: ['y'] }
  ),
  DuplicateId: sample<'DuplicateId'>({ _tag: 'DuplicateId', path: path1, other: other1, id: 'x' }, { path: [path2], other: [other2], id: ['y'] }),
  ValiditiesOverlap: sample<'ValiditiesOverlap'>({ _tag: 'ValiditiesOverlap', path: path1, other: other1 }, { path: [path2], other: [other2] }),
  ValidityEmpty: path('ValidityEmpty'),
  NeverApplies: path('NeverApplies'),
  NumberWithoutEntry: sample<'NumberWithoutEntry'>({ _tag: 'NumberWithoutEntry', path: path1, dialled: '121' }, { path: [path2], dialled: ['08007072003'] }),
  MenuUnreachable: sample<'MenuUnreachable'>({ _tag: 'MenuUnreachable', path: path1, menu: 'm1' }, { path: [path2], menu: ['m2'] }),
  MenuWithoutWayOn: sample<'MenuWithoutWayOn'>({ _tag: 'MenuWithoutWayOn', path: path1, menu: 'm1' }, { path: [path2], menu: ['m2'] }),
  SilenceNeverEnds: sample<'SilenceNeverEnds'>({ _tag: 'SilenceNeverEnds', path: path1, menu: 'm1' }, { path: [path2], menu: ['m2'] }),
  OutOfRange: sample<'OutOfRange'>({ _tag: 'OutOfRange', path: path1, value: 99, least: 1, most: 9 }, { path: [path2], value: [77], least: [2], most: [8] }),
  TierUnknown: sample<'TierUnknown'>({ _tag: 'TierUnknown', path: path1, tier: 2 }, { path: [path2], tier: [3] }),
  TierOutOfOrder: sample<'TierOutOfOrder'>({ _tag: 'TierOutOfOrder', path: path1, other: other1 }, { path: [path2], other: [other2] }),
  NobodyListed: path('NobodyListed'),
  RelaxesNothing: path('RelaxesNothing'),
  StepWithoutCondition: path('StepWithoutCondition'),
  OverflowsIntoItself: sample<'OverflowsIntoItself'>({ _tag: 'OverflowsIntoItself', path: path1, queue: 'first-line' }, { path: [path2], queue: ['second'] }),
  ChannelDiffers: sample<'ChannelDiffers'>({ _tag: 'ChannelDiffers', path: path1, channel: 'voice', other: 'chat' }, { path: [path2], channel: ['fax'], other: ['video'] }),
  CallbackWithoutRules: path('CallbackWithoutRules'),
  RingsOnlyOne: sample<'RingsOnlyOne'>({ _tag: 'RingsOnlyOne', path: path1, strategy: 'ringAll' }, { path: [path2], strategy: ['ringProgressively'] }),
  ZoneUnknown: sample<'ZoneUnknown'>({ _tag: 'ZoneUnknown', path: path1, timeZone: 'Mars' }, { path: [path2], timeZone: ['Venus'] }),
  NoHours: path('NoHours'),
  TimeInvalid: sample<'TimeInvalid'>({ _tag: 'TimeInvalid', path: path1, text: '25:00' }, { path: [path2], text: ['7h'] }),
  DateInvalid: sample<'DateInvalid'>({ _tag: 'DateInvalid', path: path1, text: '2020-02-30' }, { path: [path2], text: ['1/7/2020'] }),
  IntervalEmpty: sample<'IntervalEmpty'>({ _tag: 'IntervalEmpty', path: path1, time: '08:00' }, { path: [path2], time: ['09:00'] }),
  IntervalInverted: sample<'IntervalInverted'>({ _tag: 'IntervalInverted', path: path1, from: '19:00', until: '07:00' }, { path: [path2], from: ['18:00'], until: ['06:00'] }),
  IntervalsOverlap: sample<'IntervalsOverlap'>({ _tag: 'IntervalsOverlap', path: path1, other: other1 }, { path: [path2], other: [other2] }),
  ExceptionsContradict: sample<'ExceptionsContradict'>({ _tag: 'ExceptionsContradict', path: path1, other: other1, date: '2020-12-24' }, { path: [path2], other: [other2], date: ['2020-12-31'] }),
  ExceptionWithoutHours: sample<'ExceptionWithoutHours'>({ _tag: 'ExceptionWithoutHours', path: path1, date: '2020-12-24' }, { path: [path2], date: ['2020-12-31'] }),
  ClosureWithHours: sample<'ClosureWithHours'>({ _tag: 'ClosureWithHours', path: path1, date: '2020-12-24' }, { path: [path2], date: ['2020-12-31'] }),
  WeeksOutOfOrder: sample<'WeeksOutOfOrder'>({ _tag: 'WeeksOutOfOrder', path: path1, other: other1, date: '2020-12-24' }, { path: [path2], other: [other2], date: ['2020-12-31'] }),
  TermRuleInvalid: sample<'TermRuleInvalid'>({ _tag: 'TermRuleInvalid', faults: [{ _tag: 'NormMissing', path: 'norm' }] }, { faults: [[{ _tag: 'NormMissing', path: 'pausesNorm' }]] }),
  NormMissing: path('NormMissing'),
  BeforeLastFact: sample<'BeforeLastFact'>({ _tag: 'BeforeLastFact', last: t1 }, { last: [t2] }),
  TermOver: sample<'TermOver'>({ _tag: 'TermOver', how: 'met' }, { how: ['breached'] }),
  NotExtendable: sample<'NotExtendable'>({ _tag: 'NotExtendable', rule: 'sac' }, { rule: ['complement'] }),
  AlreadyExtended: bare('AlreadyExtended'),
  DateOutOfRange: sample<'DateOutOfRange'>({ _tag: 'DateOutOfRange', after: t1 }, { after: [t2] }),
  AnotherCalendar: sample<'AnotherCalendar'>({ _tag: 'AnotherCalendar', wanted: v({ calendar: 'office', knownAt: t1 }) }, { wanted: [v({ calendar: 'office', knownAt: t2 }), v({ calendar: 'other', knownAt: t1 })] }),
  NoEditionKnown: sample<'NoEditionKnown'>({ _tag: 'NoEditionKnown', knownAt: t1 }, { knownAt: [t2] }),
  EditionZonesDiffer: sample<'EditionZonesDiffer'>({ _tag: 'EditionZonesDiffer', timeZone: 'America/Manaus', other: 'America/Belem' }, { timeZone: ['Etc/UTC'], other: ['Asia/Tokyo'] }),
  EditionDateInvalid: sample<'EditionDateInvalid'>({ _tag: 'EditionDateInvalid', validFrom: '2020-02-30' }, { validFrom: ['soon'] }),
  NupCharacter: sample<'NupCharacter'>({ _tag: 'NupCharacter', at: 3 }, { at: [5] }),
  NupLength: sample<'NupLength'>({ _tag: 'NupLength', digits: 16, wanted: 17 }, { digits: [18], wanted: [21] }),
  NupForm: sample<'NupForm'>({ _tag: 'NupForm', form: 'UUUUU.SSSSSS/AAAA-DD' }, { form: ['UUUUUUU.SSSSSSSS/AAAA-DD'] }),
  NupCheckDigits: sample<'NupCheckDigits'>({ _tag: 'NupCheckDigits', found: '65', expected: '56' }, { found: ['00'], expected: ['11'] }),
  NupPartInvalid: sample<'NupPartInvalid'>({ _tag: 'NupPartInvalid', part: 'unit', value: -1, min: 0, max: 99_999 }, { part: ['year'], value: [7], min: [1], max: [9999] }),
  StaffingInputInvalid: sample<'StaffingInputInvalid'>({ _tag: 'StaffingInputInvalid', field: 'agents', value: 1.5, wanted: 'whole' }, { field: ['erlangs'], value: [-1], wanted: ['load', 'notNegative', 'aboveZero', 'share', 'patience', 'attainable'] }),
  NoOpenTime: [{ _tag: 'NoOpenTime', after: t1 }, { after: [t2, '2020-12-31'] }] as unknown as Sample<'NoOpenTime'>,
  NotAllowed: reason('NotAllowed'),
  TooMuchContention: sample<'TooMuchContention'>({ _tag: 'TooMuchContention', stream: v('call-1'), tries: 12 }, { stream: [v('call-2')], tries: [3] }),
  WrongRevision: sample<'WrongRevision'>(
    { _tag: 'WrongRevision', stream: v('call-1'), expected: 3, actual: 5 }, { stream: [v('call-2')], expected: [4, 'no-stream'], actual: [6, 'no-stream'] }
  ),
  StreamTruncated: sample<'StreamTruncated'>({ _tag: 'StreamTruncated', stream: 'call-1', first: 4 }, { stream: ['call-2'], first: [5] }),
  EventUndecodable: sample<'EventUndecodable'>(
    { _tag: 'EventUndecodable', ...revision, type: 'CallHeld', path: 'at: Instant' }, { stream: ['call-2'], revision: [8], type: ['CallEnded'], path: ['by: EndedBy'] }
  ),
  StoredEventUnreadable: sample<'StoredEventUnreadable'>({ _tag: 'StoredEventUnreadable', ...revision, reason: 'no JSON' }, { stream: ['call-2'], revision: [8], reason: ['cut off'] }),
  PlaintextRefused: sample<'PlaintextRefused'>({ _tag: 'PlaintextRefused', type: 'CallReceived', field: 'caller' }, { type: ['CallEnded'], field: ['note'] }),
  EventTooLarge: sample<'EventTooLarge'>({ _tag: 'EventTooLarge', type: 'CallReceived', bytes: 2000, limit: 1000 }, { type: ['CallEnded'], bytes: [3000], limit: [1500] }),
  BadEvent: sample<'BadEvent'>({ _tag: 'BadEvent', type: 'CallReceived', reason: 'its id is no UUID' }, { type: ['CallEnded'], reason: ['it is no JSON'] }),
  OutcomeUnknown: reason('OutcomeUnknown'),
  StoreUnavailable: reason('StoreUnavailable'),
  StoreFull: reason('StoreFull'),
  StoreClosed: bare('StoreClosed'),
  StreamDeleted: sample<'StreamDeleted'>({ _tag: 'StreamDeleted', stream: 'call-1' }, { stream: ['call-2'] }),
  AccessDenied: reason('AccessDenied'),
  Fenced: sample<'Fenced'>({ _tag: 'Fenced', lease: 'offers/0', fence: 3, current: 4 }, { lease: ['offers/1'], fence: [5], current: [6] }),
  LeaseHeld: sample<'LeaseHeld'>({ _tag: 'LeaseHeld', lease: { name: 'offers/0', holder: 'p1', fence: 3, until: t1 } }, {
    lease: [
      { name: 'offers/1', holder: 'p1', fence: 3, until: t1 }, { name: 'offers/0', holder: 'p2', fence: 3, until: t1 },
      { name: 'offers/0', holder: 'p1', fence: 4, until: t1 }, { name: 'offers/0', holder: 'p1', fence: 3, until: t2 },
    ],
  }),
  OutboundUnavailable: reason('OutboundUnavailable'),
  SealBroken: sample<'SealBroken'>({ _tag: 'SealBroken', field: 'caller' }, { field: ['note'] }),
  KeysUnavailable: reason('KeysUnavailable'),
  NotSealable: sample<'NotSealable'>({ _tag: 'NotSealable', field: 'caller' }, { field: ['note'] }),
  ReadingUnexplained: bare('ReadingUnexplained'),
}

const tags = Object.keys(samples) as Tag[]
/** The problem itself, and with each of its fields changed in turn. */
const variants = (tag: Tag): readonly Problem[] => {
  const [problem, others] = samples[tag] as readonly [Problem, Readonly<Record<string, readonly unknown[]>>]
  return [problem, ...Object.entries(others).flatMap(([field, values]) => values.map((value) => ({ ...problem, [field]: value })))]
}

describe.each(['en', 'pt'] as const)('messages in %s', (language: Language) => {
  it.each(tags)('%s is a sentence that says something of every field', (tag) => {
    const said = variants(tag).map((problem) => messageOf(problem, language))
    expect(new Set(said).size).toBe(said.length)
    for (const sentence of said) {
      expect(sentence).toMatch(/^\S.{20,}/)
      expect(sentence).not.toMatch(/undefined|null|NaN|\[object|_tag|: \.|\s{2}/)
    }
  })

  it.each(tags)('%s says what to do next', (tag) => {
    for (const problem of variants(tag)) if (problem._tag !== 'PlanInvalid') expect(messageOf(problem, language)).toMatch(/(;|: |\. |,) ?\S.*[^.]\.$/)
  })

  it('no two problems read the same', () => {
    const said = tags.map((tag) => messageOf(samples[tag][0], language))
    expect(new Set(said).size).toBe(tags.length)
  })

  it('numbers, ids and texts stand there as they are', () => {
    for (const tag of tags) {
      for (const problem of variants(tag)) {
        const sentence = messageOf(problem, language, (at) => String(at))
        for (const [field, value] of Object.entries(problem)) {
          if (['_tag', 'status', 'why', 'how', 'wanted', 'to', 'expected', 'actual'].includes(field) || value === undefined || typeof value === 'object') continue
          expect(sentence).toContain(String(value))
        }
      }
    }
  })

  it('a key that is none is not repeated when it comes from a caller', () => {
    expect(messageOf({ _tag: 'DigitInvalid' }, language)).toMatch(/0.*9/)
  })

  it('an instant reads as the caller says', () => {
    expect(messageOf({ _tag: 'TimerTooEarly', dueAt: t1 }, language)).toContain('2020-07-01T10:00:00.000Z')
    expect(messageOf({ _tag: 'TimerTooEarly', dueAt: t1 }, language, () => '7h')).toContain('7h')
  })

  it('every fault of a plan is told, each on its line', () => {
    const faults = [{ _tag: 'NoHours' as const, path: 'calendars.main' }, { _tag: 'ZoneUnknown' as const, path: 'calendars.other', timeZone: 'Mars' }]
    const lines = messageOf({ _tag: 'PlanInvalid', faults }, language).split('\n')
    expect(lines.slice(1)).toEqual(faults.map((fault) => `- ${messageOf(fault, language)}`))
  })
})

it('the two languages differ', () => {
  for (const tag of tags) expect(messageOf(samples[tag][0], 'pt')).not.toBe(messageOf(samples[tag][0], 'en'))
})
