import { diag } from '@opentelemetry/api'

/** Runs what concerns only the telemetry: what it throws is told to OpenTelemetry's own log, and goes no further. */
export const quietly = <A>(tell: () => A): A | undefined => {
  try {
    return tell()
  } catch (error) {
    try {
      diag.warn('@disque/opentelemetry: the SDK failed', error)
    } catch {
      // Its log failed, too.
    }
    return undefined
  }
}
