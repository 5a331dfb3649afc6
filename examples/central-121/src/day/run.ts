import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { hash53, toIso, type Plan } from '@disque/core'
import { factsWords, type Failed } from '../calls/messages.js'
import type { Terminal } from '../calls/terminal.js'
import { renderChecked } from '../check/print.js'
import { wallTimeOf } from '../figures/intervals.js'
import { wallClock } from '../figures/wall-clock.js'
import { runKept, type KeptRun } from '../runs/kept.js'
import { marking } from '../runs/marker.js'
import { planFrom } from './configuration.js'
import { dayOf, threeDays, type Day } from './days.js'
import { figuresOf, type Figures } from './figures.js'
import { dayOptions, usage, type DayOptions } from './options.js'
import { jsonDay, renderDayFigures } from './print.js'
import { simulate } from './simulate.js'

export interface DayTerminal extends Terminal {
  /** What is to be undone when somebody stops the program. */
  readonly onStop: (undo: () => void) => void
}

/** As many as leave some waiting in the busy hours; two teams at least, one to open and one to close. */
const attendantsFor = (calls: number): number => Math.max(24, Math.ceil(calls / 78))

interface Work {
  readonly options: DayOptions
  readonly plan: Plan.Plan
  readonly days: readonly Day[]
  readonly terminal: DayTerminal
}

/** Which days a store holds. */
const Marker = t.type({ seed: t.number, calls: t.number, days: t.readonlyArray(t.string), plan: t.number }, 'Marker')

/** Simulates the days into an empty store, and reads the figures back from it. */
const runOf = ({ options: { seed, callsOfAMeanDay }, plan, days, terminal }: Work): KeptRun<Figures> => ({
  terminal,
  called: 'The days',
  marking: marking(Marker, 'simulated-days', { seed, calls: callsOfAMeanDay, days: threeDays.map((d) => d.date), plan: hash53(JSON.stringify(plan)) }),
  simulate: (on, name, key) => {
    const clock = wallClock(plan.timeZone)
    const onProgress = ({ date }: Day, at: Parameters<typeof toIso>[0]) =>
      terminal.err(`${date} ${clock === undefined ? toIso(at) : wallTimeOf(clock)(at).time}  ${terminal.wallSeconds().toFixed(1)} s`)
    const attendants = attendantsFor(callsOfAMeanDay)
    terminal.err(`Three days at ${plan.name}, seed ${seed}: about ${callsOfAMeanDay} calls of a mean day, ${attendants} attendants, into ${name}.`)
    return simulate({ on, plan, seed, days: threeDays, callsOfAMeanDay, attendants, masterKey: key, onProgress })
  },
  read: async ({ store }, name) => {
    const figures = await figuresOf(store, days)
    return E.isLeft(figures) ? E.left({ words: factsWords(name, figures.left) }) : figures
  },
  already: (file) => `${file} holds these days already: nothing is simulated anew, and the figures come from its events.`,
  another: (file) => `${file} holds something else than these days of this seed. It was left as it is: name another file with --store, or delete it.`,
})

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
  const { callsOfAMeanDay: calls, store } = options
  const days = threeDays.map((spec) => dayOf(spec, plan.right, calls))
  const work: Work = { options, plan: plan.right, days, terminal }
  const kept = await runKept(store, runOf(work))
  return E.isLeft(kept) ? failed(kept.left) : report(kept.right.found, work, kept.right.file)
}
