import { checkpoint, deliver, known, leave, mapGroup, park, passOver, readOn, release, retryOrPark, setBehind, setLive } from './moves.js'
import { compare, liveOf, originalOf, type Place } from './place.js'
import { connecting, type Connecting } from './consumers.js'
import { expired, unanswered, withoutAnswered } from './outstanding.js'
import { inOrder, nothing, type Group, type Input, type Move, type NackAction, type Turn } from './group.js'
import { joined } from './strategies.js'
import { movedToLive, withLive, withRead, withRetry } from './buffers.js'
import type { Message } from './message.js'
import type { Resolved } from '../../log/model.js'

type Of<Tag extends Input['_tag']> = Extract<Input, { readonly _tag: Tag }>

/** The next state of a group, and what has to be done outside. Pure: the same group, input and time give the same. */
export const step = (group: Group, input: Input, now: number): Turn => moveFor(input)(group, now)

/** A new group asks for its first page. */
export const begin: Move = readOn

const moveFor = (input: Input): Move => {
  switch (input._tag) {
    case 'Read':
      return read(input)
    case 'ReadFailed':
      return fail
    case 'Committed':
      return committed(input)
    case 'Connect':
      return connect(input.consumer)
    case 'Leave':
      return inOrder(leave(input.consumer, false), deliver)
    case 'Ack':
      return inOrder(release(input.ids), goOn)
    case 'Nack':
      return inOrder(...input.ids.map((id) => nacked(id, input.action, input.reason)), release(input.ids), goOn)
    case 'Replay':
      return replay(input)
    case 'ParkedRead':
      return inOrder(mapGroup((group) => input.events.reduce(replayed, group)), deliver)
    case 'Replayed':
      return mapGroup((group) => ({ ...group, replaying: false }))
    case 'Tick':
      return tick
    case 'Shutdown':
      return dropAll
  }
}

const goOn: Move = inOrder(checkpoint(false), readOn, deliver)

const placeIn = ({ settings }: Group, resolved: Resolved): Place | undefined => {
  const original = originalOf(resolved)
  if (original === undefined) return undefined
  return 'revision' in settings.startFrom ? { revision: original.revision } : { commit: original.commit, prepare: original.prepare }
}

const fresh = (group: Group, resolved: Resolved): (Message & { readonly place: Place }) | undefined => {
  const place = placeIn(group, resolved)
  const id = originalOf(resolved)?.id
  return place === undefined || id === undefined ? undefined : { resolved, id, retries: 0, replayed: false, place }
}

const read = ({ events, next, atEnd, filtered }: Of<'Read'>): Move =>
  inOrder(filtered === undefined ? nothing : passOver(filtered.place, filtered.count), (group, now) => {
    if (!group.reading) return { group, out: [] }
    const answered: Group = { ...group, reading: false }
    if (answered.buffers.live) return { group: answered, out: [] }
    const { initial } = group.buffers
    const messages = events.flatMap((event) => fresh(group, event) ?? []).filter(({ place }) => initial === undefined || compare(place, initial) > 0)
    const newest = messages.at(-1)
    const seen = newest === undefined ? answered : known(newest.place)(answered, now).group
    const filled = messages.reduce(withRead, seen.buffers)
    const buffers = atEnd ? movedToLive(filled) : filled
    const after: Group = { ...(buffers.live ? setLive(seen) : seen), buffers }
    return inOrder(buffers.live ? nothing : mapGroup((at) => ({ ...at, nextRead: next })), readOn, deliver)(after, now)
  })

const dropAll: Move = (group, now) => inOrder(...[...group.consumers.keys()].map((id) => leave(id, true)))(group, now)

const fail: Move = inOrder(
  dropAll,
  mapGroup((group) => ({ ...group, faulted: true }))
)

const committed =
  ({ event, allowed }: Of<'Committed'>): Move =>
  (group, now) => {
    const message = fresh(group, event)
    const { startFrom } = group.settings
    if (message === undefined || (!liveOf(startFrom) && compare(message.place, startFrom) < 0)) return { group, out: [] }
    const { live: wasLive } = group.buffers
    // While history is read, that passes the event over as well, in its turn.
    if (!allowed) return wasLive ? passOver(message.place, 1n)(group, now) : { group, out: [] }
    const kept: Group = { ...group, buffers: withLive(group.buffers, message) }
    const overtaken = kept.buffers.live ? kept : { ...setBehind(kept), nextRead: wasLive ? message.place : kept.nextRead }
    return inOrder(known(message.place), deliver)(overtaken, now)
  }

const connect =
  (consumer: Connecting): Move =>
  (group, now) => {
    if (group.faulted) return { group, out: [{ _tag: 'Drop', consumer: consumer.id }] }
    const consumers = new Map(group.consumers).set(consumer.id, connecting(consumer))
    return deliver({ ...group, consumers, strategy: joined(group.strategy, consumer.id) }, now)
  }

/** TESTSERVER-28 A nack retries (as does an unknown action), parks, or skips; stop leaves the group as it is and skips. */
const nacked =
  (id: string, action: NackAction, reason: string): Move =>
  (group, now) => {
    const message = unanswered(group.outstanding, id)
    if (message === undefined) return { group, out: [] }
    switch (action) {
      case 'retry':
      case 'unknown':
        return retryOrPark(message)(group, now)
      case 'park':
        return park(message, `Client explicitly NAK'ed message.\n${reason}`)(group, now)
      case 'skip':
      case 'stop':
        return { group, out: [] }
    }
  }

const replay =
  ({ stopAt }: Of<'Replay'>): Move =>
  (group) =>
    group.replaying
      ? { group, out: [] }
      : { group: { ...group, replaying: true }, out: [{ _tag: 'ReadParked', ...(stopAt === undefined ? {} : { stopAt }) }] }

const replayed = (group: Group, resolved: Resolved): Group => {
  const original = originalOf(resolved)
  return original === undefined
    ? group
    : { ...group, buffers: withRetry(group.buffers, { resolved, id: original.id, retries: 0, replayed: true }) }
}

/** TESTSERVER-29 Once a second, what was delivered longer ago than the message timeout is taken back and retried. */
const tick: Move = (group, now) => {
  const lost = expired(group.outstanding, now)
  const taken: Group = {
    ...group,
    outstanding: withoutAnswered(
      group.outstanding,
      lost.map(({ id }) => id)
    ),
  }
  return inOrder(...lost.map(retryOrPark), deliver, checkpoint(true), (after, at) => (after.behind && !after.reading ? readOn(after, at) : nothing(after, at)))(
    taken,
    now
  )
}
