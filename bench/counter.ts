import {
  decider, event, eventUnion, outcomes, uuidFrom, Whole,
  type Aged, type Asked, type CommandId, type Decider, type Happened, type Instant, type Metadata,
} from '@disque/core'

/** A decider that costs next to nothing, so that what is measured is the way around it. */
const Event = eventUnion('CounterEvent', [event('Counted', 1, 'Something was counted.', { by: Whole, total: Whole })])

export interface Counted extends Happened {
  readonly type: 'Counted'
  readonly by: number
  readonly total: number
}
export interface Counter extends Aged {
  readonly total: number
}
export interface Count extends Asked {
  readonly type: 'Count'
  readonly counter: string
  readonly by: number
}
type Refusal = { readonly _tag: 'NothingToCount' }

const { emit, refuse } = outcomes<Counted, Refusal>()

export const counterDecider: Decider<Count, Counted, Counter, Refusal> = decider<Count, Counted, Counter, Refusal>({
  category: 'counter',
  event: Event,
  initial: { at: 0 as Instant, total: 0 },
  id: (c) => c.counter,
  evolve: (_, e) => ({ at: e.at, total: e.total }),
  isTerminal: () => false,
  due: () => [],
  decide: (c, s) => (c.by === 0 ? refuse({ _tag: 'NothingToCount' }) : emit({ type: 'Counted', at: c.at, by: c.by, total: s.total + c.by })),
})

/** The instant of everything: no subject reads a clock. */
export const at = 1_593_561_600_000 as Instant

export const countOf = (counter: string): Count => ({ type: 'Count', counter, by: 1, at })

const commandIds: string[] = []
/** The id of the n-th command: made once, since whoever sends it brings it along. */
export const commandIdOf = (n: number): CommandId => {
  while (commandIds.length <= n) commandIds.push(uuidFrom('command', commandIds.length))
  return commandIds[n] as CommandId
}

/** What every subject keeps with an event: an id that its command gives, and where it came from. */
export const eventIdOf = (stream: string, commandId: CommandId) => uuidFrom(`${stream}/${commandId}`, 0)
export const metadataFor = (stream: string, commandId: CommandId): Metadata => ({ schema: 1, commandId, correlation: stream, recordedAt: at })
