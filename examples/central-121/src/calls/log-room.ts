import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import {
  decider, event, eventUnion, outcomes, streamName, Whole, type Aged, type Asked, type Decider, type EventStore, type Instant, type ReadFailure, type Refusal as AnyRefusal,
} from '@disque/core'

/** The log that a store holds: one at most. A room of this example, not of the core. */

// Event

export const Event = eventUnion('CallLogEvent', [
  event('CallLogOpened', 1, 'The import of a call log began; what it holds beside its calls is counted here.', {
    /** SHA-256 of the file. */
    log: t.string,
    timeZone: t.string,
    rows: Whole,
    malformed: Whole,
    phantom: Whole,
    /** Calls that contradict a rule. */
    anomalies: Whole,
    contradictions: t.record(t.string, Whole),
  }),
  event('CallLogImported', 1, 'All calls of the log are in the store.', { log: t.string }),
])
export type Event = t.TypeOf<typeof Event>
export type Opened = Omit<Extract<Event, { type: 'CallLogOpened' }>, 'type' | 'at' | 'reportedAt'>

// State

export interface State extends Aged {
  readonly opened?: Opened
  readonly imported: boolean
}

const initial: State = { at: 0 as Instant, imported: false }

// evolve

const evolve = (state: State, e: Event): State => {
  switch (e.type) {
    case 'CallLogOpened': {
      const { type: _, at, reportedAt: __, ...opened } = e
      return { at, opened, imported: false }
    }
    case 'CallLogImported':
      return { ...state, at: e.at, imported: true }
  }
}

// Command

export interface OpenCallLog extends Asked, Opened {
  readonly type: 'OpenCallLog'
}
export interface CompleteCallLog extends Asked {
  readonly type: 'CompleteCallLog'
  readonly log: string
}
export type Command = OpenCallLog | CompleteCallLog

// Refusal

export type Refusal =
  | (AnyRefusal & { readonly _tag: 'StoreHoldsAnotherLog'; readonly log: string; readonly timeZone: string })
  | (AnyRefusal & { readonly _tag: 'CallLogNotOpened' })

// decider

const { emit, refuse, nothing } = outcomes<Event, Refusal>()

export const logDecider: Decider<Command, Event, State, Refusal> = decider<Command, Event, State, Refusal>({
  category: 'import',
  event: Event,
  initial,
  id: () => 'calls',
  evolve,
  isTerminal: (s) => s.imported,
  due: () => [],
  decide: (c, s) => {
    switch (c.type) {
      case 'OpenCallLog': {
        if (s.opened === undefined) {
          const { type: _, at, ...opened } = c
          return emit({ type: 'CallLogOpened', at, ...opened })
        }
        const { log, timeZone } = s.opened
        return log === c.log && timeZone === c.timeZone ? nothing : refuse({ _tag: 'StoreHoldsAnotherLog', log, timeZone })
      }
      case 'CompleteCallLog':
        if (s.opened?.log !== c.log) return refuse({ _tag: 'CallLogNotOpened' })
        return s.imported ? nothing : emit({ type: 'CallLogImported', at: c.at, log: c.log })
    }
  },
})

/** What a store holds: `other` when there are events, but not of a call log. */
export const heldIn = async (store: EventStore): Promise<Either<ReadFailure, State | 'other'>> => {
  let state = initial
  for await (const read of store.read(streamName('import', 'calls'))) {
    if (E.isLeft(read)) return read
    const { data } = read.right
    if (Event.is(data)) state = evolve(state, data)
  }
  if (state.opened !== undefined) return E.right(state)
  const first = await store.readAll({ max: 1 })[Symbol.asyncIterator]().next()
  if (first.done) return E.right(state)
  return E.isLeft(first.value) ? first.value : E.right('other')
}
