import { numbersOf } from '../report/words.js'
import { table } from '../report/table.js'
import type { Checked } from '../check/check.js'
import { renderChecked } from '../check/print.js'
import type { Lived } from './live.js'
import type { CentralOptions } from './options.js'
import { answeredShare, exact, type Comparison, type Outcome, type Outcomes } from './outcomes.js'

const { count, percent } = numbersOf('en')

const rows: readonly (readonly [Outcome, string])[] = [
  ['received', 'received'], ['refused', 'refused'], ['leftInMenu', 'left in the menu'], ['contained', 'contained'],
  ['offered', 'offered'], ['answered', 'answered'], ['abandoned', 'abandoned'], ['unserved', 'unserved'],
]

/** Answered calls of a hundred offered may differ by so many. */
const allowedPoints = 3

export interface Proof {
  readonly run: Outcomes
  readonly held: Outcomes
  readonly comparison: Comparison
  readonly checked: Checked
  readonly lived: Lived
}

export interface Fault {
  /** `parked`: something was left undone for good. */
  readonly what: 'laws' | 'exact' | 'sum' | 'answered' | 'parked'
  readonly words: string
}

const slower = (speed: number): string => `This machine may be too slow for --speed ${speed}: try a lower one.`

/** Why the run has not shown what it was to show; nothing where it has. */
export const faultsOf = ({ comparison: { differ, unaccounted, points }, checked: { broken }, lived: { tally } }: Proof, speed: number): readonly Fault[] => {
  const inOne = exact.flatMap((what): Fault[] => {
    const [first, ...more] = differ[what]
    const name = rows.find(([row]) => row === what)?.[1] ?? what
    return first === undefined ? [] : [{ what: 'exact', words: `${name}: ${first}${more.length > 0 ? ` and ${more.length} more` : ''} in one of the two runs only. ${slower(speed)}` }]
  })
  const [parked, ...others] = tally.parked
  return [
    ...(broken.length > 0 ? [{ what: 'laws' as const, words: `${broken.length} breaches of the centre's laws.` }] : []),
    ...inOne,
    ...(unaccounted.length > 0 ? [{ what: 'sum' as const, words: `${unaccounted.length} offered calls were not either answered or abandoned: ${unaccounted[0] ?? ''}.` }] : []),
    ...(Math.abs(points) > allowedPoints
      ? [{ what: 'answered' as const, words: `Of a hundred offered calls ${Math.abs(points).toFixed(1)} ${points < 0 ? 'fewer' : 'more'} were answered than under the held clock; ${allowedPoints} are allowed. ${slower(speed)}` }]
      : []),
    ...(parked === undefined ? [] : [{ what: 'parked' as const, words: `${1 + others.length} to-dos were parked: ${parked}.` }]),
  ]
}

const points = (by: number): string => `${by < 0 ? '−' : '+'}${Math.abs(by).toFixed(1)} points`

const incidents = ({ havoc: { kills, freezes, started }, tally: { handovers, lost, standstills, retries, troubles } }: Lived): string => {
  const trouble = Object.entries(troubles).map(([tag, n]) => `${tag} ${count(n)}`)
  return [
    `${count(kills)} workers killed, ${count(freezes)} held still, ${count(started)} started in their place`,
    `${count(handovers)} partitions changed hands, ${count(lost)} were lost by a worker that came back late`,
    `${count(standstills)} times a worker stood still, ${count(retries)} retries`, ...(trouble.length > 0 ? [`trouble: ${trouble.join(', ')}`] : []),
  ].join('; ')
}

/** The run for a terminal. */
export const renderRun = (proof: Proof, { speed }: Pick<CentralOptions, 'speed'>): string => {
  const { run, held, comparison, checked, lived } = proof
  const figures = table(
    ['calls', 'workers', 'held clock', ''],
    [
      ...rows.map(([name, words]) => [words, count(run[name].size), count(held[name].size), (exact as readonly Outcome[]).includes(name) ? 'exactly' : '']),
      ['answered of offered', percent(answeredShare(run)), percent(answeredShare(held)), points(comparison.points)],
    ]
  )
  const late = `${count(lived.actions)} actions of people; the latest was over ${(lived.lateMs / 1000).toFixed(1)} simulated seconds after its instant (${Math.round(lived.lateMs / speed)} ms).`
  const faults = faultsOf(proof, speed)
  return [
    figures, '', `${incidents(lived)}.`, late, '', renderChecked(checked),
    ...(faults.length === 0 ? ['Received, refused and left in the menu are exactly those of the held clock; answered + abandoned = offered.'] : ['', 'Not shown:', ...faults.map(({ words }) => `  ${words}`)]),
  ].join('\n')
}

export const jsonRun = (proof: Proof, speed: number) => {
  const { run, held, comparison, checked, lived: { store: _, ...lived } } = proof
  const sizes = (of: Outcomes) => Object.fromEntries(rows.map(([name]) => [name, of[name].size]))
  return { run: sizes(run), heldClock: sizes(held), answeredPoints: comparison.points, ...lived, events: checked.events, laws: checked.broken.length === 0 ? 'kept' : checked.broken, faults: faultsOf(proof, speed) }
}
