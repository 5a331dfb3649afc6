import type { Instant, TodoOutcome, TraceContext } from '@disque/core'
import type { RuntimeFailure } from '../failures.js'

/** What a worker tells of its work, for logs and metrics. Streams and keys are ids; nothing of it is personal. */
export type Seen =
  /** Everything waits for `pauseMs` and is then tried again: nothing is lost. `tries` counts since it last went well. */
  | { readonly _tag: 'trouble'; readonly failure: RuntimeFailure; readonly tries: number; readonly pauseMs: number }
  | { readonly _tag: 'recovered'; readonly afterMs: number }
  /** A step was taken. `lateMs`: how far a timer was behind the instant at which it was due. */
  | { readonly _tag: 'stepped'; readonly work: string; readonly id: string; readonly outcome: TodoOutcome['_tag']; readonly lateMs?: number }
  /** A to-do failed technically; it waits until `until`. */
  | { readonly _tag: 'retried'; readonly work: string; readonly key: string; readonly id: string; readonly tries: number; readonly until: Instant; readonly reason: string }
  /** A key does nothing more until somebody repairs it. */
  | { readonly _tag: 'parked'; readonly work: string; readonly key: string; readonly what: 'event' | 'to-do'; readonly id: string; readonly reason: string }
  /** A partition was taken over, given to another worker, or lost to one. */
  | { readonly _tag: 'taken' | 'given' | 'lost'; readonly work: string; readonly partition: string; readonly fence: number }
  /**
   * A partition could not be loaded: this worker does the rest, and tries that one again later.
   * `work` `plans`: the plans of the centre `partition` are damaged. `partition` `*`: a process that goes by centre cannot say what is to be done, and is asked again in a minute.
   */
  | { readonly _tag: 'unloadable'; readonly work: string; readonly partition: string; readonly reason: string }
  /** The clock was put ahead, or this process stood still (positive); or the clock was put back (negative). */
  | { readonly _tag: 'clock-moved'; readonly byMs: number }

export interface StepAbout {
  readonly work: string
  /** The to-do's, or the timer's: the same whenever it is tried again. */
  readonly id: string
  /** `send call`, `carry ring`: what kind of step it is. */
  readonly does: string
  /** Of the event that led to it. */
  readonly trace: TraceContext | undefined
}

/** Where a worker tells what it does. What is thrown here is thrown away: telling never stops the work. */
export interface Telemetry {
  readonly observe?: (seen: Seen) => void
  /** Lies around the doing of a step; `run` is given the trace that the step's command carries on, and is called once. */
  readonly step?: <A>(about: StepAbout, run: (trace: TraceContext | undefined) => Promise<A>) => Promise<A>
}

/** Several at once; the first one's step lies outermost. */
export const telemetries = (...all: readonly Telemetry[]): Telemetry => ({
  observe: (seen) => {
    for (const { observe } of all) quietly(observe)(seen)
  },
  step: (about, run) =>
    all.reduceRight<typeof run>(
      (inner, { step }) => (step === undefined ? inner : (trace) => step({ ...about, trace }, inner)),
      run
    )(about.trace),
})

/** HEALTH-01 Whoever is told never disturbs the work: what it throws goes no further. */
export const quietly = (observe: Telemetry['observe']) => (seen: Seen): void => {
  try {
    observe?.(seen)
  } catch {
    // Telling is no part of the work.
  }
}
