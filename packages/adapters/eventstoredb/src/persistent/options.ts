import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Filter, Position, Recorded } from '@disque/core'
import type { PersistentSubscriptionToAllSettings } from '@eventstore/db-client'

/** An event as a group hands it on. Its position is not told for events of one stream, nor for parked events that are replayed. */
export type Handed = Omit<Recorded, 'position'> & { readonly position?: Position }

export type HandleFailure =
  /** Given again after a pause; after the group's limit of tries it is parked with this reason. */
  | { readonly _tag: 'TryAgain'; readonly reason: string }
  /** It will never work: parked at once. */
  | { readonly _tag: 'Park'; readonly reason: string }

/** The server's settings for a group, times in milliseconds. What is not said stays as the group has it. */
export type GroupSettings = Partial<Readonly<Omit<PersistentSubscriptionToAllSettings, 'resolveLinkTos' | 'startFrom'>>> & {
  /** Where a new group begins; `end` unless said. Of no effect on a group that exists. */
  readonly startFrom?: 'start' | 'end'
}

/** What a group listens to, fixed when it is made: for other events take another name. */
export type GroupSource =
  /** Events of the whole store that pass the filter; system events never do. */
  | { readonly filter?: Filter; readonly stream?: undefined }
  /** Events of one stream, which may be one of links, such as `$ce-call`. */
  | { readonly stream: string; readonly filter?: undefined }

/** Where one of them throws, the pause is the usual one. */
export interface GroupPauses {
  /** Before an event is given back for its next try, by the tries that failed. Never beyond a quarter of `messageTimeout`. */
  readonly retryMs?: (failed: number) => number
  /** Before connecting again, by the connections that failed in a row. */
  readonly resumeMs?: (failed: number) => number
}

export type GroupOptions = GroupSource & {
  readonly group: string
  readonly settings?: GroupSettings
  /** Does the work, durably, before it answers. It meets events more than once and in any order. */
  readonly handle: (event: Handed) => TaskEither<HandleFailure, void>
  /** Events in hand at most, in this process; 10 unless said. */
  readonly concurrency?: number
  readonly pauses?: GroupPauses
  /** Hears of each dropped connection. What it throws is not looked at. */
  readonly onDropped?: (reason: string) => void
}

export type GroupFailure =
  /** Reading a group's parked events takes an administrator. */
  | { readonly _tag: 'AccessDenied'; readonly reason: string }
  | { readonly _tag: 'StoreUnavailable'; readonly reason: string }
  | { readonly _tag: 'GroupMissing'; readonly group: string }
  /** The server does not take these settings. */
  | { readonly _tag: 'SettingsRefused'; readonly reason: string }
