import { isRight } from 'fp-ts/lib/Either.js'
import type { Type } from 'io-ts'
import { Attendant, Call, categoryOf, Centre, Shift, type Recorded } from '@disque/core'
import { callLaws, type CallOutcome } from './calls.js'
import { placeOf, type Broken, type Ledger } from './laws.js'
import { attendantLaws, shiftLaws } from './shifts.js'

export { laws, type Broken } from './laws.js'

export interface Checked {
  /** Of the centre's own. */
  readonly events: number
  /** Events of others that lie in the same store. */
  readonly passedOver: number
  readonly totals: Readonly<Record<CallOutcome | 'received', number>>
  readonly broken: readonly Broken[]
}

/**
 * Looks whether recorded events keep the centre's laws, from the events alone: give it all of a store's, in order. Streams of other categories are passed over.
 * It is written apart from the rules that it checks.
 */
export const checker = () => {
  const ledger: Ledger = { engaged: new Map(), unanswered: new Set(), broken: [] }
  const [calls, shifts, attendants] = [callLaws(ledger), shiftLaws(ledger), attendantLaws(ledger)]
  const streams = new Map<string, { revision: number; at: number }>()
  let events = 0
  let passedOver = 0

  const history = (recorded: Recorded): void => {
    const last = streams.get(recorded.stream) ?? { revision: -1, at: -Infinity }
    const breaks = (what: string) => ledger.broken.push({ law: 'history', where: placeOf(recorded), what })
    if (recorded.revision !== last.revision + 1) breaks(`it comes after ${last.revision}`)
    if (recorded.data.at < last.at) breaks('its time lies before that of the event before')
    streams.set(recorded.stream, { revision: recorded.revision, at: recorded.data.at })
  }

  const see = (recorded: Recorded): void => {
    const through = <A>(codec: Type<A>, look: (recorded: Recorded, event: A) => void): void => {
      events++
      history(recorded)
      const decoded = codec.decode(recorded.data)
      if (isRight(decoded)) look(recorded, decoded.right)
      else ledger.broken.push({ law: 'decodable', where: placeOf(recorded), what: recorded.type })
    }
    switch (categoryOf(recorded.stream)) {
      case 'call': return through(Call.Event, calls.see)
      case 'shift': return through(Shift.Event, shifts.see)
      case 'attendant': return through(Attendant.Event, attendants.see)
      case 'centre': return through(Centre.Event, () => undefined)
      default: passedOver++
    }
  }

  const end = (): Checked => {
    const totals = calls.end()
    shifts.end()
    attendants.end()
    const { received, ...outcomes } = totals
    const sum = Object.values(outcomes).reduce((all, n) => all + n, 0)
    if (sum !== received) ledger.broken.push({ law: 'sum', where: 'all calls', what: `${received} received, ${sum} ended` })
    return { events, passedOver, totals, broken: ledger.broken }
  }

  return { see, end }
}

export const check = (events: Iterable<Recorded>): Checked => {
  const { see, end } = checker()
  for (const event of events) see(event)
  return end()
}
