import { appender } from './append.js'
import { allReader, liveReader, streamReader } from './read.js'
import { resolver } from './links.js'
import { metadataIn } from './stream-metadata.js'
import { emptyRecords } from './records.js'
import { standardProjections } from './projections.js'
import { writeFirstRecords } from './first-records.js'
import type { Log, LogOptions } from './model.js'

/**
 * A log in memory.
 *
 * @example
 * const log = memoryLog()
 * log.append('order-1', 'no-stream', [{ id: randomUUID(), type: 'Placed', isJson: true, data, metadata }])
 */
export const memoryLog = (options: LogOptions = {}): Log => {
  const now = options.now ?? Date.now
  const maxAppendSize = options.maxAppendSize ?? 1024 * 1024
  const records = emptyRecords()
  writeFirstRecords(records, now, options.accounts ?? {})
  const listeners = new Set<() => void>()
  const appended = () => {
    for (const listener of listeners) listener()
  }
  const metadata = metadataIn(records)
  const readStream = streamReader(records, metadata, now)
  const ticks = () => BigInt(now()) * 10_000n
  const { follow, projections } = standardProjections({ records, ticks }, options.standardProjections ?? false, appended)
  const writes = appender({ records, metadata, readStream, ticks, maxAppendSize, project: follow, appended })
  return {
    ...writes,
    maxAppendSize,
    readStream,
    readLive: liveReader(records),
    readAll: allReader(records),
    lastRevision: records.lastRevision,
    streamMetadata: metadata,
    resolve: resolver(readStream),
    projections,
    onAppended: (listener) => {
      // A function of its own, so that one listener may be given twice.
      const called = () => {
        listener()
      }
      listeners.add(called)
      return () => {
        listeners.delete(called)
      }
    },
    isBoundary: ({ commit }) => records.begins(commit),
    end: () => ({ commit: records.end(), prepare: records.end() }),
  }
}
