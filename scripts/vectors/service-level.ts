import { Figures } from '@disque/core'
import { differing, eachOf, judged, number, record, text, unknownKeys, Unreadable, unknownParts, type Fields } from './reading.js'
import type { Verdict } from './verdict.js'

const { abandonment, serviceLevels, simpleLevel } = Figures

/** The published formulas, without blanks, each with ours. Cisco's count events of the service level instead of contacts. */
const levels: Readonly<Record<string, (counts: Figures.Counts) => number | undefined>> = {
  '(ansIn+abdIn)/(ans+abd)': serviceLevels['SL-1'],
  '(ansIn+abdIn)/slEvents': serviceLevels['SL-1'],
  '(completedInSL+abandonedInSL)/(completed+abandoned)': serviceLevels['SL-1'],
  'ansIn/ans': serviceLevels['SL-2'],
  'ansIn/(ansIn+ansAfter)': serviceLevels['SL-2'],
  'completedInSL/completed': serviceLevels['SL-2'],
  'ansIn/(ans+abd)': serviceLevels['SL-3'],
  'ansIn/slEvents': serviceLevels['SL-3'],
  'ansIn/(ans+abdAfter)': serviceLevels['SL-4'],
  'ansIn/(ans+abd-abdIn)': serviceLevels['SL-4'],
  'ansIn/(slEvents-abdIn)': serviceLevels['SL-4'],
  '(ansIn+abdShort)/(ans+abd)': serviceLevels['SL-5'],
  'ansIn/(ans+abd-abdShort)': serviceLevels['SL-6'],
  'ansIn/offered': simpleLevel,
  'abandoned/queued': abandonment,
}

/** `answeredWithin20`: what is counted, and the seconds of its limit. */
const inputKey = /^(answered|abandoned)(Within|After)(\d*)$/
const whole = ['answered', 'abandoned', 'offered', 'abandonedShort', 'slEvents']
/** Other words for the same counts. */
const words: Readonly<Record<string, string>> = { completed: 'answered', completedInSL: 'answeredWithin', abandonedInSL: 'abandonedWithin', queued: 'offered' }

interface Bounded {
  readonly what: string
  readonly side: string
  /** Nothing where the name says none: then it is the threshold's. */
  readonly seconds: number | undefined
  readonly count: number
}

/** The threshold is that of the answered; abandoned within another, shorter limit are the short ones. Where events are counted, those that were not abandoned stand for the answered. */
const countsOf = (given: Fields): Figures.Counts => {
  const input: Fields = Object.fromEntries(Object.entries(given).map(([key, value]) => [words[key] ?? key, value]))
  const of = (key: string): number | undefined => (input[key] === undefined ? undefined : number(input[key], key))
  const bounded = Object.keys(input).flatMap((key): readonly Bounded[] => {
    const [, what, side, seconds] = inputKey.exec(key) ?? []
    return what === undefined || side === undefined ? [] : [{ what, side, seconds: seconds === '' || seconds === undefined ? undefined : Number(seconds), count: number(input[key], key) }]
  })
  const unknown = Object.keys(input).filter((key) => !whole.includes(key) && !inputKey.test(key))
  if (unknown.length > 0) throw new Unreadable(`not known: ${unknown.join(', ')}`)
  const threshold = bounded.find(({ what, seconds }) => what === 'answered' && seconds !== undefined)?.seconds
  const at = (what: string, side: string) => bounded.find((b) => b.what === what && b.side === side && (b.seconds === undefined || threshold === undefined || b.seconds === threshold))?.count
  const short = bounded.find(({ what, side, seconds }) => what === 'abandoned' && side === 'Within' && seconds !== undefined && threshold !== undefined && seconds < threshold)?.count

  const both = (side: number | undefined, other: number | undefined) => (side === undefined || other === undefined ? undefined : side + other)
  const answeredWithin = at('answered', 'Within')
  const [abandonedWithin, abandonedAfter, events] = [at('abandoned', 'Within'), at('abandoned', 'After'), of('slEvents')]
  const answered = events === undefined ? (of('answered') ?? both(answeredWithin, at('answered', 'After')) ?? answeredWithin ?? 0) : events - (abandonedWithin ?? 0)
  const abandoned = events === undefined ? (of('abandoned') ?? both(abandonedWithin, abandonedAfter) ?? 0) : (abandonedWithin ?? 0)
  return {
    ...Figures.noCounts, answered, abandoned,
    answeredWithin: answeredWithin ?? 0,
    offered: of('offered') ?? answered + abandoned,
    abandonedWithin: abandonedWithin ?? (abandonedAfter === undefined ? 0 : abandoned - abandonedAfter),
    abandonedShort: of('abandonedShort') ?? short ?? 0,
  }
}

/** As many decimals as were printed; none where there is nothing to divide by. */
const rounded = (percent: number | undefined, decimals: number): string => (percent === undefined ? 'no data' : percent.toFixed(decimals))

const isNear = (name: string, expected: unknown, percent: number | undefined, decimals: number): readonly string[] => {
  if (expected === undefined) return []
  return differing(name, expected === null ? 'no data' : rounded(number(expected, name), decimals), rounded(percent, decimals))
}

const ofCase = (one: unknown, at: string): Verdict => {
  const id = typeof one === 'object' && one !== null && 'id' in one ? String(one.id) : at
  return judged(id, () => {
    const fields = record(one, id)
    const level = levels[text(fields['formula'], 'formula').replaceAll(/\s|\*100$/g, '')]
    if (level === undefined) throw new Unreadable(`the formula ${String(fields['formula'])} is not known`)
    const share = level(countsOf(record(fields['input'], 'input')))
    const percent = share === undefined ? undefined : share * 100
    const { exact, expectedPercentPrinted: printed } = fields
    if (exact === undefined && printed === undefined) throw new Unreadable('nothing is expected')
    return [
      ...unknownKeys(fields, ['input', 'exact', 'expectedPercentPrinted']),
      ...isNear('exact', exact, percent, 2),
      ...isNear('printed', printed, percent, String(printed).split('.')[1]?.length ?? 0),
    ]
  })
}

/** Cases of the form `service-level/1`: published service levels by their formulas. Definitions beside them are for reading. */
export const runServiceLevel = (file: unknown): readonly Verdict[] => {
  const fields = record(file, 'the file')
  return [...eachOf(fields['serviceLevel'], 'serviceLevel', ofCase), ...unknownParts(fields, ['serviceLevel', 'serviceLevelDefinitions', 'ewtDefinitions', 'doNotUse'])]
}
