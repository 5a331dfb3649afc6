import { MockOtlpServer, normalizeMetrics, normalizeTrace } from '@elastic/mockotlpserver'

type Spans = ReturnType<typeof normalizeTrace>['resourceSpans'][number]['scopeSpans'][number]['spans']
type Metrics = ReturnType<typeof normalizeMetrics>['resourceMetrics'][number]['scopeMetrics'][number]['metrics']

/** A collector in this process: it takes OTLP over HTTP, as a real one does, and keeps what it takes. */
export const collector = async () => {
  const traces: ReturnType<typeof normalizeTrace>[] = []
  const metrics: ReturnType<typeof normalizeMetrics>[] = []
  const raw: string[] = []
  let wake = (): void => undefined
  const took = (received: unknown, keep: () => void) => {
    raw.push(JSON.stringify(received))
    keep()
    wake()
  }
  const server = new MockOtlpServer({
    logLevel: 'error', services: ['http'], httpHostname: '127.0.0.1', httpPort: 0,
    onTrace: (received) => took(received, () => traces.push(normalizeTrace(received))),
    onMetrics: (received) => took(received, () => metrics.push(normalizeMetrics(received))),
  })
  await server.start()

  const kept = {
    spans: (): Spans => traces.flatMap(({ resourceSpans }) => resourceSpans).flatMap(({ scopeSpans }) => scopeSpans).flatMap(({ spans }) => spans),
    metrics: (): Metrics => metrics.flatMap(({ resourceMetrics }) => resourceMetrics).flatMap(({ scopeMetrics }) => scopeMetrics).flatMap((of) => of.metrics),
    resources: () => traces.flatMap(({ resourceSpans }) => resourceSpans).map(({ resource }) => resource.attributes),
    /** All that was received, as text. */
    text: () => [...raw, JSON.stringify(traces), JSON.stringify(metrics)].join('\n'),
  }
  return {
    url: String(server.httpUrl).replace(/\/$/, ''),
    ...kept,
    /** Waits until what was received is enough: it is kept a moment after it was acknowledged. */
    until: async (enough: (of: typeof kept) => boolean): Promise<void> => {
      while (!enough(kept)) await new Promise<void>((resolve) => (wake = resolve))
    },
    close: () => server.close(),
  }
}
