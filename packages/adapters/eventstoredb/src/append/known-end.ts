import type { Position } from '@disque/core'

export interface KnownEnd {
  /** An event lies at this position, stored at whatever time. */
  readonly saw: (position: Position) => void
  /** An event of one's own was stored at this position just now. */
  readonly stored: (position: Position) => void
  /** What was known before may be behind: others may have written, or an own append may have been stored unseen. */
  readonly doubt: () => void
  /** The highest position known, refreshed when it is not of just now. */
  readonly before: () => Promise<Position> | Position
}

const justNowMs = 2

/**
 * ESDB-10 The server's answer to a repeat looks like a first answer, except that its position is the first one's.
 * So an append whose position is no higher than what was known to be stored before it was sent was there already.
 * What is known is asked for anew when nothing was heard for a moment, and after any lost answer: one read, while the store is idle.
 * What is left are two processes that send the same events within that moment: each may be told that its own were stored now.
 */
export const knownEnd = (readEnd: () => Promise<Position | undefined>, now: () => number = () => performance.now()): KnownEnd => {
  let highest: Position = ''
  let heardAt = -Infinity
  let asking: Promise<Position> | undefined
  let doubts = 0

  const saw = (position: Position) => {
    if (position > highest) highest = position
  }
  // A doubt is ended only by a question that was asked after it.
  const ask = async (): Promise<Position> => {
    const asked = doubts
    try {
      saw((await readEnd()) ?? '')
      if (asked === doubts) heardAt = now()
    } finally {
      if (asked === doubts) asking = undefined
    }
    return highest
  }
  return {
    saw,
    stored: (position) => {
      saw(position)
      if (heardAt !== -Infinity) heardAt = now()
    },
    doubt: () => {
      doubts++
      heardAt = -Infinity
      asking = undefined
    },
    before: () => (now() - heardAt < justNowMs ? highest : (asking ??= ask())),
  }
}
