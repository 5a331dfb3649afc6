import { Staffing } from '@disque/core'
import { eachOf, judged, record } from './reading.js'
import type { Verdict } from './verdict.js'

type Fields = Readonly<Record<string, unknown>>
type Answer = number | null | undefined
/** What a model answers to an expected field; `undefined`: it knows no such field. */
type Answers = (field: string) => Answer

class Unreadable extends Error {}

const unitSeconds: Readonly<Record<string, number>> = { Second: 1, Minute: 60, Hour: 3600 }

/** An input's figures, and which of them nobody asked for. */
const inputOf = (fields: Fields) => {
  const asked = new Set<string>()
  const optional = (name: string): number | undefined => {
    asked.add(name)
    const value = fields[name]
    if (value !== undefined && typeof value !== 'number') throw new Unreadable(`${name} is no number`)
    return value
  }
  const first = <A>(wanted: string, found: readonly (A | undefined)[]): A => {
    const value = found.find((a) => a !== undefined)
    if (value === undefined) throw new Unreadable(`${wanted} is missing`)
    return value
  }
  /** `ahtSeconds`, `ahtMinutes` or `ahtHours`, in seconds. */
  const times = (name: string) => Object.entries(unitSeconds).map(([unit, length]) => scaled(optional(`${name}${unit}s`), length))
  const scaled = (value: number | undefined, by: number) => (value === undefined ? undefined : value * by)
  return {
    optional,
    number: (...names: readonly string[]) => first(names[0] ?? '', names.map(optional)),
    time: (name: string) => first(name, times(name)),
    optionalTime: (name: string) => times(name).find((a) => a !== undefined),
    /** `callsPerSecond`, `callsPerMinute`, `callsPerHour`. */
    rate: () => Object.entries(unitSeconds).map(([unit, length]) => scaled(optional(`callsPer${unit}`), 1 / length)).find((a) => a !== undefined),
    unasked: () => Object.keys(fields).filter((name) => !asked.has(name)),
  }
}
type Input = ReturnType<typeof inputOf>

/** Where only the load is given, waits come in handling times. */
const trafficOf = (input: Input): Staffing.Traffic => {
  const erlangs = input.optional('erlangs')
  if (erlangs !== undefined) return { erlangs, handlingSeconds: input.optionalTime('aht') ?? 1 }
  const handlingSeconds = input.time('aht')
  const callsPerSecond = input.rate() ?? input.number('calls') / input.time('interval')
  return { erlangs: callsPerSecond * handlingSeconds, handlingSeconds }
}

const right = <A>(answer: { readonly _tag: 'Right'; readonly right: A } | { readonly _tag: 'Left'; readonly left: Staffing.StaffingInputInvalid }): A => {
  if (answer._tag === 'Right') return answer.right
  throw new Unreadable(`${answer.left.field} = ${answer.left.value} is refused: ${answer.left.wanted} is wanted`)
}

const inUnit = (unit: string | undefined, seconds: number): number | undefined => (unit === undefined ? undefined : seconds / (unitSeconds[unit] ?? NaN))

/** `timeUnit`: of waits whose name says none. Where the queue grows without bound, everybody waits and no mean exists. */
const ofQueue = (queue: Staffing.SteadyQueue | Staffing.GrowsWithoutBound, within: number | undefined, timeUnit: string): Answers => (field) => {
  const [, wait, percent, unit = timeUnit] = /^(?:(asa|meanWait)|p(\d\d)Wait)(?:(Second|Minute)s)?$/.exec(field) ?? []
  if (queue._tag === 'GrowsWithoutBound') return field === 'pWait' ? 1 : field === 'serviceLevel' || field === 'pAbandon' ? 0 : ['meanQueue', 'occupancy'].includes(field) || wait !== undefined || percent !== undefined ? null : undefined
  if (wait !== undefined) return inUnit(unit, queue.meanWaitSeconds)
  if (percent !== undefined) return inUnit(unit, right(Staffing.waitPercentile(queue, Number(percent) / 100)))
  switch (field) {
    case 'pWait':
      return queue.waitProbability
    case 'pAbandon':
      return queue.abandonment
    case 'serviceLevel':
      return within === undefined ? undefined : right(Staffing.answeredWithin(queue, within))
    case 'meanQueue':
      return queue.meanQueue
    case 'occupancy':
      return queue.occupancy
    default:
      return undefined
  }
}

const only = (...fields: readonly (readonly [string, () => number])[]): Answers => (field) => fields.find(([name]) => name === field)?.[1]()
const unitOf = ({ optional }: Input): string => (optional('ahtMinutes') === undefined ? 'Second' : 'Minute')

const models: Readonly<Record<string, (input: Input) => Answers>> = {
  erlangB: (input) => {
    const servers = input.number('servers', 'agents')
    const blocking = input.optional('maxBlocking') ?? input.optional('blocking')
    if (blocking !== undefined) return only(['erlangs', () => right(Staffing.loadFor({ servers, blocking }))])
    const { erlangs } = trafficOf(input)
    return only(['pBlock', () => right(Staffing.erlangB({ erlangs, servers }))])
  },
  'erlangB-size': (input) => {
    const [{ erlangs }, maxBlocking] = [trafficOf(input), input.number('maxBlocking', 'blocking')]
    const servers = () => right(Staffing.serversFor({ erlangs, maxBlocking }))
    return only(['servers', servers], ['agents', servers])
  },
  erlangC: (input) => ofQueue(right(Staffing.erlangC(trafficOf(input), input.number('agents', 'servers'))), input.optionalTime('threshold'), unitOf(input)),
  'erlangC-size': (input) => {
    const [traffic, share, meanWaitSeconds, occupancy] = [trafficOf(input), input.optional('serviceLevel'), input.optionalTime('maxAsa') ?? input.optionalTime('asa'), input.optional('maxOccupancy')]
    if (share === undefined && meanWaitSeconds === undefined && occupancy === undefined) throw new Unreadable('serviceLevel is missing')
    const within = share === undefined ? input.optionalTime('threshold') : input.time('threshold')
    const agents = right(Staffing.agentsFor(traffic, {
      ...(share === undefined || within === undefined ? {} : { answered: { share, withinSeconds: within } }),
      ...(meanWaitSeconds === undefined ? {} : { meanWaitSeconds }),
      ...(occupancy === undefined ? {} : { occupancy }),
    }))
    // Shrinkage: the share of paid time in which nobody can take a call. A source calls those who are at work raw positions, and those who are paid positions.
    const shrinkage = input.optional('shrinkage') ?? 0
    const sizes = new Map([['agents', agents], ['servers', agents], ['rawPositions', agents], ['positions', Math.ceil(agents / (1 - shrinkage))]])
    const queue = ofQueue(right(Staffing.erlangC(traffic, agents)), within, unitOf(input))
    return (field) => sizes.get(field) ?? queue(field)
  },
  erlangA: (input) => ofQueue(right(Staffing.erlangA({ ...trafficOf(input), patienceSeconds: input.time('patience') }, input.number('agents', 'servers'))), input.optionalTime('threshold'), unitOf(input)),
}

const isNear = (found: Answer, wanted: unknown, tolerance: number): boolean =>
  wanted === null || found === null ? found === wanted : typeof wanted === 'number' && found !== undefined && Math.abs(found - wanted) <= tolerance + 1e-12

const toleranceOf = (tolerance: unknown, field: string): number => {
  const of = typeof tolerance === 'object' && tolerance !== null ? (tolerance as Fields)[field] : tolerance
  if (of === undefined) return 0
  if (typeof of !== 'number') throw new Unreadable(`the tolerance of ${field} is no number`)
  return of
}

/** What the case says of itself is prose; anything else would change its meaning. */
const prose = (value: unknown) => typeof value === 'string' || typeof value === 'boolean'
const caseKeys = ['id', 'model', 'input', 'expected', 'tolerance']

/** The disagreements of a case; none: it passes. */
const disagreements = (fields: Fields): readonly string[] => {
  const model = typeof fields['model'] === 'string' && Object.hasOwn(models, fields['model']) ? models[fields['model']] : undefined
  if (model === undefined) return [`the model ${String(fields['model'])} is not known`]
  const unknown = Object.entries(fields).filter(([key, value]) => !caseKeys.includes(key) && !prose(value))
  if (unknown.length > 0) return [`not known: ${unknown.map(([key]) => key).join(', ')}`]
  const input = inputOf(record(fields['input'], 'input'))
  const answers = model(input)
  const unasked = input.unasked()
  if (unasked.length > 0) return [`not known: ${unasked.join(', ')}`]
  const expected = Object.entries(record(fields['expected'], 'expected'))
  if (expected.length === 0) return ['nothing is expected']
  return expected.flatMap(([field, wanted]) => {
    const found = answers(field)
    if (found === undefined) return [`not known: ${field}`]
    return isNear(found, wanted, toleranceOf(fields['tolerance'], field)) ? [] : [`${field}: expected ${String(wanted)}, got ${found}`]
  })
}

/** A cell of a table: the load at which so many lines lose so much, rounded to as many decimals as its name says. */
const cellDisagreements = (row: Fields): readonly string[] => {
  const { servers, blocking, recomputed: _, ok: __, ...printed } = row
  const [[name, value] = ['', undefined], ...more] = Object.entries(printed)
  const decimals = /^erlangs(\d)dp$/.exec(name)?.[1]
  if (decimals === undefined || more.length > 0) return [`not known: ${[...(decimals === undefined ? [name] : []), ...more.map(([key]) => key)].join(', ')}`]
  if (typeof servers !== 'number' || typeof blocking !== 'number') return ['servers or blocking is no number']
  const found = right(Staffing.loadFor({ servers, blocking }))
  return isNear(found, value, 0.5 * 10 ** -Number(decimals)) ? [] : [`${name}: expected ${String(value)}, got ${found}`]
}

const tables = ['erlangBTable1dp', 'erlangBClassic3dp']
const fileKeys = ['formulas', 'cases', 'doNotUse', ...tables]

/** Cases of the form `staffing/1`: Erlang B, C and A, sizes, and tables of loads, every cell a case. */
export const runStaffing = (file: unknown): readonly Verdict[] => {
  const fields = record(file, 'the file')
  return [
    ...eachOf(fields['cases'], 'cases', (one, at) => {
      const fields = record(one, at)
      return judged(typeof fields['id'] === 'string' ? fields['id'] : at, () => disagreements(fields))
    }),
    ...tables.flatMap((name) =>
      eachOf((fields[name] as Fields | undefined)?.['rows'], `${name}.rows`, (one, at) => {
        const row = record(one, at)
        return judged(`${name} ${String(row['servers'])} @ ${String(row['blocking'])}`, () => cellDisagreements(row))
      })
    ),
    ...Object.entries(fields).filter(([key, value]) => !fileKeys.includes(key) && !prose(value)).map(([key]) => judged(key, () => [`not known: ${key}`])),
  ]
}
