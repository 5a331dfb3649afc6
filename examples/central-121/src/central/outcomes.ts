import type { Recorded } from '@disque/core'

/** How each call of a run ended, by its stream. */
export interface Outcomes {
  readonly received: ReadonlySet<string>
  readonly refused: ReadonlySet<string>
  readonly leftInMenu: ReadonlySet<string>
  readonly contained: ReadonlySet<string>
  /** Waited for an attendant. */
  readonly offered: ReadonlySet<string>
  readonly answered: ReadonlySet<string>
  readonly abandoned: ReadonlySet<string>
  readonly unserved: ReadonlySet<string>
}
export type Outcome = keyof Outcomes

const outcomeOf = ({ type, data }: Recorded): Outcome | undefined => {
  switch (type) {
    case 'CallReceived':
      return 'received'
    case 'CallRefused':
      return 'refused'
    case 'CallLeftInMenu':
      return 'leftInMenu'
    case 'CallQueued':
      return 'offered'
    case 'CallAbandoned':
      return 'abandoned'
    case 'CallEnded':
      return data['outcome'] === 'answered' ? 'answered' : data['outcome'] === 'contained' ? 'contained' : 'unserved'
    default:
      return undefined
  }
}

/** Counts events of calls as they come. */
export const outcomes = () => {
  const of = {
    received: new Set<string>(), refused: new Set<string>(), leftInMenu: new Set<string>(), contained: new Set<string>(),
    offered: new Set<string>(), answered: new Set<string>(), abandoned: new Set<string>(), unserved: new Set<string>(),
  }
  return {
    see: (recorded: Recorded): void => {
      const outcome = outcomeOf(recorded)
      if (outcome !== undefined) of[outcome].add(recorded.stream)
    },
    found: of as Outcomes,
  }
}

/** The same for every run of one seed, however fast its workers are. */
export const exact = ['received', 'refused', 'leftInMenu'] as const satisfies readonly Outcome[]

export interface Comparison {
  /** Calls that ended so in one of the two runs only. */
  readonly differ: Readonly<Record<(typeof exact)[number], readonly string[]>>
  /** Offered calls that were neither answered nor abandoned, or both. */
  readonly unaccounted: readonly string[]
  /** How many points more of the offered were answered than in the reference. */
  readonly points: number
}

const either = (a: ReadonlySet<string>, b: ReadonlySet<string>): readonly string[] => [...[...a].filter((x) => !b.has(x)), ...[...b].filter((x) => !a.has(x))]

export const answeredShare = ({ answered, offered }: Outcomes): number => (offered.size === 0 ? 1 : answered.size / offered.size)

export const compared = (run: Outcomes, reference: Outcomes): Comparison => ({
  differ: { received: either(run.received, reference.received), refused: either(run.refused, reference.refused), leftInMenu: either(run.leftInMenu, reference.leftInMenu) },
  unaccounted: [...run.offered].filter((call) => run.answered.has(call) === run.abandoned.has(call)),
  points: 100 * (answeredShare(run) - answeredShare(reference)),
})
