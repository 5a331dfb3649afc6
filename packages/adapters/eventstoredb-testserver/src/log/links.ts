import type { Log, Resolved, Stored } from './model.js'

const form = /^(-?\d{1,19})(?:@(.*))?$/s

/**
 * TESTSERVER-11 A link gives its target as far as that can be read: of a target that is deleted, truncated or was never there only the link is left,
 * revision -1 is the last event, and data that names no revision leaves the link as an event of its own.
 */
export const resolver =
  (readStream: Log['readStream']) =>
  (stored: Stored): Resolved => {
    const { commit } = stored
    if (stored.type !== '$>') return { event: stored, commit }
    const found = form.exec(Buffer.from(stored.data.buffer, stored.data.byteOffset, stored.data.byteLength).toString())
    const revision = found?.[1] === undefined ? undefined : BigInt(found[1])
    if (revision === undefined) return { event: stored, commit }
    const stream = found?.[2] ?? ''
    if (stream === '' || revision < -1n) return { link: stored, commit }
    const slice = readStream(stream, revision === -1n ? 'end' : revision, 1, revision === -1n ? 'backwards' : 'forwards')
    const event = slice._tag === 'Found' ? slice.events[0] : undefined
    return event === undefined || (revision >= 0n && event.revision !== revision) ? { link: stored, commit } : { event, link: stored, commit }
  }
