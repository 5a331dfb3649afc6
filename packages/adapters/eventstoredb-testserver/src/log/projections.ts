import { randomUUID } from 'node:crypto'
import { factsOf, isProjected, standardLinks, type Facts } from './standard-links.js'
import { metastreamOf } from './records.js'
import type { Position, ProjectionName, Projections, ProjectionState, Proposed } from './model.js'
import type { Records } from './records.js'

const none = new Uint8Array()
const openToAll = { $acl: { $r: '$all', $mr: '$all' } }

/** The standard projections in the order in which they write, with the numbers that a new server gives them. */
const standard: readonly (readonly [ProjectionName, number])[] = [
  ['$streams', 1],
  ['$by_category', 3],
  ['$stream_by_category', 2],
  ['$by_event_type', 4],
  ['$by_correlation_id', 5],
]

interface Parts {
  readonly records: Records
  /** Ticks of 100 ns since 1970. */
  readonly ticks: () => bigint
}

/** A projection and how far it has come. */
const projection = ({ records, ticks }: Parts, name: ProjectionName, number: number, started: boolean) => {
  let status: ProjectionState['status'] = started ? 'Running' : 'Stopped'
  let version = started ? 1n : 0n
  let shown = version
  let epoch = -1n
  let processed = 0n
  let next = 0
  // Behind it links stand already; a projection that was disabled without a checkpoint goes over events a second time.
  let written = 0
  let saved = 0
  let position: Position | undefined
  let checkpoint: Position | undefined
  let begun = new Set<string>()

  const write = (stream: string, type: string, isJson: boolean, data: string, metadata: Uint8Array = none) => {
    const proposed: Proposed = { id: randomUUID(), type, isJson, data: Buffer.from(data), metadata }
    records.write(stream, proposed, ticks())
  }
  /** A stream of links can be read by all; after a reset the links of before are hidden. */
  const prepare = (stream: string) => {
    const count = records.ofStream(stream).length
    const metastream = metastreamOf(stream)
    if (count === 0 && records.ofStream(metastream).length === 0) write(metastream, '$metadata', true, JSON.stringify(openToAll))
    else if (count > 0 && epoch >= 0n && !begun.has(stream)) write(metastream, '$metadata', true, JSON.stringify({ $tb: count, ...openToAll }))
    begun.add(stream)
  }

  return {
    name,
    isBehind: (index: number) => status === 'Running' && next <= index,
    take: (facts: Facts | undefined, index: number) => {
      const isNew = index >= written
      next = index + 1
      written = Math.max(written, next)
      if (facts === undefined) return
      const { event, correlation } = facts
      processed += 1n
      position = { commit: event.commit, prepare: event.prepare }
      const link = isNew ? standardLinks[name](facts) : undefined
      if (link === undefined) return
      const metadata = {
        $v: `${number}:${String(epoch)}:${String(shown)}:4`,
        $c: Number(event.commit),
        $p: Number(event.prepare),
        ...link.own,
        $causedBy: event.id,
        ...(correlation === undefined ? {} : { $correlationId: correlation }),
      }
      prepare(link.stream)
      write(link.stream, link.type, false, link.data, Buffer.from(JSON.stringify(metadata)))
    },
    enable: () => {
      if (status === 'Running') return
      version += 1n
      shown = version
      processed = 0n
      next = saved
      status = 'Running'
    },
    disable: (withCheckpoint: boolean) => {
      version += 1n
      if (status === 'Running' && withCheckpoint) {
        checkpoint = position
        saved = next
      }
      if (status === 'Running' && !withCheckpoint) status = 'Aborted/Stopped'
      else if (withCheckpoint) status = 'Stopped'
    },
    /** TESTSERVER-62 A projection that is reset begins again at the first event: it writes its links anew and hides those of before. */
    reset: () => {
      version += 1n
      shown = version
      epoch = version
      processed = 0n
      next = 0
      written = 0
      saved = 0
      position = undefined
      checkpoint = undefined
      begun = new Set()
      if (status !== 'Running') status = 'Stopped'
    },
    state: (): ProjectionState => ({
      name,
      status,
      version: shown,
      epoch,
      processed,
      ...(position === undefined ? {} : { position }),
      ...(checkpoint === undefined ? {} : { checkpoint }),
    }),
  }
}

/** The projections of a log. `follow` lets those that run take in what was written; `changed` is told when one of them has written by itself. */
export const standardProjections = (parts: Parts, started: boolean, changed: () => void): { readonly follow: () => void; readonly projections: Projections } => {
  const { all } = parts.records
  const every = standard.map(([name, number]) => projection(parts, name, number, started))
  let seen = 0

  /** From an index on: each event goes to all projections that have not had it, then comes the next. */
  const follow = (from: number) => {
    const until = all.length
    for (let index = from; index < until; index++) {
      const event = all[index]
      const behind = every.filter((one) => one.isBehind(index))
      if (event === undefined || behind.length === 0) continue
      const facts = isProjected(event) ? factsOf(event) : undefined
      for (const one of behind) one.take(facts, index)
    }
    seen = until
  }
  /** TESTSERVER-61 A projection that is enabled goes over the log from where it stood, then follows it; disabled it stands still. */
  const control = (name: ProjectionName, change: (one: (typeof every)[number]) => void) => {
    const one = every.find((other) => other.name === name)
    if (one === undefined) return
    change(one)
    follow(0)
    changed()
  }

  return {
    follow: () => {
      follow(seen)
    },
    projections: {
      list: () => every.map((one) => one.state()),
      enable: (name) => {
        control(name, (one) => {
          one.enable()
        })
      },
      disable: (name, withCheckpoint) => {
        control(name, (one) => {
          one.disable(withCheckpoint)
        })
      },
      reset: (name) => {
        control(name, (one) => {
          one.reset()
        })
      },
    },
  }
}
