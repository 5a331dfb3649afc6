import { emptyBuffers, type Buffers } from './buffers.js'
import { strategyOf, type Strategy } from './strategies.js'
import { liveOf, parse, type Place } from './place.js'
import type { Connecting, Consumers } from './consumers.js'
import type { Message } from './message.js'
import { noneOutstanding, type Outstanding } from './outstanding.js'
import type { Resolved } from '../../log/model.js'
import type { Settings } from './settings.js'

/** A persistent subscription group: a value; `step` gives the next one and what has to be done outside. */
export interface Group {
  readonly settings: Settings
  readonly buffers: Buffers
  readonly outstanding: Outstanding
  readonly consumers: Consumers
  readonly strategy: Strategy
  /** Shown as the status; a group can be neither for a moment. */
  readonly behind: boolean
  readonly live: boolean
  readonly reading: boolean
  readonly replaying: boolean
  /** The stream can no longer be read: whoever connects is dropped. */
  readonly faulted: boolean
  readonly nextRead: Place
  readonly nextSequence: bigint
  readonly checkpointed: bigint
  /** Milliseconds since 1970; undefined before the first checkpoint. */
  readonly checkpointedAt?: number
  readonly lastSequence: bigint
  /** The place of the newest delivered or filtered event. */
  readonly lastPlace?: Place
  readonly processed: bigint
  readonly shown: { readonly checkpoint?: Place; readonly known?: Place }
}

export type NackAction = 'unknown' | 'park' | 'retry' | 'skip' | 'stop'

/** What happens to a group. */
export type Input =
  | { readonly _tag: 'Read'; readonly events: readonly Resolved[]; readonly next: Place; readonly atEnd: boolean; readonly filtered?: Filtered }
  | { readonly _tag: 'ReadFailed' }
  /** `allowed` is false for an event that the group's filter leaves out. */
  | { readonly _tag: 'Committed'; readonly event: Resolved; readonly allowed: boolean }
  | { readonly _tag: 'Connect'; readonly consumer: Connecting }
  | { readonly _tag: 'Leave'; readonly consumer: string }
  | { readonly _tag: 'Ack'; readonly ids: readonly string[] }
  | { readonly _tag: 'Nack'; readonly ids: readonly string[]; readonly action: NackAction; readonly reason: string }
  | { readonly _tag: 'Replay'; readonly stopAt?: bigint }
  | { readonly _tag: 'ParkedRead'; readonly events: readonly Resolved[] }
  | { readonly _tag: 'Replayed' }
  | { readonly _tag: 'Tick' }
  | { readonly _tag: 'Shutdown' }

/** A read that found nothing but events which the filter leaves out. */
interface Filtered {
  readonly place: Place
  readonly count: bigint
}

/** What has to be done outside. */
export type Output =
  | { readonly _tag: 'Push'; readonly consumer: string; readonly message: Message }
  | { readonly _tag: 'Drop'; readonly consumer: string }
  /** Read `count` events; with a filter, look at no more than `window`. */
  | { readonly _tag: 'Read'; readonly from: Place; readonly count: number; readonly window: number }
  | { readonly _tag: 'Park'; readonly message: Message; readonly reason: string }
  | { readonly _tag: 'Checkpoint'; readonly place: Place }
  | { readonly _tag: 'ReadParked'; readonly stopAt?: bigint }

export interface Turn {
  readonly group: Group
  readonly out: readonly Output[]
}

/** A part of a step; `now` is in milliseconds since 1970. */
export type Move = (group: Group, now: number) => Turn

export const nothing: Move = (group) => ({ group, out: [] })

/** One move after the other, each on what the one before left. */
export const inOrder =
  (...moves: readonly Move[]): Move =>
  (group, now) => {
    let turn: Turn = { group, out: [] }
    for (const move of moves) {
      const next = move(turn.group, now)
      turn = { group: next.group, out: next.out.length === 0 ? turn.out : [...turn.out, ...next.out] }
    }
    return turn
  }

/** The place before everything that the group can read. */
export const beginning = (place: Place): Place => ('revision' in place ? { revision: 0n } : { commit: 0n, prepare: 0n })

/** TESTSERVER-23 A group goes on behind its last checkpoint; without one it begins where its settings say, at the end with live events only. */
export const newGroup = (settings: Settings, checkpoint?: string): Group => {
  const { startFrom, bufferSize, liveBufferSize } = settings
  const reached = checkpoint === undefined ? undefined : parse(checkpoint)
  const fromLive = liveOf(startFrom)
  return {
    settings,
    buffers: emptyBuffers(bufferSize, liveBufferSize, reached === undefined && fromLive, reached),
    outstanding: noneOutstanding,
    consumers: new Map(),
    strategy: strategyOf(settings.strategy),
    behind: true,
    live: false,
    reading: false,
    replaying: false,
    faulted: false,
    nextRead: reached ?? (fromLive ? beginning(startFrom) : startFrom),
    nextSequence: reached === undefined ? 0n : 1n,
    checkpointed: reached === undefined ? -1n : 0n,
    lastSequence: reached === undefined ? -1n : 0n,
    processed: 0n,
    shown: reached === undefined ? {} : { checkpoint: reached },
    ...(reached === undefined ? {} : { lastPlace: reached }),
  }
}

/** No consumer more than the settings allow. */
export const isFull = ({ settings, consumers }: Group): boolean => settings.maxSubscribers !== 0 && consumers.size >= settings.maxSubscribers

/** As the server names the state, such as `Live` or `Behind, OutstandingPageRequest`. */
export const status = ({ behind, reading, replaying, live }: Group): string => {
  const flags = [behind && 'Behind', reading && 'OutstandingPageRequest', replaying && 'ReplayingParkedMessages', live && 'Live']
  const set = flags.filter((flag) => flag !== false)
  return set.length === 0 ? 'NotReady' : set.join(', ')
}
