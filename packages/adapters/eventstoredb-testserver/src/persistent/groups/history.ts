import type { Allows } from './filter.js'
import type { Input, Output } from '../group/group.js'
import type { Log, Position, Resolved, Stored } from '../../log/model.js'

type Page = Extract<Input, { readonly _tag: 'Read' | 'ReadFailed' }>
type Asked = Extract<Output, { readonly _tag: 'Read' }>

interface Source {
  readonly source: string
  readonly resolveLinks: boolean
  /** Undefined for a stream, and for `$all` without a filter. */
  readonly filtered: boolean
  readonly allows: Allows
}

export const resolved = (log: Log, resolveLinks: boolean, stored: Stored): Resolved =>
  resolveLinks ? log.resolve(stored) : { event: stored, commit: stored.commit }

/** Reads a page of history for a group. */
export const readPage = (log: Log, source: Source, asked: Asked): Page =>
  'revision' in asked.from ? streamPage(log, source, asked.from.revision, asked.count) : allPage(log, source, asked.from, asked)

const streamPage = (log: Log, { source, resolveLinks }: Source, from: bigint, count: number): Page => {
  const slice = log.readStream(source, from, count, 'forwards')
  switch (slice._tag) {
    case 'Deleted':
      return { _tag: 'ReadFailed' }
    case 'NotFound':
      return { _tag: 'Read', events: [], next: { revision: 0n }, atEnd: true }
    case 'Found':
      return { _tag: 'Read', events: slice.events.map((stored) => resolved(log, resolveLinks, stored)), next: { revision: slice.next }, atEnd: slice.atEnd }
  }
}

const lookAt = 500

const behind = ({ commit }: Stored): Position => ({ commit: commit + 1n, prepare: commit + 1n })

const allPage = (log: Log, { resolveLinks, filtered, allows }: Source, from: Position, { count, window }: Asked): Page => {
  const events: Resolved[] = []
  const most = filtered ? window : Number.POSITIVE_INFINITY
  let first: Stored | undefined
  let next = from
  let looked = 0
  let atEnd = false
  while (!atEnd && events.length < count && looked < most) {
    const wanted = Math.min(lookAt, most - looked)
    const records = log.readAll(next, wanted, 'forwards')
    first ??= records[0]
    for (const stored of records) {
      if (events.length === count) break
      looked += 1
      next = behind(stored)
      if (allows(stored)) events.push(resolved(log, resolveLinks, stored))
    }
    atEnd = records.length < wanted && events.length < count
  }
  const page: Page = { _tag: 'Read', events, next, atEnd }
  if (!filtered || events.length > 0 || first === undefined) return page
  return { ...page, filtered: { place: { commit: first.commit, prepare: first.prepare }, count: BigInt(looked) } }
}
