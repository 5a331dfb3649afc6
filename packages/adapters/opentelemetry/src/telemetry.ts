import { metrics, trace, type MeterProvider, type TracerProvider } from '@opentelemetry/api'
import type { Asked, EventStore, Handle, Happened, Outbound, ReadModel, Refusal, TraceContext } from '@disque/core'
import { watchedStore } from './appends.js'
import { around } from './around.js'
import { watchedHandle } from './commands.js'
import { instruments } from './instruments.js'
import { counted, type Seen } from './observe.js'
import { watchedReadModel } from './read-models.js'
import { watchedSteps, type StepAbout } from './steps.js'
import { watching, type Watchable, type WatchOptions } from './watch.js'
import { words } from './words.js'

const scope = '@disque/opentelemetry'

export interface TelemetryOptions {
  /** Where spans go; the globally registered one where absent. */
  readonly tracerProvider?: TracerProvider
  /** Where metrics go; the globally registered one where absent. Register yours first: what is made before counts nowhere. */
  readonly meterProvider?: MeterProvider
}

export interface Telemetry {
  /** Watches every `handle` of a record; whatever else lies in it stays as it is. A room is called like its handle. */
  readonly rooms: <Rooms extends object>(rooms: Rooms) => Rooms
  /** Watches one `handle`: of a room of your own. */
  readonly handle: <C extends Asked, A extends Happened, R extends Refusal>(room: string, handle: Handle<C, A, R>) => Handle<C, A, R>
  /** Watches what is appended. `system` names the store as OpenTelemetry's conventions do: `sqlite`, `postgresql`, `eventstoredb`. */
  readonly store: (store: EventStore, system?: string) => EventStore
  readonly readModel: (readModel: ReadModel) => ReadModel
  readonly outbound: (outbound: Outbound) => Outbound
  /** For a runtime's `telemetry`: spans around its steps, and counts of what it tells. */
  readonly runtime: {
    readonly observe: (seen: Seen) => void
    readonly step: <A>(about: StepAbout, run: (trace: TraceContext | undefined) => Promise<A>) => Promise<A>
  }
  /** Asks a runtime how it is whenever metrics are collected; answers how to stop that. */
  readonly watch: (runtime: Watchable, options: WatchOptions) => () => void
}

/**
 * Traces and metrics of a centre, by OpenTelemetry's API.
 *
 * OTEL-02 No payload, no actor and no reason of a failure gets into a span or a metric: only names of the code, ids, numbers and times.
 *
 * @example
 * const watched = telemetry()
 * const store = watched.store(opened.store, 'sqlite')
 * const rooms = watched.rooms(centreRooms({ store, readModel, clock, ids, plans }))
 * const runtime = createRuntime({ store, readModel, clock, ids, plans, rooms, outbound: watched.outbound(gateway), telemetry: watched.runtime })
 * watched.watch(runtime, { clock, workers: workersOf(readModel) })
 */
export const telemetry = ({ tracerProvider = trace.getTracerProvider(), meterProvider = metrics.getMeterProvider() }: TelemetryOptions = {}): Telemetry => {
  const [word, meter] = [words(), meterProvider.getMeter(scope)]
  const on = instruments(meter)
  const lay = around(tracerProvider.getTracer(scope), word)
  const handle = watchedHandle(lay, word, on)
  const { step, outbound } = watchedSteps(lay, word, on)
  return {
    rooms: (rooms) => {
      const watched = Object.entries(rooms).map(([name, room]: readonly [string, unknown]) => [name, typeof room === 'function' ? handle(name, room as Handle<Asked, Happened, Refusal>) : room])
      return Object.fromEntries(watched) as typeof rooms
    },
    handle,
    store: watchedStore(lay, word, on),
    readModel: watchedReadModel(word, on),
    outbound,
    runtime: { observe: counted(word, on), step },
    watch: watching(meter, word),
  }
}
