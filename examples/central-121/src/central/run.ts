import { randomUUID } from 'node:crypto'
import { existsSync, rmSync } from 'node:fs'
import path from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import { streamName, type CentreId, type EventStore, type Position } from '@disque/core'
import { runWithOptions } from '../calls/arguments.js'
import type { Failed } from '../calls/messages.js'
import type { Terminal } from '../calls/terminal.js'
import { checker } from '../check/check.js'
import { wallTimeOf } from '../figures/intervals.js'
import { wallClock } from '../figures/wall-clock.js'
import { Unexpected } from '../traffic/send.js'
import { live, type Lived } from './live.js'
import type { Places } from './messages.js'
import { centralOptions, usage, type CentralOptions } from './options.js'
import { compared, outcomes, type Outcomes } from './outcomes.js'
import { openPlaces, placesOf } from './places.js'
import { faultsOf, jsonRun, renderRun, type Proof } from './print.js'
import { reference } from './reference.js'
import { settingOf } from './setting.js'

const fail = (words: string): Either<Failed, never> => E.left({ words })

/** Where a centre's events begin at the earliest: nobody else's plan lies behind. Two runs of one name would be one. */
const beginning = async (store: EventStore, centre: CentreId): Promise<Either<Failed, Position | undefined>> => {
  let last: Position | undefined
  for await (const read of store.readAll({ filter: { categories: ['centre'] } })) {
    if (E.isLeft(read)) return fail(`The store cannot be read: ${JSON.stringify(read.left)}.`)
    if (read.right.stream === streamName('centre', centre)) return fail(`The store holds a run of this name already: give another one with --run, or leave --run out. Nothing was written.`)
    last = read.right.position
  }
  return E.right(last)
}

/** Looks at all that the run has written. */
const prove = async (lived: Lived, held: Outcomes): Promise<Either<Failed, Proof>> => {
  const [{ see: check, end }, { see: count, found }] = [checker(), outcomes()]
  for await (const read of lived.store.readAll()) {
    if (E.isLeft(read)) return fail(`The store cannot be read: ${JSON.stringify(read.left)}.`)
    check(read.right)
    count(read.right)
  }
  return E.right({ run: found, held, comparison: compared(found, held), checked: end(), lived })
}

const storeWords = ({ store }: Places, run: string): string =>
  store.kind === 'sqlite'
    ? `The events lie in ${store.file}. Look again: npm run check -- --store ${store.file}`
    : `The events lie in the EventStoreDB, under the centre central-121-${run}. Look again, with everything else that lies there: npm run check -- --store esdb://…`

/** What was only worked out from the events is not kept, where this run has made the file for it. */
const tidy = ({ readModel }: Places, { readModels }: CentralOptions): void => {
  if (readModel.kind === 'sqlite' && readModels === undefined) rmSync(path.dirname(readModel.file), { recursive: true, force: true })
}

const runWith = async (options: CentralOptions, terminal: Terminal): Promise<Either<Failed, number>> => {
  const { out, err, wallSeconds, folder } = terminal
  const run = options.run ?? randomUUID().slice(0, 8)
  const places = placesOf(options, folder, run)
  if (E.isLeft(places)) return places
  const log = options.log === undefined ? undefined : path.resolve(folder, options.log)
  if (log !== undefined && !existsSync(path.dirname(log))) return fail(`--log: the folder ${path.dirname(log)} does not exist.`)
  const setting = settingOf(options, run)
  const opened = await openPlaces(places.right)
  if (E.isLeft(opened)) return opened
  try {
    const after = await beginning(opened.right.store, setting.plan.centre)
    if (E.isLeft(after)) return after
    err(`${setting.day.date} at ${setting.plan.name}, run ${run}, seed ${setting.seed}: first under a held clock, then with ${options.workers} workers at speed ${options.speed}.`)
    const held = await reference(setting)
    const clock = wallClock(setting.plan.timeZone)
    const lived = await live({
      options, setting, places: places.right, opened: opened.right, after: after.right, log, tell: err,
      onStop: (undo) => terminal.onStop?.(undo),
      onProgress: (at) => err(`${clock === undefined ? String(at) : wallTimeOf(clock)(at).time}  ${wallSeconds().toFixed(0)} s`),
    })
    if (E.isLeft(lived)) return lived
    const proof = await prove(lived.right, held)
    if (E.isLeft(proof)) return proof
    const say = options.json ? err : out
    say(`\n${renderRun(proof.right, options)}\n\n${storeWords(places.right, run)}`)
    if (options.json) out(JSON.stringify({ name: run, seed: setting.seed, speed: options.speed, workers: options.workers, ...jsonRun(proof.right, options.speed) }))
    return E.right(faultsOf(proof.right, options.speed).length === 0 ? 0 : 1)
  } catch (error) {
    if (error instanceof Unexpected) return fail(`The run broke off at "${error.command}", which ended in ${JSON.stringify(error.failure)}. Where that is no trouble of the store, it is a fault of this program: report it with the seed.`)
    throw error
  } finally {
    await opened.right.close()
    tidy(places.right, options)
  }
}

/** Runs a day with several workers, and proves from its events that nothing was lost or done twice. Answers the exit code. */
export const runCentral = (args: readonly string[], terminal: Terminal): Promise<number> =>
  runWithOptions(centralOptions(args), usage, terminal, (options) => runWith(options, terminal))
