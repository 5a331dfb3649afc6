import Database from 'better-sqlite3'
import type { Recorded } from '@disque/core'
import { commandIdOf, shifts, stepOf, streamOf } from './kill-plan.test-kit.js'
import { inFolder, opened } from './opened.test-kit.js'
import { runs } from './running.test-kit.js'

/** Lines of output after which a writer is killed: one at least, so that some die while they open the file. */
const linesAtMost = 400

interface Progress {
  /** The last step that was sent, and the last that was acknowledged; −1: none. */
  sent: number
  acknowledged: number
}
type Progresses = Readonly<Record<string, Progress>>

const follow = (progress: Progresses, lines: readonly string[]): void => {
  for (const line of lines) {
    const [word, shift = '', step] = line.split(' ')
    const of = progress[shift]
    if (of === undefined) continue
    if (word === 'sent') of.sent = Math.max(of.sent, Number(step))
    if (word === 'acknowledged') of.acknowledged = Math.max(of.acknowledged, Number(step))
  }
}

/** Everything acknowledged lies there, nothing twice, no append in part, and nothing that was never sent. */
const wrongIn = (shift: string, events: readonly Recorded[], { sent, acknowledged }: Progress): string | undefined => {
  let place = 0
  let step = 0
  for (; place < events.length; step++) {
    for (const type of stepOf(shift, step).types) {
      const e = events[place]
      if (e === undefined) return `${shift}: step ${step} was stored in part`
      if (e.revision !== place) return `${shift}: revision ${e.revision} lies at place ${place}`
      if (e.type !== type || e.metadata.commandId !== commandIdOf(shift, step)) return `${shift}: ${e.type} of ${e.metadata.commandId} lies where step ${step} belongs`
      place++
    }
  }
  const stored = step - 1
  if (stored < acknowledged) return `${shift}: step ${acknowledged} was acknowledged, but only ${stored} is there`
  return stored > sent ? `${shift}: step ${stored} is there, but only ${sent} was sent` : undefined
}

const check = async (path: string, progress: Progresses): Promise<{ readonly events: number; readonly wrong: readonly string[] }> => {
  const wrong: string[] = []
  const { store, close } = await opened(path)
  let events = 0
  for (const shift of shifts) {
    const found: Recorded[] = []
    for await (const read of store.read(streamOf(shift))) {
      if (read._tag === 'Left') wrong.push(`${shift}: ${JSON.stringify(read.left)}`)
      else found.push(read.right)
    }
    events += found.length
    const problem = wrongIn(shift, found, progress[shift] ?? { sent: -1, acknowledged: -1 })
    if (problem !== undefined) wrong.push(problem)
  }
  let all = 0
  let last = ''
  for await (const read of store.readAll()) {
    if (read._tag === 'Left') wrong.push(JSON.stringify(read.left))
    else if (read.right.position <= last) wrong.push(`position ${read.right.position} comes after ${last}`)
    else last = read.right.position
    all++
  }
  if (all !== events) wrong.push(`the store holds ${all} events, its streams ${events}`)
  await close()
  const file = new Database(path, { readonly: true })
  const integrity = String(file.pragma('integrity_check', { simple: true }))
  file.close()
  if (integrity !== 'ok') wrong.push(`integrity_check: ${integrity}`)
  return { events, wrong }
}

/** Kills a writer so many times, each at a random moment, on one and the same file; says a line for each. Answers what was wrong. */
export const killAgainAndAgain = async (times: number, say: (line: string) => void): Promise<{ readonly acknowledged: number; readonly wrong: readonly string[] }> => {
  const { path, dispose } = inFolder()
  const progress: Progresses = Object.fromEntries(shifts.map((shift) => [shift, { sent: -1, acknowledged: -1 }]))
  const acknowledged = () => shifts.reduce((sum, shift) => sum + (progress[shift]?.acknowledged ?? 0) + 1, 0)
  const wrong: string[] = []
  try {
    for (let kill = 1; kill <= times; kill++) {
      const killAt = 1 + Math.floor(Math.random() * linesAtMost)
      // It begins with what was sent last and not acknowledged: with the same command id.
      const before = acknowledged()
      const ran = await runs('kill-writer.test-kit.ts', [path, ...shifts.map((shift) => String((progress[shift]?.acknowledged ?? -1) + 1))], { killAt })
      follow(progress, ran.lines)
      const open = shifts.filter((shift) => (progress[shift]?.sent ?? -1) > (progress[shift]?.acknowledged ?? -1)).length
      const found = await check(path, progress)
      const problems = [...found.wrong, ...(ran.code === null ? [] : [`the writer ended by itself with ${ran.code}: ${ran.errors}`])]
      say(`kill ${kill}: ${acknowledged() - before} commands acknowledged, ${open} unanswered, ${found.events} events in the file: ${problems.length === 0 ? 'ok' : problems.join('; ')}`)
      wrong.push(...problems)
    }
  } finally {
    dispose()
  }
  return { acknowledged: acknowledged(), wrong }
}
