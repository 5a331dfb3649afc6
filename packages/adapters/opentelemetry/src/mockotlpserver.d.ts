/** The library brings no types of its own: those parts that tests ask. */
declare module '@elastic/mockotlpserver' {
  export class MockOtlpServer {
    readonly httpUrl: URL | null
    constructor(options: { logLevel: string; services: readonly 'http'[]; httpHostname: string; httpPort: number; onTrace: (received: unknown) => void; onMetrics: (received: unknown) => void })
    start(): Promise<void>
    close(): Promise<void>
  }
  interface Attributed { readonly attributes?: Readonly<Record<string, unknown>> }
  interface Span extends Attributed { readonly traceId: string; readonly spanId: string; readonly parentSpanId?: string; readonly name: string }
  interface Metric { readonly name: string; readonly unit?: string }
  export const normalizeTrace: (received: unknown) => { readonly resourceSpans: readonly { readonly resource: Attributed; readonly scopeSpans: readonly { readonly spans: readonly Span[] }[] }[] }
  export const normalizeMetrics: (received: unknown) => { readonly resourceMetrics: readonly { readonly resource: Attributed; readonly scopeMetrics: readonly { readonly metrics: readonly Metric[] }[] }[] }
}
