import type { Resolved, Stored } from '../log/model.js'
import { uuidContent } from './uuids.js'
import type { UuidForm } from './uuids.js'
import { fieldSize, longSize, writeHead, writeLong } from './wire.js'

const json = 'application/json'
const octets = 'application/octet-stream'

const entrySize = (key: string, valueLength: number) => fieldSize(key.length) + fieldSize(valueLength)

const writeText = (into: Buffer, offset: number, field: number, value: string, length: number) => {
  const at = writeHead(into, offset, field, length)
  into.write(value, at)
  return at + length
}

const writeBytes = (into: Buffer, offset: number, field: number, value: Uint8Array) => {
  const at = writeHead(into, offset, field, value.length)
  into.set(value, at)
  return at + value.length
}

const writeEntry = (into: Buffer, offset: number, key: string, value: string, length: number) => {
  const at = writeHead(into, offset, 6, entrySize(key, length))
  return writeText(into, writeText(into, at, 1, key, key.length), 2, value, length)
}

const writeNumber = (into: Buffer, offset: number, field: number, value: bigint) => {
  into[offset] = field * 8
  return writeLong(into, offset + 1, value)
}

/** How a recorded event is written, with all lengths known beforehand, so that one buffer is enough. */
interface Plan {
  readonly size: number
  readonly write: (into: Buffer, offset: number) => number
}

const plan = (stored: Stored, as: UuidForm): Plan => {
  const id = uuidContent(stored.id, as)
  const stream = Buffer.byteLength(stored.stream)
  const type = Buffer.byteLength(stored.type)
  const created = String(stored.created)
  const contentType = stored.isJson ? json : octets
  const size =
    fieldSize(id.length) +
    fieldSize(fieldSize(stream)) +
    (3 + longSize(stored.revision) + longSize(stored.prepare) + longSize(stored.commit)) +
    fieldSize(entrySize('type', type)) +
    fieldSize(entrySize('created', created.length)) +
    fieldSize(entrySize('content-type', contentType.length)) +
    fieldSize(stored.metadata.length) +
    fieldSize(stored.data.length)
  return {
    size,
    write: (into, offset) => {
      let at = writeBytes(into, offset, 1, id)
      at = writeHead(into, at, 2, fieldSize(stream))
      at = writeText(into, at, 3, stored.stream, stream)
      at = writeNumber(into, at, 3, stored.revision)
      at = writeNumber(into, at, 4, stored.prepare)
      at = writeNumber(into, at, 5, stored.commit)
      at = writeEntry(into, at, 'type', stored.type, type)
      at = writeEntry(into, at, 'created', created, created.length)
      at = writeEntry(into, at, 'content-type', contentType, contentType.length)
      at = writeBytes(into, at, 7, stored.metadata)
      return writeBytes(into, at, 8, stored.data)
    },
  }
}

/** TESTSERVER-01 A record carries its type, its content type, when it was created (ticks since 1970, as text) and both positions, in streams too. */
export const eventBytes = ({ event, link, commit }: Resolved, as: UuidForm): Buffer => {
  const eventPlan = event === undefined ? undefined : plan(event, as)
  const linkPlan = link === undefined ? undefined : plan(link, as)
  const size =
    (eventPlan === undefined ? 0 : fieldSize(eventPlan.size)) +
    (linkPlan === undefined ? 0 : fieldSize(linkPlan.size)) +
    (commit === undefined ? 2 : 1 + longSize(commit))
  const into = Buffer.allocUnsafe(fieldSize(size))
  let at = writeHead(into, 0, 1, size)
  if (eventPlan !== undefined) at = eventPlan.write(into, writeHead(into, at, 1, eventPlan.size))
  if (linkPlan !== undefined) at = linkPlan.write(into, writeHead(into, at, 2, linkPlan.size))
  if (commit === undefined) writeHead(into, at, 4, 0)
  else writeNumber(into, at, 3, commit)
  return into
}
