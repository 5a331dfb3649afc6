import { sizeOf } from './sorted.js'
import type { Consumers } from './consumers.js'
import type { Resolved, Stored } from '../../log/model.js'

/** A bucket belongs to a consumer until that leaves; events of the same stream or correlation fall into the same bucket. */
interface Bucket {
  readonly consumer: string
  readonly inFlight: number
}

export interface Pinned {
  readonly by: 'stream' | 'correlation'
  /** Consumers in the order in which they came. */
  readonly order: readonly string[]
  readonly buckets: ReadonlyMap<number, Bucket>
}

const bucketCount = 1024

// FNV-1a: which streams share a bucket differs from the server, that they may does not.
const hash = (text: string): number => {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  return value >>> 0
}

const utf8 = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

const streamOf = (record: Stored): string => {
  if (record.type !== '$>') return record.stream
  const target = utf8(record.data)
  return target.slice(target.indexOf('@') + 1)
}

const correlationOf = (record: Stored): string | undefined => {
  try {
    const metadata: unknown = JSON.parse(utf8(record.metadata))
    const found: unknown = typeof metadata === 'object' && metadata !== null ? Reflect.get(metadata, '$correlationId') : undefined
    return typeof found === 'string' ? found : undefined
  } catch {
    return undefined
  }
}

export const bucketOf = (by: Pinned['by'], { event, link }: Resolved): number => {
  const record = event ?? link
  if (record === undefined) return 0
  return hash((by === 'correlation' ? correlationOf(record) : undefined) ?? streamOf(record)) % bucketCount
}

const held = (buckets: Pinned['buckets'], consumer: string): number => [...buckets.values()].filter((bucket) => bucket.consumer === consumer).length

/** TESTSERVER-21 Pinned: a new consumer takes over so many buckets that all have about the same number, idle ones first. */
export const joinedPinned = (pinned: Pinned, consumer: string): Pinned => {
  const fair = Math.ceil(pinned.buckets.size / (pinned.order.length + 1))
  const moved = pinned.order.flatMap((other) =>
    [...pinned.buckets]
      .filter(([, bucket]) => bucket.consumer === other)
      .sort(([, one], [, two]) => one.inFlight - two.inFlight)
      .slice(0, Math.max(0, held(pinned.buckets, other) - fair))
  )
  const buckets = new Map(pinned.buckets)
  for (const [key, bucket] of moved) buckets.set(key, { ...bucket, consumer })
  return { ...pinned, order: [...pinned.order, consumer], buckets }
}

/** The buckets of one who leaves wait for the next event to be given to another. */
export const leftPinned = (pinned: Pinned, consumer: string): Pinned => ({
  ...pinned,
  order: pinned.order.filter((id) => id !== consumer),
  buckets: new Map([...pinned.buckets].filter(([, bucket]) => bucket.consumer !== consumer)),
})

export const answeredPinned = (pinned: Pinned, consumer: string, resolved: Resolved): Pinned => {
  const key = bucketOf(pinned.by, resolved)
  const bucket = pinned.buckets.get(key)
  if (bucket?.consumer !== consumer) return pinned
  return { ...pinned, buckets: new Map(pinned.buckets).set(key, { ...bucket, inFlight: bucket.inFlight - 1 }) }
}

/** The consumer that a message belongs to, assigned now if it had none. */
export const assigned = (pinned: Pinned, resolved: Resolved): { readonly pinned: Pinned; readonly consumer?: string; readonly key: number } => {
  const key = bucketOf(pinned.by, resolved)
  const owner = pinned.buckets.get(key)
  if (owner !== undefined) return { pinned, consumer: owner.consumer, key }
  const [first, ...others] = pinned.order
  if (first === undefined) return { pinned, key }
  const consumer = others.reduce((least, id) => (held(pinned.buckets, id) < held(pinned.buckets, least) ? id : least), first)
  return { pinned: { ...pinned, buckets: new Map(pinned.buckets).set(key, { consumer, inFlight: 0 }) }, consumer, key }
}

export const sentPinned = (pinned: Pinned, key: number): Pinned => {
  const bucket = pinned.buckets.get(key)
  return bucket === undefined ? pinned : { ...pinned, buckets: new Map(pinned.buckets).set(key, { ...bucket, inFlight: bucket.inFlight + 1 }) }
}

export const capacity = (consumers: Consumers): number => [...consumers.values()].reduce((sum, { limit, inFlight }) => sum + limit - sizeOf(inFlight), 0)
