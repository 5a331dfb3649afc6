import { begin, step } from './step.js'
import { newGroup, type Group, type Input, type NackAction, type Output, type Turn } from './group.js'
import { values, type Sorted } from './sorted.js'
import type { Message } from './message.js'
import type { Settings } from './settings.js'
import type { Stored } from '../../log/model.js'

export const settings = (changes: Partial<Settings> = {}): Settings => ({
  startFrom: { revision: 0n },
  resolveLinks: false,
  extraStatistics: false,
  messageTimeout: 30_000,
  maxRetries: 10,
  bufferSize: 500,
  liveBufferSize: 500,
  readBatchSize: 20,
  checkpointAfter: 2_000,
  minCheckpoint: 10,
  maxCheckpoint: 1_000,
  maxSubscribers: 0,
  strategy: 'RoundRobin',
  ...changes,
})

/** The n-th event, in one of three streams that matter to pinning only. */
export const event = (n: number): Stored => ({
  id: `event-${n}`,
  type: 'Counted',
  isJson: true,
  data: new Uint8Array(),
  metadata: new Uint8Array(),
  stream: `stream-${n % 3}`,
  revision: BigInt(n),
  commit: BigInt(n * 100),
  prepare: BigInt(n * 100),
  created: 0n,
})

/** In the order in which they stand in the stream. */
export const idsIn = (messages: Sorted<string, Message>): readonly string[] =>
  values(messages)
    .toSorted((one, other) => Number(last(one.id) - last(other.id)))
    .map(({ id }) => id)

const last = (id: string): bigint => BigInt(id.slice('event-'.length))

/** A group, the stream it reads, its consumers and a clock: everything that happens is recorded. */
export const simulate = (chosen: Settings, hidden: (n: number) => boolean = () => false, checkpoint?: string) => {
  let group: Group = newGroup(chosen, checkpoint)
  let now = 1_000_000
  let written = 0
  let reads: Extract<Output, { readonly _tag: 'Read' }>[] = []
  const delivered: Message[] = []
  const pushed: { readonly consumer: string; readonly message: Message }[] = []
  const done = new Map<string, 'acked' | 'skipped' | 'parked'>()
  const checkpoints: bigint[] = []
  const dropped: string[] = []
  const replays: (bigint | undefined)[] = []

  const take = (turn: Turn): void => {
    group = turn.group
    for (const output of turn.out) {
      switch (output._tag) {
        case 'Push':
          if (!delivered.some(({ id }) => id === output.message.id)) delivered.push(output.message)
          pushed.push(output)
          break
        case 'Read':
          reads.push(output)
          break
        case 'Park':
          done.set(output.message.id, 'parked')
          break
        case 'Checkpoint':
          if ('revision' in output.place) checkpoints.push(output.place.revision)
          break
        case 'Drop':
          dropped.push(output.consumer)
          break
        case 'ReadParked':
          replays.push(output.stopAt)
          break
      }
    }
  }
  const tell = (input: Input) => {
    take(step(group, input, now))
  }
  take(begin(group, now))

  /** Answers a read that the group waits for; false if there is none. */
  const answerRead = (): boolean => {
    const [asked, ...later] = reads
    if (asked === undefined || !('revision' in asked.from)) return false
    reads = later
    const from = Number(asked.from.revision)
    const events = Array.from({ length: Math.max(0, Math.min(asked.count, written - from)) }, (_, index) => from + index)
    const next = from + events.length
    const shown = events.filter((n) => !hidden(n))
    const filtered = shown.length === 0 && events.length > 0 ? { filtered: { place: { revision: BigInt(next - 1) }, count: BigInt(events.length) } } : {}
    tell({ _tag: 'Read', events: shown.map((n) => ({ event: event(n) })), next: { revision: BigInt(next) }, atEnd: next >= written, ...filtered })
    return true
  }
  const unanswered = (consumer: string): readonly string[] => idsIn(group.consumers.get(consumer)?.inFlight)

  return {
    group: () => group,
    delivered,
    pushed,
    done,
    checkpoints,
    dropped,
    replays,
    tell,
    answerRead,
    unanswered,
    append: (count = 1) => {
      for (let n = 0; n < count; n++) {
        const stored = event(written++)
        tell({ _tag: 'Committed', event: { event: stored }, allowed: !hidden(Number(stored.revision)) })
      }
    },
    connect: (id: string, limit = 10) => {
      tell({ _tag: 'Connect', consumer: { id, user: 'admin', connection: id, limit } })
    },
    ack: (consumer: string, count = Number.POSITIVE_INFINITY) => {
      const ids = unanswered(consumer).slice(0, count)
      for (const id of ids) done.set(id, 'acked')
      tell({ _tag: 'Ack', ids })
    },
    nack: (consumer: string, action: NackAction, count = 1) => {
      const ids = unanswered(consumer).slice(0, count)
      if (action === 'skip' || action === 'stop') for (const id of ids) done.set(id, 'skipped')
      tell({ _tag: 'Nack', ids, action, reason: 'because' })
    },
    pass: (milliseconds: number) => {
      now += milliseconds
      tell({ _tag: 'Tick' })
    },
    written: () => written,
    /** The revisions of first deliveries, in their order. */
    order: () => delivered.map(({ id }) => last(id)),
  }
}

export type Simulation = ReturnType<typeof simulate>
