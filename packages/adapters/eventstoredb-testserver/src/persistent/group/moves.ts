import { accepts, lowestRetry, withRetry } from './buffers.js'
import { answered, choose, left, type Strategy } from './strategies.js'
import { compare, type Place } from './place.js'
import { freed, sentTo, type Consumers } from './consumers.js'
import { inOrder, nothing, type Group, type Move, type Output } from './group.js'
import { delivered, lowestOutstanding, withoutAnswered } from './outstanding.js'
import { numbered, retried, type Message } from './message.js'
import { values } from './sorted.js'

export const mapGroup =
  (change: (group: Group, now: number) => Group): Move =>
  (group, now) => ({ group: change(group, now), out: [] })

export const setLive = (group: Group): Group => ({ ...group, behind: false, live: true })
export const setBehind = (group: Group): Group => ({ ...group, behind: true, live: false })

const pullLimit = 100

/** Asks for the next page of history if there is room for it. */
export const readOn: Move = (group) => {
  const { buffers, settings, reading, nextRead } = group
  if (reading) return { group, out: [] }
  if (buffers.live) return { group: setLive(group), out: [] }
  if (!accepts(buffers, settings.readBatchSize)) return { group, out: [] }
  const page = Math.min(settings.readBatchSize === 0 ? 20 : settings.readBatchSize, pullLimit)
  const count = Math.min(Math.max(settings.readBatchSize, 10), page)
  return { group: { ...group, reading: true }, out: [{ _tag: 'Read', from: nextRead, count, window: Math.max(page, settings.maxCheckpoint) }] }
}

/** The answers free their slots at whatever consumer had them. */
export const release =
  (ids: readonly string[]): Move =>
  (group, now) => {
    let strategy: Strategy = group.strategy
    let consumers: Consumers = group.consumers
    for (const consumer of group.consumers.values()) {
      const { consumer: after, messages } = freed(consumer, ids, now)
      if (after === consumer) continue
      consumers = new Map(consumers).set(consumer.id, after)
      strategy = answered(strategy, consumer.id, messages)
    }
    return { group: { ...group, strategy, consumers, outstanding: withoutAnswered(group.outstanding, ids) }, out: [] }
  }

export const retry = (message: Message): Move =>
  inOrder(
    release([message.id]),
    mapGroup((group) => ({ ...group, buffers: withRetry(group.buffers, retried(message)) }))
  )

export const park =
  (message: Message, reason: string): Move =>
  (group, now) => {
    const { group: after } = release([message.id])(group, now)
    return { group: after, out: [{ _tag: 'Park', message, reason }] }
  }

/** TESTSERVER-24 An event that was retried as often as the settings allow is parked instead. */
export const retryOrPark =
  (message: Message): Move =>
  (group, now) => {
    const { maxRetries } = group.settings
    return message.retries < maxRetries ? retry(message)(group, now) : park(message, `Reached retry count of ${maxRetries}`)(group, now)
  }

/** TESTSERVER-25 Events go to consumers in order, retries first, never more to one than its buffer size leaves unanswered. */
export const deliver: Move = (group, now) => {
  const { settings, buffers } = group
  if (group.consumers.size === 0 || buffers.retries.length + buffers.waiting.length === 0) return { group, out: [] }
  const out: Output[] = []
  const consumers = new Map(group.consumers)
  let { outstanding, strategy, nextSequence, lastSequence, lastPlace, processed } = group
  let full = false
  const offer = (waiting: readonly Message[]): readonly Message[] => {
    const kept: Message[] = []
    for (const [index, waits] of waiting.entries()) {
      const message = numbered(waits, nextSequence, lastPlace)
      const choice = choose(strategy, consumers, message)
      strategy = choice.strategy
      const consumer = choice.to === undefined ? undefined : consumers.get(choice.to)
      if (consumer === undefined) {
        if (choice.to === undefined && choice.why === 'skipped') {
          kept.push(waits)
          continue
        }
        full = true
        return kept.length === 0 ? waiting.slice(index) : [...kept, ...waiting.slice(index)]
      }
      consumers.set(consumer.id, sentTo(consumer, message, now, settings.extraStatistics))
      out.push({ _tag: 'Push', consumer: consumer.id, message })
      processed += 1n
      if (message !== waits) nextSequence += 1n
      if (message.sequence !== undefined && message.sequence > lastSequence) {
        lastSequence = message.sequence
        lastPlace = message.place
      }
      outstanding = delivered(outstanding, { message, expires: now + settings.messageTimeout, turn: processed })
    }
    return kept
  }
  const retries = offer(buffers.retries)
  const waiting = full ? buffers.waiting : offer(buffers.waiting)
  const after: Group = { ...group, buffers: { ...buffers, retries, waiting }, outstanding, consumers, strategy, nextSequence, lastSequence, processed }
  return { group: lastPlace === undefined ? after : { ...after, lastPlace }, out }
}

/** How far everything is answered: the number and the place. */
const reached = (group: Group): { readonly sequence: bigint; readonly place?: Place } => {
  const unanswered = [lowestOutstanding(group.outstanding), lowestRetry(group.buffers)].flatMap((message) => message ?? [])
  const [first, second] = unanswered
  const lowest = second !== undefined && (second.sequence ?? 0n) < (first?.sequence ?? 0n) ? second : first
  const place = lowest === undefined ? group.lastPlace : lowest.previous
  const sequence = lowest?.sequence === undefined ? group.lastSequence : lowest.sequence - 1n
  return place === undefined ? { sequence } : { sequence, place }
}

/**
 * TESTSERVER-26 A checkpoint is written when the maximum of events is answered, or at a tick after `checkpointAfter` when the minimum is;
 * it never passes an event that is delivered and unanswered.
 */
export const checkpoint =
  (atTick: boolean): Move =>
  (group, now) => {
    const { minCheckpoint, maxCheckpoint, checkpointAfter } = group.settings
    const { sequence, place } = reached(group)
    if (place === undefined || sequence === -1n) return { group, out: [] }
    const answeredSince = sequence - group.checkpointed
    const { checkpointedAt } = group
    const due = checkpointAfter !== 0 && (checkpointedAt === undefined || now - checkpointedAt >= checkpointAfter)
    const many = answeredSince >= BigInt(maxCheckpoint)
    if (!many && !(due && atTick && answeredSince >= BigInt(minCheckpoint))) return { group, out: [] }
    return {
      group: { ...group, checkpointed: sequence, checkpointedAt: now, shown: { ...group.shown, checkpoint: place } },
      out: [{ _tag: 'Checkpoint', place }],
    }
  }

/**
 * Events that the filter leaves out count as answered, unless earlier ones wait for a consumer:
 * the server passes those over as well, and has lost them after a restart.
 */
export const passOver =
  (place: Place, count: bigint): Move =>
  (group, now) => {
    if (group.buffers.waiting.length > 0) return { group, out: [] }
    const { nextSequence } = group
    return checkpoint(false)({ ...group, lastPlace: place, nextSequence: nextSequence + count, lastSequence: nextSequence + count - 1n }, now)
  }

export const known =
  (place: Place): Move =>
  (group) => {
    const { known: before } = group.shown
    return before !== undefined && compare(before, place) >= 0 ? { group, out: [] } : { group: { ...group, shown: { ...group.shown, known: place } }, out: [] }
  }

/** TESTSERVER-27 What a consumer that leaves has not answered is retried, at another consumer if there is one. */
export const leave =
  (id: string, drop: boolean): Move =>
  (group, now) => {
    const consumer = group.consumers.get(id)
    if (consumer === undefined) return nothing(group, now)
    const consumers = new Map(group.consumers)
    consumers.delete(id)
    const gone: Group = { ...group, consumers, strategy: left(group.strategy, id) }
    const revisionOf = ({ resolved }: Message) => (resolved.link ?? resolved.event)?.revision ?? 0n
    const lost = [...values(consumer.inFlight)].sort((one, other) => Number(revisionOf(one) - revisionOf(other)))
    const turn = inOrder(...lost.map(retry))(gone, now)
    return drop ? { group: turn.group, out: [{ _tag: 'Drop', consumer: id }, ...turn.out] } : turn
  }
