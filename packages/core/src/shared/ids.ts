import * as t from 'io-ts'

/** Text usable inside a stream's name: 1–100 letters, digits, dot, underscore, colon or hyphen; starts with a letter or digit. */
const identifier = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,99}$/
const isIdentifier = (s: string) => identifier.test(s)

export interface CallIdBrand { readonly CallId: unique symbol }
/** One telephone call, from dialling to wrap-up. */
export const CallId = t.brand(t.string, (s): s is t.Branded<string, CallIdBrand> => isIdentifier(s), 'CallId')
export type CallId = t.TypeOf<typeof CallId>

export interface ContactIdBrand { readonly ContactId: unique symbol }
/** The stream of a contact of any channel, such as `call-7f3a`: what shifts and the router know it by. */
export const ContactId = t.brand(t.string, (s): s is t.Branded<string, ContactIdBrand> => isIdentifier(s), 'ContactId')
export type ContactId = t.TypeOf<typeof ContactId>

export interface AttendantIdBrand { readonly AttendantId: unique symbol }
/** A person who serves contacts. */
export const AttendantId = t.brand(t.string, (s): s is t.Branded<string, AttendantIdBrand> => isIdentifier(s), 'AttendantId')
export type AttendantId = t.TypeOf<typeof AttendantId>

export interface ShiftIdBrand { readonly ShiftId: unique symbol }
/** One presence of an attendant, from sign-in to sign-out. */
export const ShiftId = t.brand(t.string, (s): s is t.Branded<string, ShiftIdBrand> => isIdentifier(s), 'ShiftId')
export type ShiftId = t.TypeOf<typeof ShiftId>

export interface OfferIdBrand { readonly OfferId: unique symbol }
/** One attempt to bring a contact to an attendant: reservation, offer and engagement share it. */
export const OfferId = t.brand(t.string, (s): s is t.Branded<string, OfferIdBrand> => isIdentifier(s), 'OfferId')
export type OfferId = t.TypeOf<typeof OfferId>

export interface CentreIdBrand { readonly CentreId: unique symbol }
/** A contact centre. */
export const CentreId = t.brand(t.string, (s): s is t.Branded<string, CentreIdBrand> => isIdentifier(s), 'CentreId')
export type CentreId = t.TypeOf<typeof CentreId>

export interface QueueIdBrand { readonly QueueId: unique symbol }
export const QueueId = t.brand(t.string, (s): s is t.Branded<string, QueueIdBrand> => isIdentifier(s), 'QueueId')
export type QueueId = t.TypeOf<typeof QueueId>

export interface TopicIdBrand { readonly TopicId: unique symbol }
/** What a contact is about and an attendant is trained in. (A person is a {@link SubjectRef}.) */
export const TopicId = t.brand(t.string, (s): s is t.Branded<string, TopicIdBrand> => isIdentifier(s), 'TopicId')
export type TopicId = t.TypeOf<typeof TopicId>

export interface MenuIdBrand { readonly MenuId: unique symbol }
export const MenuId = t.brand(t.string, (s): s is t.Branded<string, MenuIdBrand> => isIdentifier(s), 'MenuId')
export type MenuId = t.TypeOf<typeof MenuId>

export interface AnnouncementIdBrand { readonly AnnouncementId: unique symbol }
export const AnnouncementId = t.brand(t.string, (s): s is t.Branded<string, AnnouncementIdBrand> => isIdentifier(s), 'AnnouncementId')
export type AnnouncementId = t.TypeOf<typeof AnnouncementId>

export interface CalendarIdBrand { readonly CalendarId: unique symbol }
export const CalendarId = t.brand(t.string, (s): s is t.Branded<string, CalendarIdBrand> => isIdentifier(s), 'CalendarId')
export type CalendarId = t.TypeOf<typeof CalendarId>

export interface PlanVersionBrand { readonly PlanVersion: unique symbol }
/** A centre's configuration as of one change: `central-121@3` is the third of `centre-central-121`. */
export const PlanVersion = t.brand(
  t.string,
  (s): s is t.Branded<string, PlanVersionBrand> => /^[A-Za-z0-9][A-Za-z0-9._:-]{0,99}@[1-9][0-9]{0,14}$/.test(s),
  'PlanVersion'
)
export type PlanVersion = t.TypeOf<typeof PlanVersion>

export interface CommandIdBrand { readonly CommandId: unique symbol }
/** Names one request for ever: sending it again never does it twice. 1–200 characters. */
export const CommandId = t.brand(t.string, (s): s is t.Branded<string, CommandIdBrand> => s.length > 0 && s.length <= 200, 'CommandId')
export type CommandId = t.TypeOf<typeof CommandId>

export interface EventIdBrand { readonly EventId: unique symbol }
/** A UUID, the same whenever the same command is decided again. */
export const EventId = t.brand(
  t.string,
  (s): s is t.Branded<string, EventIdBrand> => /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(s),
  'EventId'
)
export type EventId = t.TypeOf<typeof EventId>

export interface SubjectRefBrand { readonly SubjectRef: unique symbol }
/** A random name for a person, given by the vault and forgotten with the person's key. Rules compare it; it tells nothing. */
export const SubjectRef = t.brand(t.string, (s): s is t.Branded<string, SubjectRefBrand> => isIdentifier(s), 'SubjectRef')
export type SubjectRef = t.TypeOf<typeof SubjectRef>

export interface ProtocolNumberBrand { readonly ProtocolNumber: unique symbol }
/** The number a citizen is told at the start of a contact: date, random part, check digit (`20200701-482139701123-4`). */
export const ProtocolNumber = t.brand(
  t.string,
  (s): s is t.Branded<string, ProtocolNumberBrand> => /^\d{8}-\d{12}-\d$/.test(s),
  'ProtocolNumber'
)
export type ProtocolNumber = t.TypeOf<typeof ProtocolNumber>

export interface StreamNameBrand { readonly StreamName: unique symbol }
/** `category-id`: the category has no hyphen unless it is `information-request`. */
export const StreamName = t.brand(t.string, (s): s is t.Branded<string, StreamNameBrand> => /^[a-z][a-z-]*-[A-Za-z0-9._:@-]{1,200}$/.test(s), 'StreamName')
export type StreamName = t.TypeOf<typeof StreamName>

export const streamName = (category: string, id: string): StreamName => `${category}-${id}` as StreamName
