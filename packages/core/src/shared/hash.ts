import type { EventId } from './ids.js'

const h = new Uint32Array(4)

/** Four 32-bit lanes over the text (Murmur-like): cheap and well spread, no secret. */
const mix = (text: string, seed: number): void => {
  let a = 0x9e3779b9 ^ seed, b = 0x243f6a88, c = 0xb7e15162, d = 0xdeadbeef
  for (let i = 0; i < text.length; i++) {
    const k = text.charCodeAt(i)
    a = b ^ Math.imul(a ^ k, 597399067)
    b = c ^ Math.imul(b ^ k, 2869860233)
    c = d ^ Math.imul(c ^ k, 951274213)
    d = a ^ Math.imul(d ^ k, 2716044179)
  }
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

/** A UUID (form 8, RFC 9562) from text and a place: the same answer for ever. One flat text: pieces joined would take five times the memory. */
export const uuidFrom = (text: string, place: number): EventId => {
  mix(text, place)
  h[1] = (lane(1) & 0xffff0fff) | 0x8000
  h[2] = (lane(2) & 0x3fffffff) | 0x80000000
  for (let i = 0; i < 32; i++) codes[places[i] ?? 0] = digits[(lane(i >>> 3) >>> (28 - 4 * (i & 7))) & 15] ?? 0
  return String.fromCharCode(...codes) as EventId
}

/** 53 bits of the text: enough to ask "was it here?", never to answer yes without looking. */
export const hash53 = (text: string): number => {
  mix(text, 0)
  return lane(0) * 0x200000 + (lane(1) >>> 11)
}
