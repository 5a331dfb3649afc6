/** Pieces of protobuf messages, written by hand: answers are many and small, and general encoders cost most of a test server's time. */

const fieldKey = (field: number, kind: 0 | 2) => field * 8 + kind

/** Bytes that a number takes as a varint. */
const varintSize = (value: number): number => {
  let size = 1
  let rest = value
  while (rest >= 128) {
    rest = Math.floor(rest / 128)
    size += 1
  }
  return size
}

/** Writes a whole number up to 2^53; gives the offset behind it. */
const writeVarint = (into: Buffer, offset: number, value: number): number => {
  let at = offset
  let rest = value
  while (rest >= 128) {
    into[at++] = (rest % 128) + 128
    rest = Math.floor(rest / 128)
  }
  into[at++] = rest
  return at
}

const exact = BigInt(Number.MAX_SAFE_INTEGER)

/** The same for unsigned numbers of 64 bits. */
export const longSize = (value: bigint): number => {
  if (value <= exact) return varintSize(Number(value))
  let size = 1
  for (let rest = value >> 7n; rest > 0n; rest >>= 7n) size += 1
  return size
}

export const writeLong = (into: Buffer, offset: number, value: bigint): number => {
  if (value <= exact) return writeVarint(into, offset, Number(value))
  let at = offset
  let rest = value
  for (; rest >= 128n; rest >>= 7n) into[at++] = Number(rest & 127n) + 128
  into[at++] = Number(rest)
  return at
}

/** Bytes of a field with its key (of one byte) and its length. */
export const fieldSize = (length: number): number => 1 + varintSize(length) + length

/** Writes the key and the length of a field of bytes. */
export const writeHead = (into: Buffer, offset: number, field: number, length: number): number => {
  into[offset] = fieldKey(field, 2)
  return writeVarint(into, offset + 1, length)
}

/** A field that holds a message made of these parts. */
export const nested = (field: number, ...parts: readonly Uint8Array[]): Buffer => {
  let length = 0
  for (const part of parts) length += part.length
  const into = Buffer.allocUnsafe(fieldSize(length))
  let at = writeHead(into, 0, field, length)
  for (const part of parts) {
    into.set(part, at)
    at += part.length
  }
  return into
}

export const text = (field: number, value: string): Buffer => nested(field, Buffer.from(value))

export const long = (field: number, value: bigint): Buffer => {
  const into = Buffer.allocUnsafe(1 + longSize(value))
  into[0] = fieldKey(field, 0)
  writeLong(into, 1, value)
  return into
}

export const empty = (field: number): Buffer => nested(field)

/** Both numbers of a position, as all messages for positions have them. */
export const positionParts = ({ commit, prepare }: { readonly commit: bigint; readonly prepare: bigint }): readonly [Buffer, Buffer] => [
  long(1, commit),
  long(2, prepare),
]

/** The field of a message that names a stream. */
export const streamIdentifier = (field: number, stream: string): Buffer => nested(field, text(3, stream))
