import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { hash53 } from '@disque/core'
import { factsWords, type Failed } from '../calls/messages.js'
import type { CallsOptions, RoutedOptions } from '../calls/options.js'
import { recordedPlan, type RecordedPlan } from '../calls/plan.js'
import type { ReadLog } from '../calls/read-log.js'
import type { ScheduledCall } from '../calls/schedule.js'
import type { Terminal } from '../calls/terminal.js'
import { factsOf, type Facts } from '../figures/read.js'
import { runKept, type KeptRun } from '../runs/kept.js'
import { marking } from '../runs/marker.js'
import { jsonComparison, renderComparison } from './compare.js'
import { breakReason } from './desk.js'
import { policyFrom } from './policy.js'
import { recordedSide, routedSide } from './side.js'
import { routeAnew } from './simulate.js'

export interface RoutedAsked extends CallsOptions {
  readonly routed: RoutedOptions
  readonly log: ReadLog
  readonly calls: readonly ScheduledCall[]
}

/** Which run a store holds. */
const Marker = t.type({ log: t.string, timeZone: t.string, seed: t.number, plan: t.number }, 'RoutedLog')

/** Routes the log's calls into an empty store, and reads back what its events say. */
const runOf = (asked: RoutedAsked, plan: RecordedPlan, terminal: Terminal): KeptRun<Facts> => {
  const { calls, clock, log, timeZone, routed: { seed } } = asked
  const thisRun = 'this log, routed by this policy with this seed'
  return {
    terminal,
    called: 'The run',
    marking: marking(Marker, 'routed-log', { log: log.hash, timeZone, seed, plan: hash53(JSON.stringify(plan.plan)) }),
    simulate: (on, name, key) => {
      terminal.err(`${calls.length} calls are routed anew, seed ${seed}, into ${name}.`)
      const onProgress = (date: string) => terminal.err(`${date}  ${terminal.wallSeconds().toFixed(1)} s`)
      return routeAnew({ on, plan, calls, wall: clock, seed, masterKey: key, onProgress })
    },
    read: async ({ store }, name) => {
      const facts = await factsOf(store)()
      return E.isLeft(facts) ? E.left({ words: factsWords(name, facts.left) }) : facts
    },
    already: (file) => `${file} holds ${thisRun}, already: nothing was added.`,
    another: (file) => `${file} holds something else than ${thisRun}. It was left as it is: name another file with --store.`,
    onKept: (file) => terminal.err(`The events lie in ${file}. Look again: npm run report -- --store ${file}`),
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
  const kept = await runKept(store, runOf(asked, { plan: plan.right, way }, terminal))
  if (E.isLeft(kept)) return failed(kept.left)
  const facts = kept.right.found
  const comparison = { recorded: recordedSide(calls, clock), routed: routedSide(facts), calls, clock }
  terminal.out(
    json
      ? JSON.stringify({ seed, policy: policy ?? null, ...jsonComparison(comparison), events: facts.events, wallSeconds: terminal.wallSeconds() })
      : renderComparison(comparison, language)
  )
  return 0
}
