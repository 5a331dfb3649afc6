import { readFileSync } from 'node:fs'
import path from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import { KeyofType, type Context, type ValidationError } from 'io-ts'
import { Plan, validatePlan } from '@disque/core'
import type { Failed } from '../calls/messages.js'
import { central121 } from '../plan.js'
import { centre } from '../plan/names.js'
import { faultWords } from './plan-words.js'

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** All that is wrong in one place, twenty at most, and that nothing was written. */
export const listed = (place: string, problems: readonly string[]): Either<Failed, never> => {
  const shown = problems.slice(0, 20).map((p) => `  ${p}`)
  const more = problems.length > shown.length ? [`  and ${problems.length - shown.length} more.`] : []
  const first = `${place} has ${problems.length === 1 ? 'an error' : `${problems.length} errors`}; correct it and start again. Nothing was written.`
  return E.left({ words: [first, ...shown, ...more].join('\n') })
}

const tagOf = (codec: object | undefined): unknown => (codec !== undefined && '_tag' in codec ? codec._tag : undefined)

/** Keys from the plan down to the value: codecs made of several parts count their parts, which are no keys. */
const pathOf = (context: Context): string =>
  context.flatMap(({ key }, i) => (key === '' || ['IntersectionType', 'UnionType'].includes(String(tagOf(context[i - 1]?.type))) ? [] : [key])).join('.')

/** What a codec takes: its name, or the words to choose from. */
const wantedOf = (codec: Context[number]['type'] | undefined): string =>
  codec instanceof KeyofType ? `one of ${Object.keys(codec.keys as object).join(', ')}` : (codec?.name ?? 'something else')

/** What a codec did not take, and what it wants instead. */
export const shapeWords = ({ context, value }: ValidationError): string => {
  const found = value === undefined ? 'it is missing' : `${JSON.stringify(value).slice(0, 60)} does not belong here`
  return `${pathOf(context)}: ${found}; it should be ${wantedOf(context.at(-1)?.type)}.`
}

/** A plan that the centre may work by, or all that is wrong with it. */
export const checked = (plan: Plan.Plan, place: string): Either<Failed, Plan.Plan> => {
  const faults = validatePlan(plan).map(faultWords)
  const foreign = plan.centre === centre ? [] : [`centre: it is for ${plan.centre}; this is ${centre}.`]
  return faults.length + foreign.length > 0 ? listed(place, [...foreign, ...faults]) : E.right(plan)
}

/** The plan of `plan.ts`, or one from a file of JSON. */
export const planFrom = (named: string | undefined, folder: string): Either<Failed, Plan.Plan> => {
  if (named === undefined) return checked(central121, 'examples/central-121/src/plan.ts')
  const file = path.resolve(folder, named)
  let json: unknown
  try {
    json = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    return E.left({ words: `${file} cannot be read as a plan: ${reasonOf(error)}. Start from what "npm run day -- --show-plan" prints.` })
  }
  const decoded = Plan.Plan.decode(json)
  return E.isLeft(decoded) ? listed(file, [...new Set(decoded.left.map(shapeWords))]) : checked(decoded.right, file)
}
