import { table } from '../../report/table.js'
import type { Language } from '../../report/words.js'
import { figuresOf, staffingWords } from '../words.js'
import type { Errors } from './errors.js'
import type { Measured } from './measure.js'

export const renderWaits = ({ days, chosenOn, chosen, oneQueue, typeQueues }: Measured, language: Language): string => {
  const [w, f] = [staffingWords(language), figuresOf(language)]
  const named = (rule: string): string => Object.entries(w.baselines).find(([id]) => id === rule)?.[1] ?? rule
  const errors = (name: string, of: Readonly<Record<string, Errors>>) =>
    table(
      [name, w.calls, w.none, w.mean, w.absolute, w.median, w.close],
      Object.entries(of).map(([rule, e]) => [named(rule), f.whole(e.calls), f.whole(e.none), f.seconds(e.meanSeconds), f.seconds(e.meanAbsoluteSeconds), f.seconds(e.medianAbsoluteSeconds), f.percent(e.close)])
    )
  return [
    [w.waits(days, chosenOn), w.chosen(chosen.minutes, f.hundredths(chosen.longestShare))].join('\n'),
    errors(w.oneQueue, oneQueue),
    errors(w.typeQueues, typeQueues),
  ].join('\n\n')
}

const orNull = (n: number | undefined): number | null => n ?? null

export const jsonWaits = ({ days, chosenOn, chosen, oneQueue, typeQueues }: Measured) => {
  const errors = (of: Readonly<Record<string, Errors>>) =>
    Object.entries(of).map(([rule, e]) => ({
      rule, calls: e.calls, noEstimate: e.none, meanErrorSeconds: orNull(e.meanSeconds), meanAbsoluteErrorSeconds: orNull(e.meanAbsoluteSeconds),
      medianAbsoluteErrorSeconds: orNull(e.medianAbsoluteSeconds), within30Seconds: orNull(e.close),
    }))
  return { days, chosenOn, chosen, oneQueue: errors(oneQueue), typeQueues: errors(typeQueues) }
}
