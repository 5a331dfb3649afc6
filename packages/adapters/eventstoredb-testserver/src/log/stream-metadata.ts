import { deletedRevision, isMetastream, metastreamOf } from './records.js'
import type { StreamMetadata } from './model.js'
import type { Records } from './records.js'

const none: StreamMetadata = {}
const ofMetastreams: StreamMetadata = { maxCount: 1n }

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The fields of a JSON object, or nothing if it is not one. */
export const jsonObject = (data: Uint8Array): Record<string, unknown> | undefined => {
  try {
    const value: unknown = JSON.parse(Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString())
    return isRecord(value) ? value : undefined
  } catch {
    return undefined
  }
}

const whole = (value: unknown): bigint | undefined => {
  if (typeof value !== 'number' || !Number.isInteger(value)) return undefined
  // The largest revision has no exact number; the nearest one lies above it.
  return value >= Number(deletedRevision) ? deletedRevision : BigInt(value)
}

const positive = (value: unknown): bigint | undefined => {
  const number = whole(value)
  return number !== undefined && number > 0n ? number : undefined
}

/** What metadata says that was written as this data; nothing if it is no JSON object. */
export const readMetadata = (data: Uint8Array): StreamMetadata => {
  const json = jsonObject(data)
  if (json === undefined) return none
  const maxCount = positive(json['$maxCount'])
  const maxAge = positive(json['$maxAge'])
  const tb = whole(json['$tb'])
  const truncateBefore = tb !== undefined && tb >= 0n ? tb : undefined
  return {
    ...(maxCount === undefined ? {} : { maxCount }),
    ...(maxAge === undefined ? {} : { maxAge }),
    ...(truncateBefore === undefined ? {} : { truncateBefore }),
  }
}

/** Reads a stream's metadata from the last event of its metastream. */
export const metadataIn = (records: Records) => {
  const known = new WeakMap<Uint8Array, StreamMetadata>()
  return (stream: string): StreamMetadata => {
    if (isMetastream(stream)) return ofMetastreams
    // A closed stream has none.
    if (records.lastRevision(stream) === deletedRevision) return none
    const last = records.ofStream(metastreamOf(stream)).at(-1)
    if (last === undefined || last.data.length === 0 || !last.isJson) return none
    const before = known.get(last.data)
    if (before !== undefined) return before
    const metadata = readMetadata(last.data)
    known.set(last.data, metadata)
    return metadata
  }
}

export const isSoftDeleted = (metadata: StreamMetadata) => metadata.truncateBefore === deletedRevision
