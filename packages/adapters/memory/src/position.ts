import type { Position } from '@disque/core'

const low: readonly string[] = Array.from({ length: 10_000 }, (_, i) => String(i).padStart(4, '0'))
let highNumber = 0
let high = '000000000000'

/** The position of the event at this index of the log: 16 digits, the first is 1. Two shared halves, so it costs next to nothing. */
export const positionText = (index: number): Position => {
  const n = index + 1
  const top = Math.floor(n / 10_000)
  if (top !== highNumber) {
    highNumber = top
    high = String(top).padStart(12, '0')
  }
  return high + (low[n - top * 10_000] as string)
}

/** Where reading goes on after a position; `undefined` when the text is no position. */
export const indexAfter = (after: Position | undefined): number | undefined => {
  if (after === undefined || after === '') return 0
  return /^\d{16}$/.test(after) ? Number(after) : undefined
}
