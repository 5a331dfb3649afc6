import type { Log, Position, Stored } from '../log/model.js'
import { eventBytes } from './event-bytes.js'
import type { UuidForm } from './uuids.js'
import { empty, long, nested, positionParts, streamIdentifier, text } from './wire.js'

export const confirmation = (subscriptionId: string): Buffer => nested(2, text(1, subscriptionId))
export const checkpoint = (position: Position): Buffer => nested(3, ...positionParts(position))
export const streamNotFound = (stream: string): Buffer => nested(4, streamIdentifier(1, stream))
export const firstStreamPosition = (revision: bigint): Buffer => long(5, revision)
export const lastStreamPosition = (revision: bigint): Buffer => long(6, revision)
export const caughtUp: Buffer = empty(8)

/** An event as it is answered, with its link resolved if that was asked for. */
export const eventAnswer =
  (log: Log, { resolveLinks, uuids }: { readonly resolveLinks: boolean; readonly uuids: UuidForm }) =>
  (stored: Stored): Buffer =>
    eventBytes(resolveLinks ? log.resolve(stored) : { event: stored, commit: stored.commit }, uuids)
