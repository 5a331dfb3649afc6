import path from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { CentreRouting, QueueRouting, schemaOf, validatePlan, Whole, type JsonSchema, type Plan } from '@disque/core'
import type { Failed } from '../calls/messages.js'
import { contentOf } from '../calls/read-log.js'
import { listed, shapeWords } from '../day/configuration.js'
import { faultWords } from '../day/plan-words.js'

/** Fields of a queue that a policy may replace beside its routing. */
const QueueFields = t.partial(
  { offerSeconds: t.number, offerLimit: Whole, wrapUpSeconds: t.number, serviceLevelSeconds: t.number, maxWaiting: Whole },
  'QueueFields'
)
/** Of every call of the queue, instead of the recorded one. */
const CallFields = t.partial({ priority: Whole }, 'CallFields')
const QueueChange = t.intersection([QueueRouting, QueueFields, CallFields], 'QueueChange')
type QueueChange = t.TypeOf<typeof QueueChange>

/** `queues`: by type; `*` holds for all of them, a type's own fields go before it. */
const PolicyFile = t.intersection([t.partial({ queues: t.record(t.string, QueueChange) }), CentreRouting], 'PolicyFile')
type PolicyFile = t.TypeOf<typeof PolicyFile>

const everyQueue = '*'

const isRecord = (u: unknown): u is Readonly<Record<string, unknown>> => typeof u === 'object' && u !== null && !Array.isArray(u)

const fieldsOf = (schema: JsonSchema): Readonly<Record<string, JsonSchema>> =>
  [...(schema.allOf ?? []), ...(schema.anyOf ?? [])].map(fieldsOf).reduce((all, fields) => ({ ...all, ...fields }), { ...schema.properties })

const entriesOf = (schema: JsonSchema): JsonSchema | undefined => (typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined)

/** Fields that the codec does not know: it would pass over a misspelt one in silence. */
const strangersIn = (schema: JsonSchema, value: unknown, place: string): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap((item, i) => (schema.items === undefined ? [] : strangersIn(schema.items, item, `${place}.${i}`)))
  if (!isRecord(value)) return []
  const [fields, entries] = [fieldsOf(schema), entriesOf(schema)]
  return Object.entries(value).flatMap(([key, inner]) => {
    const at = place === '' ? key : `${place}.${key}`
    const known = Object.hasOwn(fields, key) ? fields[key] : entries
    return known === undefined ? [`${at}: there is no such field; correct or remove it.`] : strangersIn(known, inner, at)
  })
}

const ownOf = (fields: t.Props, change: QueueChange) => Object.fromEntries(Object.entries(change).filter(([key]) => Object.hasOwn(fields, key)))

const changedQueue = (queue: Plan.Queue, change: QueueChange): Plan.Queue => ({
  ...queue, ...ownOf(QueueFields.props, change), routing: { ...queue.routing, ...ownOf(QueueRouting.props, change) },
})

const changedTarget = (target: Plan.Target, changeOf: (queue: string) => QueueChange): Plan.Target =>
  target.to === 'queue' ? { ...target, priority: changeOf(target.queue).priority ?? target.priority } : target

/** The plan with its routing replaced. */
export const planUnder = (plan: Plan.Plan, { queues = {}, ...centre }: PolicyFile): Plan.Plan => {
  const changeOf = (queue: string): QueueChange => ({ ...queues[everyQueue], ...queues[queue] })
  return {
    ...plan,
    queues: plan.queues.map((queue) => changedQueue(queue, changeOf(queue.id))),
    menus: plan.menus.map((menu) => ({ ...menu, options: menu.options.map((option) => ({ ...option, target: changedTarget(option.target, changeOf) })) })),
    routing: { ...plan.routing, ...centre },
  }
}

/** Places as the file has them: a queue's routing is not a part of its own there. */
const placedInFile = (words: string): string => words.replace(/^(queues\.[^.]+|)\.?routing\./, (_, queue: string) => (queue === '' ? '' : `${queue}.`))

/** The log's own plan under the policy of a file, or all that is wrong with the file. */
export const policyFrom = (named: string, folder: string, plan: Plan.Plan): Either<Failed, Plan.Plan> => {
  const file = path.resolve(folder, named)
  const unreadable = (reason: string) => E.left({ words: `${file} cannot be read as a policy: ${reason}. See docs/how-to/what-if.md for one. Nothing was written.` })
  const content = contentOf(file, 'a policy')
  if (E.isLeft(content)) return E.left({ words: `${content.left.words} Nothing was written.` })
  let json: unknown
  try {
    json = JSON.parse(content.right.toString('utf8'))
  } catch (error) {
    return unreadable(error instanceof Error ? error.message : String(error))
  }
  if (!isRecord(json)) return unreadable('it is no object')
  const decoded = PolicyFile.decode(json)
  if (E.isLeft(decoded)) return listed(file, [...new Set(decoded.left.map(shapeWords))])
  const types = plan.queues.map((q) => q.id)
  const strange = Object.keys(decoded.right.queues ?? {}).filter((queue) => queue !== everyQueue && !types.some((type) => type === queue))
  const problems = [
    ...strange.map((queue) => `queues.${queue}: the log has no calls of this type; it has ${types.join(', ')}.`),
    ...strangersIn(schemaOf(PolicyFile), json, ''),
  ]
  if (problems.length > 0) return listed(file, problems)
  const changed = planUnder(plan, decoded.right)
  const faults = validatePlan(changed).map(faultWords).map(placedInFile)
  return faults.length > 0 ? listed(file, faults) : E.right(changed)
}
