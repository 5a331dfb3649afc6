import * as E from 'fp-ts/lib/Either.js'
import {
  decider, event, eventUnion, handler, outcomes, Whole,
  type Aged, type AppendFailure, type Asked, type Clock, type CommandId, type Decider, type EventStore, type Happened, type HandlerOptions, type Ids, type Instant, type Recorded,
  type StreamName,
} from '@disque/core'

// A purse: what is put in comes as one event for each coin, so that a command has none, one or several.

export interface CoinPut extends Happened {
  readonly type: 'CoinPut'
  readonly coins: number
}
export interface Purse extends Aged {
  readonly coins: number
}
export interface Put extends Asked {
  readonly type: 'Put'
  readonly purse: string
  readonly coins: number
  /** The command changes nothing when fewer than this lie there. */
  readonly ifAtLeast?: number
  readonly limit?: number
}
export type PurseRefusal = { readonly _tag: 'PurseFull'; readonly limit: number }

export const Event = eventUnion('PurseEvent', [event('CoinPut', 1, 'A coin was put into the purse.', { coins: Whole })])
/** Of a purse whose command names none. */
export const limit = 5000
const { refuse, nothing } = outcomes<CoinPut, PurseRefusal>()

export const purseDecider: Decider<Put, CoinPut, Purse, PurseRefusal> = decider<Put, CoinPut, Purse, PurseRefusal>({
  category: 'purse',
  event: Event,
  initial: { at: 0 as Instant, coins: 0 },
  id: (c) => c.purse,
  evolve: (_, e) => ({ at: e.at, coins: e.coins }),
  isTerminal: () => false,
  due: () => [],
  decide: (c, s) => {
    if (c.coins === 0 || s.coins < (c.ifAtLeast ?? 0)) return nothing
    const most = c.limit ?? limit
    if (s.coins + c.coins > most) return refuse({ _tag: 'PurseFull', limit: most })
    return E.right(Array.from({ length: c.coins }, (_, i): CoinPut => ({ type: 'CoinPut', at: c.at, coins: s.coins + i + 1 })))
  },
})

export const at = 1_593_561_600_000 as Instant
export const stream = 'purse-p' as StreamName
export const put = (coins: number, more: Partial<Put> = {}): Put => ({ type: 'Put', purse: 'p', coins, at, ...more })
export const as = (commandId: string) => ({ commandId: commandId as CommandId })
export const upTo = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => i)

/** A clock that stands still and notes how long it was asked to wait. */
export const stillClock = (): Clock & { readonly pauses: number[] } => {
  const pauses: number[] = []
  return {
    pauses,
    now: () => at,
    pause: (span) => {
      pauses.push(span)
      return Promise.resolve()
    },
  }
}

/** Ids in a row; chance always as high as it goes. */
export const rowOfIds = (name = 'id'): Ids => {
  let n = 0
  const next = () => `${name}-${n++}`
  const none = (): never => {
    throw new Error('not needed here')
  }
  return { next, commandId: () => next() as CommandId, subjectRef: none, protocolNumber: none, chance: () => 0.999 }
}

export const purses = (store: EventStore, more: Partial<HandlerOptions<Put, Purse>> = {}) =>
  handler(purseDecider, { store, clock: stillClock(), ids: rowOfIds(), ...more })

export const allOf = async (store: EventStore, name = stream): Promise<readonly Recorded[]> => {
  const found: Recorded[] = []
  for await (const read of store.read(name)) {
    if (E.isLeft(read)) throw new Error(JSON.stringify(read.left))
    found.push(read.right)
  }
  return found
}

/** Coins as they lie there: 1, 2, 3 … when nothing was stored twice and nothing is missing. */
export const coinsIn = async (store: EventStore, name = stream) => (await allOf(store, name)).map((e) => e.data['coins'])

/** What happens to an append on its way. */
export type Mishap =
  | 'none'
  /** Stored, but the answer is lost. */
  | 'answer lost'
  /** Never arrived. */
  | 'request lost'
  | 'unavailable'
  | (() => Promise<unknown>)

/** A store whose appends meet these mishaps, one after the other; a function runs before its append. */
export const mishaps = (store: EventStore, script: Mishap[]): EventStore => ({
  ...store,
  append: (name, expected, events) => async () => {
    const lost: E.Either<AppendFailure, never> = E.left({ _tag: 'OutcomeUnknown', reason: 'the line broke' })
    const mishap = script.shift() ?? 'none'
    if (mishap === 'request lost') return lost
    if (mishap === 'unavailable') return E.left({ _tag: 'StoreUnavailable', reason: 'it restarts' })
    if (typeof mishap === 'function') await mishap()
    const result = await store.append(name, expected, events)()
    return mishap === 'answer lost' ? lost : result
  },
})

/** A store that notes from where streams are read, and how often something is appended. */
export const watched = (store: EventStore) => {
  const reads: (number | 'start')[] = []
  const seen = { appends: 0 }
  const watching: EventStore = {
    ...store,
    append: (...args) => {
      seen.appends++
      return store.append(...args)
    },
    read: (name, options) => {
      reads.push(options?.after ?? 'start')
      return store.read(name, options)
    },
  }
  return { store: watching, reads, seen }
}
