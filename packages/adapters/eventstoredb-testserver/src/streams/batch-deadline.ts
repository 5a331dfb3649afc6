import type { BatchAppendReq } from '@eventstore/db-client/generated/streams_pb.js'

// As the server is set by default.
const longest = 2_000

/** Milliseconds that an append in chunks has to become whole. The definitions know a deadline as an instant only. */
export const batchTimeout = (options: BatchAppendReq.Options): number => {
  const instant = options.getDeadline()
  if (instant === undefined) return longest
  return Math.min(longest, instant.getSeconds() * 1_000 + instant.getNanos() / 1_000_000 - Date.now())
}
