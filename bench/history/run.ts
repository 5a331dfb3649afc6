import { fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { CentreId, Instant } from '@disque/core'
import { open, placesOf, type Places } from '../load/stores.js'
import { fromSource } from '../load/worker-process.js'
import { fill, type Filled } from './fill.js'
import type { further, level } from './measure.js'

/** What a process of its own is to measure, so that its memory is its own. */
export interface Task {
  readonly does: 'level' | 'further'
  readonly places: Places
  readonly centre: CentreId
  readonly at: Instant
  readonly contacts: number
}

const main = fileURLToPath(new URL('process-main.ts', import.meta.url))

const inProcess = async <A>(task: Task): Promise<A> => {
  const child = fork(main, [], { execArgv: [...fromSource], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const answer = once(child, 'message') as Promise<[A]>
  child.send(task)
  const ended = once(child, 'exit').then(([code]) => Promise.reject(new Error(`it ended with ${String(code)} before it answered`)))
  const [result] = await Promise.race([answer, ended])
  ended.catch(() => undefined)
  return result
}

const fileMiB = (path: string): number | undefined => (existsSync(path) ? Math.round(statSync(path).size / 2 ** 20) : undefined)

export interface HistoryOptions {
  readonly store: string | undefined
  readonly readModels: string | undefined
  /** How many contacts have been before. */
  readonly before: number
  readonly contacts: number
}

/** A store filled with contacts that are over, and what the next ones cost there. */
export const afterHistory = async ({ store, readModels, before, contacts }: HistoryOptions, say: (words: string) => void) => {
  const found = await placesOf({ store, readModels, durability: 'process' })
  try {
    const { places } = found
    // A server keeps the histories of other runs.
    const centre = `history-${randomUUID().slice(0, 8)}` as CentreId
    const opened = await open(places)
    const filled: Filled = await fill(opened.store, centre, before).finally(opened.close)
    say(`${before.toLocaleString('en')} contacts are there: ${filled.events.toLocaleString('en')} events in ${Math.round(filled.seconds)} s`)
    const task = { places, centre, at: filled.until, contacts }
    const atLevel = await inProcess<Awaited<ReturnType<typeof level>>>({ does: 'level', ...task })
    say(`a worker is level after ${atLevel.levelSeconds} s`)
    const cost = await inProcess<Awaited<ReturnType<typeof further>>>({ does: 'further', ...task })
    const size = fileMiB(places.store)
    return { store: found.says, before, events: filled.events, fillSeconds: Math.round(filled.seconds), ...(size === undefined ? {} : { fileMiB: size }), ...atLevel, ...cost }
  } finally {
    await found.stop()
  }
}
