import { resolved } from './history.js'
import { parkedStream } from './names.js'
import type { Log, Resolved, Stored } from '../../log/model.js'
import type { Message } from '../group/message.js'

/** Parks events of one group, counts them and reads them again. */
interface Parked {
  readonly count: () => bigint
  readonly park: (message: Message, reason: string) => void
  /** The events to replay, up to `stopAt` without it; the parked stream is truncated behind them. */
  readonly take: (stopAt: bigint | undefined) => readonly Resolved[]
  readonly remove: () => void
}

// The target of the link: what the event points at, if it is itself a link that cannot be resolved.
const target = (event: Stored | undefined, link: Stored | undefined): Uint8Array =>
  event === undefined ? (link?.data ?? new Uint8Array()) : Buffer.from(`${String(event.revision)}@${event.stream}`)

const adminsOnly = { $r: '$admins', $w: '$admins', $d: '$admins', $mr: '$admins', $mw: '$admins' }

/** `counted` says whether events parked earlier count: after a restart they do only for a group with a checkpoint, as in the server. */
export const parked = (log: Log, key: string, now: () => number, newId: () => string, counted: boolean): Parked => {
  const stream = parkedStream(key)
  const ends = (): { readonly first: bigint; readonly last: bigint } => {
    const newest = log.readStream(stream, 'end', 1, 'backwards')
    const oldest = log.readStream(stream, 'start', 1, 'forwards')
    const revision = (slice: typeof newest) => (slice._tag === 'Found' ? (slice.events[0]?.revision ?? -1n) : -1n)
    return { first: revision(oldest), last: revision(newest) }
  }
  let { first, last } = counted ? ends() : { first: -1n, last: -1n }

  return {
    count: () => (last === -1n ? 0n : first === -1n ? last + 1n : last - first + 1n),
    /** TESTSERVER-31 A parked event is a link in the group's parked stream; its metadata tells when, why, and the event's number. */
    park: ({ resolved: { event, link } }, reason) => {
      const number = Number((link ?? event)?.revision ?? 0n)
      const added = new Date(now()).toISOString().replace('Z', '+00:00')
      // A number of 0 is left out, as the server leaves out what has its default.
      const metadata = { added, reason, ...(number === 0 ? {} : { subscriptionEventNumber: number }) }
      const answer = log.append(stream, 'any', [{ id: newId(), type: '$>', isJson: false, data: target(event, link), metadata: Buffer.from(JSON.stringify(metadata, null, 2)) }])
      if (answer._tag === 'Appended') last = answer.last
    },
    take: (stopAt) => {
      const end = log.lastRevision(stream) + 1n
      const stop = stopAt !== undefined && stopAt < end ? stopAt : end
      if (stop <= 0n) return []
      const slice = log.readStream(stream, 'start', Number(stop), 'forwards')
      if (slice._tag !== 'Found') return []
      const events = slice.events.filter(({ revision }) => revision < stop).map((stored) => resolved(log, true, stored))
      const metadata = { $tb: Number(stop), $acl: adminsOnly }
      log.append(`$$${stream}`, 'any', [{ id: newId(), type: '$metadata', isJson: true, data: Buffer.from(JSON.stringify(metadata)), metadata: new Uint8Array() }])
      first = stop
      return events
    },
    remove: () => {
      log.deleteStream(stream, 'any')
    },
  }
}
