import { context, SpanStatusCode, trace, type Attributes, type Context, type SpanKind, type Tracer } from '@opentelemetry/api'
import { quietly } from './quietly.js'
import { nameOf, type Word } from './words.js'

/** What a span is begun with. */
export interface About {
  readonly name: string
  readonly kind: SpanKind
  readonly parent: Context
  readonly attributes: Attributes
}

/** How it ended. */
export interface Ended {
  readonly outcome: string
  /** The tag of a failure: it makes the span one of an error. */
  readonly error?: string
  readonly attributes?: Attributes
}

/** Runs `run` once, within a context; a context manager that fails is gone round. */
const within = <A>(inside: Context, run: () => Promise<A>): Promise<A> => {
  let running: Promise<A> | undefined
  const once = () => (running ??= (async () => run())())
  return quietly(() => context.with(inside, once)) ?? once()
}

export type Around = <A>(about: About, run: (inside: Context) => Promise<A>, ended: (result: A) => Ended, measure?: (seconds: number, ended: Ended) => void) => Promise<A>

/**
 * Lays a span around some work.
 *
 * OTEL-01 What is watched answers as if nobody watched: the same results, the same throws, also where the SDK itself throws.
 */
export const around = (tracer: Tracer, word: Word): Around => async (about, run, ended, measure) => {
  const span = quietly(() => tracer.startSpan(about.name, { kind: about.kind, attributes: about.attributes }, about.parent))
  const inside = (span === undefined ? undefined : quietly(() => trace.setSpan(about.parent, span))) ?? about.parent
  const began = performance.now()

  const end = (how: () => Ended) => {
    quietly(() => {
      const { outcome, error, attributes } = how()
      const failure = error === undefined ? undefined : word(error)
      measure?.((performance.now() - began) / 1000, failure === undefined ? { outcome } : { outcome, error: failure })
      if (span?.isRecording() !== true) return
      span.setAttributes({ 'disque.outcome': outcome, ...attributes })
      if (failure !== undefined) {
        span.setAttribute('error.type', failure)
        span.setStatus({ code: SpanStatusCode.ERROR, message: failure })
      }
    })
    quietly(() => span?.end())
  }

  return within(inside, () => run(inside)).then(
    (result) => {
      end(() => ended(result))
      return result
    },
    (thrown: unknown) => {
      end(() => ({ outcome: 'failure', error: nameOf(thrown) }))
      throw thrown
    }
  )
}
