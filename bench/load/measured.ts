import { Call, Shift, type EventStore, type Instant, type OfferId, type Position } from '@disque/core'
import { centreLaws } from '@disque/core/testing'
import { spreadOf, tally } from './tally.js'

/** What the events of a run tell of it; spans in milliseconds, by the instants at which they were recorded. */
export const measuredFrom = () => {
  const laws = centreLaws()
  const [types, outcomes] = [tally(), tally()]
  const [decided, queued, connected, freed, wrapUps] = [[], [], [], [], []] as [number[], number[], number[], number[], number[]]
  const waits = new Map<string, Instant>()
  const engaged = new Map<OfferId, Instant>()
  const ended = new Map<string, Instant>()
  const dueAt = new Map<OfferId, Instant>()
  const standing = new Set<OfferId>()
  const recorded: number[] = []
  let events = 0

  const since = (from: Instant | undefined, to: Instant, into: number[]) => {
    if (from !== undefined) into.push(to - from)
  }

  const ofCall = (stream: string, at: Instant, e: Call.Event) => {
    if (e.type === 'CallQueued') waits.set(stream, at)
    if (e.type === 'CallOffered') {
      standing.add(e.offer)
      since(e.reason?.decidedAt, at, decided)
      since(waits.get(stream), at, queued)
      waits.delete(stream)
    }
    if (e.type === 'OfferEnded' || e.type === 'CallAnswered') standing.delete(e.offer)
    if (e.type === 'CallAnswered') since(engaged.get(e.offer), at, connected)
    if (e.type === 'CallEnded') {
      for (const offer of e.releases) ended.set(offer, at)
      outcomes.add(e.outcome)
    }
    if (e.type === 'CallRefused') outcomes.add('refused')
    if (e.type === 'CallLeftInMenu') outcomes.add('leftInMenu')
    if (e.type === 'CallAbandoned') outcomes.add('abandoned')
  }

  const ofShift = (at: Instant, e: Shift.Event) => {
    if (e.type === 'Engaged') engaged.set(e.offer, at)
    if (e.type === 'Disengaged') {
      since(ended.get(e.offer), at, freed)
      if (e.wrapUpUntil !== undefined) dueAt.set(e.offer, e.wrapUpUntil)
    }
    if (e.type === 'WrapUpEnded' && e.by === 'clock') since(dueAt.get(e.offer), at, wrapUps)
  }

  return {
    take: async (store: EventStore, after: Position): Promise<void> => {
      for await (const read of store.readAll({ after })) {
        if (read._tag === 'Left') throw new Error(JSON.stringify(read.left))
        const { stream, type, data, metadata } = read.right
        events++
        recorded.push(metadata.recordedAt)
        types.add(type)
        laws.take(read.right)
        if (stream.startsWith('call-')) ofCall(stream, metadata.recordedAt, data as unknown as Call.Event)
        if (stream.startsWith('shift-')) ofShift(metadata.recordedAt, data as unknown as Shift.Event)
      }
    },
    /** `within`: events from `from` to `until`, in milliseconds since 1970. */
    result: ({ from, until }: { readonly from: number; readonly until: number }) => {
      const received = types.of('CallReceived')
      const over = Object.values(outcomes.all()).reduce((sum, n) => sum + n, 0)
      return {
        events, within: recorded.filter((at) => at >= from && at < until).length, received, outcomes: outcomes.all(), offered: types.of('CallOffered'),
        /** From the router's decision to the offer's event. */
        decidedToOffered: spreadOf(decided),
        /** From the queue to the first offer, waiting for somebody who is free included. */
        queuedToOffered: spreadOf(queued),
        acceptedToAnswered: spreadOf(connected),
        endedToFreed: spreadOf(freed),
        wrapUpLate: spreadOf(wrapUps),
        /** What must not be: empty. */
        broken: [
          ...laws.violations({ finished: true }).map(({ law, stream, detail }) => `${law}: ${stream}: ${detail}`),
          ...(over === received ? [] : [`sum: ${received} received, ${over} over`]),
          ...(standing.size === 0 ? [] : [`offers: ${standing.size} still stand`]),
        ],
      }
    },
  }
}
