import { describe, expect, it } from 'vitest'
import * as E from 'fp-ts/lib/Either.js'
import { decider, type Decider } from '../shared/decider.js'
import { plus, type Instant } from '../shared/instant.js'
import { deciderLaws } from './laws.js'
import { eventsOf } from './from-codec.js'
import { Event, lampCommand, lampDecider, right, type Command, type Refusal, type State } from './samples/lamp.js'

type Lamp = Decider<Command, Event, State, Refusal>
const laws = (lamp: Lamp) => deciderLaws(lamp, lampCommand, { events: eventsOf(Event) })

describe('the laws hold for a decider that is right', () => {
  for (const { name, run } of laws(lampDecider)) it(name, run)
})

describe('the laws find a decider', () => {
  const broken = async (lamp: Lamp): Promise<readonly string[]> => {
    const found: string[] = []
    for (const { name, run } of laws(lamp)) await run().catch(() => found.push(name))
    return found
  }
  const changed = (what: (events: readonly Event[], command: Command, state: State) => readonly Event[]): Lamp =>
    decider({ ...right, decide: (c, s) => E.map((events: readonly Event[]) => what(events, c, s))(right.decide(c, s)) })

  let counted = 0
  const flawed: Readonly<Record<string, readonly [law: string, lamp: Lamp]>> = {
    'that answers differently each time': ['the same command on the same state', changed((all) => all.map((e) => ({ ...e, lamp: `l${counted++}` })))],
    'that changes the state it was given': ['the same command on the same state', decider({ ...right, decide: (c, s) => right.decide(c, Object.assign(s, { at: s.at })) })],
    'that does what is done again': ['a retried command', decider({ ...right, decide: (c, s) => right.decide(c, c.type === 'SwitchOn' && s.status === 'burning' ? { ...s, status: 'dark' } : s) })],
    'whose events its codec does not read': ['events survive the codec', changed((all) => all.map((e) => ({ ...e, at: (e.at + 0.5) as Instant })))],
    'whose events lose something in JSON': ['events survive the codec', changed((all) => all.map((e) => ({ ...e, lamp: { toJSON: () => 'l', more: 1 } as unknown as string })))],
    'that comes back from its end': ['a terminal state stays so', decider({ ...right, evolve: (s, e) => ({ ...right.evolve({ ...s, status: 'dark' }, e) }), decide: (c, s) => right.decide(c, { ...s, status: 'dark' }) })],
    'that remembers what it folded before': ['folding in parts', decider({ ...right, evolve: (s, e) => ({ ...right.evolve(s, e), out: counted++ as Instant }) })],
    'that sets timers after its end': ['no timer is set in a terminal state', decider({ ...right, due: (s) => right.due(s.status === 'broken' ? { status: 'burning', at: s.at, out: plus(s.at, 10) } : s) })],
    'whose timer does nothing': ['a timer that fires', decider({ ...right, decide: (c, s) => (c.type === 'GoOut' ? E.right([]) : right.decide(c, s)) })],
    'whose timer stays': ['a timer that fires', decider({ ...right, due: (s) => [...right.due(s), ...right.due({ ...s, status: 'burning', out: 7 as Instant })] })],
    'whose timer cannot be told from another': ['a timer that fires', decider({ ...right, due: (s) => [...right.due(s), ...right.due(s)] })],
    'that lets a timer come early': ['a timer that comes too early', decider({ ...right, decide: (c, s) => right.decide(c.type === 'GoOut' ? { ...c, at: c.dueAt ?? c.at } : c, s) })],
    'that goes back in time': ['no event is before', right],
    'that loses the claimed time': ['no event is before', { ...right, decide: (c, s) => right.decide(c.at < s.at ? { ...c, at: s.at } : c, s) }],
    'whose state does not know its time': ['a state knows the time', decider({ ...right, evolve: (s, e) => ({ ...right.evolve(s, e), at: 0 as Instant }) })],
    'that throws out of order': ['decide and evolve never throw', decider({ ...right, evolve: (s, e) => (e.type === 'WentOut' && s.status === 'dark' ? explode() : right.evolve(s, e)) })],
  }

  for (const [name, [law, lamp]] of Object.entries(flawed)) {
    it(`${name}: ${law}`, async () => {
      expect((await broken(lamp)).filter((found) => found.startsWith(law))).toHaveLength(1)
    })
  }

  it('and tells the commands that led there', async () => {
    const [law] = laws(decider({ ...right, evolve: (s, e) => ({ ...right.evolve(s, e), at: 0 as Instant }) })).filter((c) => c.name.startsWith('a state knows'))
    await expect(law!.run()).rejects.toThrow(/after\n {2}\{"at":\d+,"lamp":"l","type":"SwitchOn"\}\n {4}-> SwitchedOn/)
  })
})

const explode = (): never => {
  throw new Error('this cannot be')
}
