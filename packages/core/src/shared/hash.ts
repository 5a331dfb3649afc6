import type { EventId } from './ids.js'

const h = new Uint32Array(4)

const begin = (seed: number): void => {
  h[0] = 0x9e3779b9 ^ seed
  h[1] = 0x243f6a88
  h[2] = 0xb7e15162
  h[3] = 0xdeadbeef
}

/** Four 32-bit lanes over the text (Murmur-like): cheap and well spread, no secret. What is fed piece by piece counts as one text. */
const feed = (text: string): void => {
  let a = lane(0), b = lane(1), c = lane(2), d = lane(3)
  for (let i = 0; i < text.length; i++) {
    const k = text.charCodeAt(i)
    a = b ^ Math.imul(a ^ k, 597399067)
    b = c ^ Math.imul(b ^ k, 2869860233)
    c = d ^ Math.imul(c ^ k, 951274213)
    d = a ^ Math.imul(d ^ k, 2716044179)
  }
  h[0] = a
  h[1] = b
  h[2] = c
  h[3] = d
}

const end = (): void => {
  let a = lane(0), b = lane(1), c = lane(2), d = lane(3)
  a = Math.imul(c ^ (a >>> 18), 597399067)
  b = Math.imul(d ^ (b >>> 22), 2869860233)
  c = Math.imul(a ^ (c >>> 17), 951274213)
  d = Math.imul(b ^ (d >>> 19), 2716044179)
  h[0] = a ^ b ^ c ^ d
  h[1] = b ^ a
  h[2] = c ^ a
  h[3] = d ^ a
}

const lane = (i: number): number => h[i] ?? 0

const digits: readonly number[] = Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0))
const hyphens: ReadonlySet<number> = new Set([8, 13, 18, 23])
const uuidLength = 36
/** Where the 32 digits of a UUID stand in its text. */
const places: readonly number[] = Array.from({ length: uuidLength }, (_, i) => i).filter((i) => !hyphens.has(i))
const codes: number[] = Array.from({ length: uuidLength }, () => '-'.charCodeAt(0))

/** Of what has been mixed. One flat text: pieces joined would take five times the memory. */
const uuid = (): EventId => {
  h[1] = (lane(1) & 0xffff0fff) | 0x8000
  h[2] = (lane(2) & 0x3fffffff) | 0x80000000
  for (let i = 0; i < 32; i++) codes[places[i] ?? 0] = digits[(lane(i >>> 3) >>> (28 - 4 * (i & 7))) & 15] ?? 0
  return String.fromCharCode(...codes) as EventId
}

/** A UUID (form 8, RFC 9562) from text and a place: the same answer for ever. */
export const uuidFrom = (text: string, place: number): EventId => {
  begin(place)
  feed(text)
  end()
  return uuid()
}

/** What `uuidFrom` answers for `stream/command`, without joining the two. */
export const eventIdFrom = (stream: string, command: string, place: number): EventId => {
  begin(place)
  feed(stream)
  feed('/')
  feed(command)
  end()
  return uuid()
}

/** 53 bits of the text: enough to ask "was it here?", never to answer yes without looking. */
export const hash53 = (text: string): number => {
  begin(0)
  feed(text)
  end()
  return lane(0) * 0x200000 + (lane(1) >>> 11)
}
