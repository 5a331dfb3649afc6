import fc from 'fast-check'
import * as t from 'io-ts'
import { decider, outcomes, type Aged, type Asked, type Decider } from '../../shared/decider.js'
import { event, eventUnion } from '../../shared/event.js'
import { plus, seconds, Instant } from '../../shared/instant.js'

/** A lamp that goes out by itself after ten seconds and breaks when it is thrown: small enough to be right. */
export const Event = eventUnion('LampEvent', [
  event('SwitchedOn', 1, 'The lamp burns.', { lamp: t.string, out: Instant }),
  event('WentOut', 1, 'The lamp is dark.', { lamp: t.string }, { by: t.keyof({ hand: null, clock: null }) }),
  event('Broken', 1, 'The lamp never burns again.', { lamp: t.string }),
])
export type Event = t.TypeOf<typeof Event>

export interface State extends Aged {
  readonly status: 'dark' | 'burning' | 'broken'
  readonly out?: Instant
}
export interface Command extends Asked {
  readonly type: 'SwitchOn' | 'SwitchOff' | 'GoOut' | 'Throw'
  readonly lamp: string
  readonly dueAt?: Instant
}
export type Refusal = { readonly _tag: 'LampBroken' } | { readonly _tag: 'TooEarly'; readonly dueAt: Instant }

const { emit, refuse, nothing } = outcomes<Event, Refusal>()

export const right: Decider<Command, Event, State, Refusal> = {
  category: 'lamp',
  event: Event,
  initial: { status: 'dark', at: 0 as Instant },
  id: (c) => c.lamp,
  isTerminal: (s) => s.status === 'broken',
  evolve: (s, e) => {
    switch (e.type) {
      case 'SwitchedOn': return { status: 'burning', at: e.at, out: e.out }
      case 'WentOut': return { status: s.status === 'broken' ? 'broken' : 'dark', at: e.at }
      case 'Broken': return { status: 'broken', at: e.at }
    }
  },
  decide: ({ type, at, lamp, dueAt }, s) => {
    if (s.status === 'broken') return type === 'Throw' ? nothing : refuse({ _tag: 'LampBroken' })
    switch (type) {
      case 'SwitchOn': return s.status === 'burning' ? nothing : emit({ type: 'SwitchedOn', at, lamp, out: plus(at, seconds(10)) })
      case 'SwitchOff': return s.status === 'dark' ? nothing : emit({ type: 'WentOut', at, lamp, by: 'hand' })
      case 'Throw': return emit({ type: 'Broken', at, lamp })
      case 'GoOut':
        if (s.out === undefined || s.out !== dueAt) return nothing
        return at < s.out ? refuse({ _tag: 'TooEarly', dueAt: s.out }) : emit({ type: 'WentOut', at, lamp, by: 'clock' })
    }
  },
  due: (s) => (s.status === 'burning' && s.out !== undefined ? [{ tag: 'out', at: s.out, command: { type: 'GoOut', lamp: 'l', at: s.out, dueAt: s.out } }] : []),
}

export const lampDecider = decider(right)

export const lampCommand: fc.Arbitrary<Command> = fc
  .record({
    type: fc.constantFrom('SwitchOn' as const, 'SwitchOn' as const, 'SwitchOff' as const, 'Throw' as const),
    at: fc.integer({ min: 0, max: 100_000 }).map((n) => n as Instant),
  })
  .map((c) => ({ ...c, lamp: 'l' }))
