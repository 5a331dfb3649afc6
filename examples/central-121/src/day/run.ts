import { existsSync } from 'node:fs'
import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import { hash53, toIso, type Plan } from '@disque/core'
import { masterKey } from '../calls/master-key.js'
import { factsWords, keyWords, storeWords, type Failed } from '../calls/messages.js'
import { openStore, type OpenedStore } from '../calls/open-store.js'
import type { Terminal } from '../calls/run.js'
import { wallTimeOf } from '../figures/intervals.js'
import { wallClock } from '../figures/wall-clock.js'
import { Unexpected } from '../traffic/send.js'
import { planFrom } from './configuration.js'
import { dayOf, threeDays, type Day } from './days.js'
import { figuresOf, type Figures } from './figures.js'
import { destination, discard, keep, type Destination } from './file.js'
import { mark, markerIn, same, type Marker } from './marker.js'
import { dayOptions, usage, type DayOptions } from './options.js'
import { jsonDay, renderChecked, renderDayFigures } from './print.js'
import { simulate } from './simulate.js'
import { unfinishedWords } from './stopped.js'

export interface DayTerminal extends Terminal {
  /** What is to be undone when somebody stops the program. */
  readonly onStop: (undo: () => void) => void
  /** Opens a store in another way: for tests. */
  readonly open?: typeof openStore
}

const fail = (words: string): Either<Failed, never> => E.left({ words })

/** As many as leave some waiting in the busy hours; two teams at least, one to open and one to close. */
const attendantsFor = (calls: number): number => Math.max(24, Math.ceil(calls / 78))

interface Work {
  readonly options: DayOptions
  readonly plan: Plan.Plan
  readonly days: readonly Day[]
  readonly marker: Marker
  readonly terminal: DayTerminal
}

const figuresIn = async (opened: OpenedStore, name: string, { days }: Work): Promise<Either<Failed, Figures>> => {
  const figures = await figuresOf(opened.store, days)
  return E.isLeft(figures) ? fail(factsWords(name, figures.left)) : figures
}

/** Simulates the days into an empty store, and reads the figures back from it. */
const fill = async (opened: OpenedStore, name: string, work: Work): Promise<Either<Failed, Figures>> => {
  const { options: { seed, callsOfAMeanDay }, plan, terminal, marker } = work
  const key = masterKey(terminal.vaultKey, opened.path, true)
  if (E.isLeft(key)) return fail(keyWords(key.left))
  const clock = wallClock(plan.timeZone)
  const onProgress = ({ date }: Day, at: Parameters<typeof toIso>[0]) =>
    terminal.err(`${date} ${clock === undefined ? toIso(at) : wallTimeOf(clock)(at).time}  ${terminal.wallSeconds().toFixed(1)} s`)
  const attendants = attendantsFor(callsOfAMeanDay)
  terminal.err(`Three days at ${plan.name}, seed ${seed}: about ${callsOfAMeanDay} calls of a mean day, ${attendants} attendants, into ${name}.`)
  try {
    await simulate({ on: opened, plan, seed, days: threeDays, callsOfAMeanDay, attendants, masterKey: key.right, onProgress })
  } catch (error) {
    if (error instanceof Unexpected) return fail(unfinishedWords(name, error))
    throw error
  }
  const marked = await mark(opened.readModel, marker)()
  return E.isLeft(marked) ? fail(unfinishedWords(name, new Unexpected('closing the file', marked.left))) : figuresIn(opened, name, work)
}

const inMemory = async (connection: string, work: Work): Promise<Either<Failed, Figures>> => {
  const opened = await openStore(connection, { folder: work.terminal.folder, mustExist: false })()
  if (E.isLeft(opened)) return fail(storeWords(opened.left))
  return fill(opened.right, connection, work)
}

/** A file that is there is never written to: it holds just these days, or is left alone. */
const recognised = async ({ path: file }: Destination, work: Work): Promise<Either<Failed, Figures>> => {
  const opened = await openStore(file, { folder: work.terminal.folder, mustExist: true })()
  if (E.isLeft(opened)) return fail(storeWords(opened.left))
  const marker = await markerIn(opened.right.readModel)
  const mine = marker !== undefined && same(marker, work.marker)
  if (mine) work.terminal.err(`${file} holds these days already: nothing is simulated anew, and the figures come from its events.`)
  const other = `${file} holds something else than these days of this seed. It was left as it is: name another file with --store, or delete it.`
  const figures = mine ? await figuresIn(opened.right, file, work) : fail(other)
  await opened.right.close()
  return figures
}

const inFile = async (to: Destination, work: Work): Promise<Either<Failed, Figures>> => {
  const { terminal } = work
  if (existsSync(to.path)) return recognised(to, work)
  if (existsSync(`${to.path}.key`)) return fail(`${to.path}.key is the key of a store that is not there: move it away, or name another file with --store.`)
  terminal.onStop(() => discard(to))
  try {
    const opened = await (terminal.open ?? openStore)(to.partial, { folder: terminal.folder, mustExist: false })()
    if (E.isLeft(opened)) return fail(storeWords(opened.left).replaceAll(to.partial, to.path))
    const figures = await fill(opened.right, to.path, work)
    await opened.right.close()
    if (E.isRight(figures)) keep(to)
    return figures
  } finally {
    discard(to)
  }
}

const report = ({ days, checked }: Figures, { options: { json, seed }, terminal: { out, err, wallSeconds } }: Work, file: string | undefined): number => {
  const say = json ? err : out
  for (const day of days) say(`\n${renderDayFigures(day)}`)
  say(`\n${renderChecked(checked)}`)
  say(file === undefined ? 'The events lay in this process’s memory, and are gone with it.'
    : [
        `The events lie in ${file}.`,
        'They were written in process durability, which outlives this program but not a power cut, and put into the file by a checkpoint at the end.',
        `Look again: npm run report -- --store ${file}`,
      ].join('\n'))
  const kept = checked.broken.length === 0
  if (json) out(JSON.stringify({ days: days.map(jsonDay), seed, events: checked.events, laws: kept ? 'kept' : checked.broken, store: file ?? null, wallSeconds: wallSeconds() }))
  return kept ? 0 : 1
}

/** Simulates the three days, unless the file holds them, and prints them from their events. Answers the exit code. */
export const runDay = async (args: readonly string[], terminal: DayTerminal): Promise<number> => {
  const failed = ({ words }: Failed): number => {
    terminal.err(words)
    return 1
  }
  const asked = dayOptions(args)
  if (E.isLeft(asked)) return failed(asked.left)
  const options = asked.right
  if (options.show === 'help') {
    terminal.out(usage)
    return 0
  }
  const plan = planFrom(options.plan, terminal.folder)
  if (E.isLeft(plan)) return failed(plan.left)
  if (options.show === 'plan') {
    terminal.out(JSON.stringify(plan.right, null, 2))
    return 0
  }
  const { seed, callsOfAMeanDay: calls, store } = options
  const days = threeDays.map((spec) => dayOf(spec, plan.right, calls))
  const marker: Marker = { seed, calls, days: threeDays.map((d) => d.date), plan: hash53(JSON.stringify(plan.right)) }
  const work: Work = { options, plan: plan.right, days, marker, terminal }
  const elsewhere = store !== undefined && /^(?!sqlite:)[a-z]{2,}:/.test(store) ? store : undefined
  const to = elsewhere === undefined ? destination(terminal.folder, store) : undefined
  const figures = to === undefined ? await inMemory(elsewhere ?? 'memory:', work) : await inFile(to, work)
  return E.isLeft(figures) ? failed(figures.left) : report(figures.right, work, to?.path)
}
