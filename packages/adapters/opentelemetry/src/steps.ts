import { SpanKind, type Context } from '@opentelemetry/api'
import type { Outbound, TraceContext } from '@disque/core'
import type { Around, Ended } from './around.js'
import type { Instruments } from './instruments.js'
import { parentOf, parentOfStep, traceOf } from './trace-context.js'
import type { Word } from './words.js'

/** What a step of a runtime is about. */
export interface StepAbout {
  readonly work: string
  readonly id: string
  readonly does: string
  readonly trace: TraceContext | undefined
}

const at = (value: unknown, key: string): unknown => (typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined)

/** A step's result is the runtime's own business: only the tag of an `Either`, of its failure or its outcome, is looked at. */
const endedAs = (word: Word) => (result: unknown): Ended => {
  if (at(result, '_tag') !== 'Left') return { outcome: word(at(at(result, 'right'), '_tag')) }
  const left = at(result, 'left')
  return { outcome: 'failure', error: word(at(at(left, 'failure') ?? left, '_tag')) }
}

/** `process/routing/4` is `routing`. */
const shortly = (work: string): string => work.split('/')[1] ?? work

/** Spans around a runtime's steps, and around what its outbound carries. */
export const watchedSteps = (lay: Around, word: Word, { carries }: Instruments) => {
  /** By the effect's id: how the outbound finds its step where no context manager hands it on. */
  const carrying = new Map<string, Context>()

  const step = <A>({ work, id, does, trace }: StepAbout, run: (trace: TraceContext | undefined) => Promise<A>): Promise<A> =>
    lay(
      { name: [shortly(work), ...does.split(' ')].map(word).join(' '), kind: SpanKind.CONSUMER, parent: parentOfStep(trace), attributes: { 'disque.work': word(work), 'disque.step': id } },
      (inside) => {
        carrying.set(id, inside)
        return run(traceOf(inside) ?? trace).finally(() => carrying.delete(id))
      },
      endedAs(word)
    )

  const outbound = (to: Outbound): Outbound => ({
    carry: (effect) => () => {
      const kind = word(effect.kind)
      return lay(
        { name: `carry ${kind}`, kind: SpanKind.PRODUCER, parent: carrying.get(effect.id) ?? parentOf(undefined), attributes: { 'disque.effect': kind, 'disque.stream': effect.contact } },
        () => to.carry(effect)(),
        (result) => (result._tag === 'Left' ? { outcome: 'failure', error: result.left._tag } : { outcome: 'carried' }),
        (seconds, { outcome, error }) => carries.record(seconds, { 'disque.effect': kind, 'disque.outcome': outcome, ...(error === undefined ? {} : { 'error.type': error }) })
      )
    },
  })

  return { step, outbound }
}
