import type { PlanFault } from '../faults.js'
import { menusOf, optionsOf, placed } from '../places.js'
import type { Plan } from '../plan.js'

const day = 86_400
const many = 1_000_000

interface Bounded {
  readonly path: string
  readonly value: number
  readonly least: number
  readonly most: number
}

const boundedIn = (plan: Plan): readonly Bounded[] => [
  ...menusOf(plan).flatMap(({ path, item }) => [
    { path: `${path}.timeoutSeconds`, value: item.timeoutSeconds, least: 1, most: day },
    { path: `${path}.tries`, value: item.tries, least: 1, most: 100 },
  ]),
  ...placed('queues', plan.queues, (q) => q.id).flatMap(({ path, item }) => [
    { path: `${path}.offerSeconds`, value: item.offerSeconds, least: 1, most: day },
    { path: `${path}.offerLimit`, value: item.offerLimit, least: 1, most: 1000 },
    { path: `${path}.wrapUpSeconds`, value: item.wrapUpSeconds, least: 0, most: day },
    { path: `${path}.confirmSeconds`, value: item.confirmSeconds, least: 1, most: day },
    { path: `${path}.resumeSeconds`, value: item.resumeSeconds, least: 0, most: day },
    { path: `${path}.serviceLevelSeconds`, value: item.serviceLevelSeconds, least: 1, most: day },
    ...(item.maxWaiting === undefined ? [] : [{ path: `${path}.maxWaiting`, value: item.maxWaiting, least: 1, most: many }]),
  ]),
  ...placed('channels', plan.channels, (c) => c.channel).map(({ path, item }) => ({ path: `${path}.cost`, value: item.cost, least: 1, most: 10_000 })),
  ...placed('announcements', plan.announcements, (a) => a.id).flatMap(({ path, item }) => (item.seconds === undefined ? [] : [{ path: `${path}.seconds`, value: item.seconds, least: 0, most: day }])),
  { path: 'missLimit', value: plan.missLimit, least: 0, most: 1000 },
]

/** PLAN-10 Times, limits and costs are numbers that can be meant: none below zero, none of zero where zero would stop the service. */
const outOfRange = (plan: Plan): readonly PlanFault[] =>
  boundedIn(plan)
    .filter(({ value, least, most }) => !(value >= least && value <= most))
    .map((bounded) => ({ _tag: 'OutOfRange', ...bounded }))

/** PLAN-11 A menu's digit is one that a telephone has: 0 to 9, star or hash. */
const badDigits = (plan: Plan): readonly PlanFault[] =>
  menusOf(plan)
    .flatMap(optionsOf)
    .filter(({ item }) => !/^[0-9*#]$/.test(item.digit))
    .map(({ path, item }) => ({ _tag: 'DigitInvalid', path: `${path}.digit`, digit: item.digit }))

export const rangeFaults = (plan: Plan): readonly PlanFault[] => [...outOfRange(plan), ...badDigits(plan)]
