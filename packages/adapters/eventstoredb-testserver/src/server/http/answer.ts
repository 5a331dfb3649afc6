import { status, type StatusObject } from '@grpc/grpc-js'

/** What an HTTP request is answered with. */
export interface HttpAnswer {
  readonly status: number
  /** The words beside the status, if not the usual ones. */
  readonly message?: string
  /** Sent as JSON. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** A request as far as the routes look at it. */
export interface HttpRequest {
  readonly method: string
  /** Decoded, without the empty ones at the ends. */
  readonly segments: readonly string[]
  readonly query: URLSearchParams
  readonly header: (name: string) => string | undefined
  readonly body: Buffer
  /** Scheme, host and port as the client wrote them. */
  readonly origin: string
}

export const ok = (body: unknown): HttpAnswer => ({ status: 200, body })

export const notFound: HttpAnswer = { status: 404 }

export const notAllowed: HttpAnswer = { status: 405 }

export const badRequest = (message: string): HttpAnswer => ({ status: 400, message })

/** A gRPC status as the HTTP endpoints say it; a caller without the right is answered like one without credentials. */
export const answerForStatus = (refused: Pick<StatusObject, 'code' | 'details'>): HttpAnswer => {
  switch (refused.code) {
    case status.UNAUTHENTICATED:
    case status.PERMISSION_DENIED:
      return { status: 401, headers: { 'www-authenticate': 'X-Basic realm="ESDB"' } }
    case status.NOT_FOUND:
      return notFound
    case status.INVALID_ARGUMENT:
      return { status: 400, body: { reason: refused.details } }
    case status.UNAVAILABLE:
      return { status: 503 }
    case status.UNIMPLEMENTED:
      return { status: 501, body: { reason: refused.details } }
    default:
      return { status: 500, body: { reason: refused.details } }
  }
}
