import { existsSync } from 'node:fs'
import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import { masterKey } from '../calls/master-key.js'
import { factsWords, keyWords, storeWords, type Failed } from '../calls/messages.js'
import { openStore, type OpenedStore } from '../calls/open-store.js'
import type { CallsOptions, RoutedOptions } from '../calls/options.js'
import { recordedPlan, type RecordedPlan } from '../calls/plan.js'
import type { ReadLog } from '../calls/read-log.js'
import type { ScheduledCall } from '../calls/schedule.js'
import type { Terminal } from '../calls/terminal.js'
import { destination, discard, keep, type Destination } from '../day/file.js'
import { unfinishedWords } from '../day/stopped.js'
import { factsOf, type Facts } from '../figures/read.js'
import { Unexpected } from '../traffic/send.js'
import { jsonComparison, renderComparison } from './compare.js'
import { breakReason } from './desk.js'
import { isSame, mark, markerIn, markerOf, type Marker } from './marker.js'
import { policyFrom } from './policy.js'
import { recordedSide, routedSide } from './side.js'
import { routeAnew } from './simulate.js'

export interface RoutedAsked extends CallsOptions {
  readonly routed: RoutedOptions
  readonly log: ReadLog
  readonly calls: readonly ScheduledCall[]
}

interface Work {
  readonly asked: RoutedAsked
  readonly plan: RecordedPlan
  readonly marker: Marker
  readonly terminal: Terminal
}

const theRun = 'The run'

const fail = (words: string): Either<Failed, never> => E.left({ words })

const factsIn = async ({ store }: OpenedStore, name: string): Promise<Either<Failed, Facts>> => {
  const facts = await factsOf(store)()
  return E.isLeft(facts) ? fail(factsWords(name, facts.left)) : facts
}

/** Routes the log's calls into an empty store, and reads back what its events say. */
const fill = async (opened: OpenedStore, name: string, { asked, plan, marker, terminal }: Work): Promise<Either<Failed, Facts>> => {
  const key = masterKey(terminal.vaultKey, opened.path, true)
  if (E.isLeft(key)) return fail(keyWords(key.left))
  const { calls, clock, routed: { seed } } = asked
  terminal.err(`${calls.length} calls are routed anew, seed ${seed}, into ${name}.`)
  const onProgress = (date: string) => terminal.err(`${date}  ${terminal.wallSeconds().toFixed(1)} s`)
  try {
    await routeAnew({ on: opened, plan, calls, wall: clock, seed, masterKey: key.right, onProgress })
  } catch (error) {
    if (error instanceof Unexpected) return fail(unfinishedWords(name, error, theRun))
    throw error
  }
  const marked = await mark(opened.readModel, marker)()
  return E.isLeft(marked) ? fail(unfinishedWords(name, new Unexpected('closing the file', marked.left), theRun)) : factsIn(opened, name)
}

const inMemory = async (connection: string, work: Work): Promise<Either<Failed, Facts>> => {
  const opened = await openStore(connection, { folder: work.terminal.folder, mustExist: false })()
  return E.isLeft(opened) ? fail(storeWords(opened.left)) : fill(opened.right, connection, work)
}

/** A file that is there is never written to: it holds just this run, or is left alone. */
const recognised = async ({ path: file }: Destination, { terminal, marker }: Work): Promise<Either<Failed, Facts>> => {
  const opened = await openStore(file, { folder: terminal.folder, mustExist: true })()
  if (E.isLeft(opened)) return fail(storeWords(opened.left))
  const held = await markerIn(opened.right.readModel)
  const mine = held !== undefined && isSame(held, marker)
  if (mine) terminal.err(`${file} holds this log, routed by this policy with this seed, already: nothing was added.`)
  const facts = mine ? await factsIn(opened.right, file) : fail(`${file} holds something else than this log, routed by this policy with this seed. It was left as it is: name another file with --store.`)
  await opened.right.close()
  return facts
}

const inFile = async (to: Destination, work: Work): Promise<Either<Failed, Facts>> => {
  const { terminal } = work
  if (existsSync(to.path)) return recognised(to, work)
  if (existsSync(`${to.path}.key`)) return fail(`${to.path}.key is the key of a store that is not there: move it away, or name another file with --store.`)
  terminal.onStop?.(() => discard(to))
  try {
    const opened = await (terminal.open ?? openStore)(to.partial, { folder: terminal.folder, mustExist: false })()
    if (E.isLeft(opened)) return fail(storeWords(opened.left).replaceAll(to.partial, to.path))
    const facts = await fill(opened.right, to.path, work)
    await opened.right.close()
    if (E.isRight(facts)) {
      keep(to)
      terminal.err(`The events lie in ${to.path}. Look again: npm run report -- --store ${to.path}`)
    }
    return facts
  } finally {
    discard(to)
  }
}

/** Has a log's calls served by whomever the router chooses, and sets what comes of it beside the record. Answers the exit code. */
export const runRouted = async (asked: RoutedAsked, terminal: Terminal): Promise<number> => {
  const failed = ({ words }: Failed): number => {
    terminal.err(words)
    return 1
  }
  const { store, timeZone, clock, calls, log, json, language, routed: { seed, policy } } = asked
  const { plan: own, way } = recordedPlan(log.calls, timeZone)
  const unchanged = { ...own, breakReasons: [breakReason] }
  const plan = policy === undefined ? E.right(unchanged) : policyFrom(policy, terminal.folder, unchanged)
  if (E.isLeft(plan)) return failed(plan.left)
  const work: Work = { asked, plan: { plan: plan.right, way }, marker: markerOf(log.hash, timeZone, seed, plan.right), terminal }
  const elsewhere = /^(?!sqlite:)[a-z]{2,}:/.test(store)
  const facts = elsewhere ? await inMemory(store, work) : await inFile(destination(terminal.folder, store), work)
  if (E.isLeft(facts)) return failed(facts.left)
  const comparison = { recorded: recordedSide(calls, clock), routed: routedSide(facts.right), calls, clock }
  terminal.out(
    json
      ? JSON.stringify({ seed, policy: policy ?? null, ...jsonComparison(comparison), events: facts.right.events, wallSeconds: terminal.wallSeconds() })
      : renderComparison(comparison, language)
  )
  return 0
}
