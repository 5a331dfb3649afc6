import type { IncomingMessage, RequestListener } from 'node:http'
import type { Log } from '../../log/model.js'
import type { AccessByHeader } from '../access.js'
import type { FaultState } from '../faults.js'
import { lane } from '../lane.js'
import type { Service } from '../service.js'
import { unavailable } from '../statuses.js'
import { answerForStatus, badRequest, notFound, type HttpAnswer, type HttpRequest } from './answer.js'
import { appendFromHttp } from './events.js'
import { answerAboutNode, type NodeParts } from './node.js'
import { answerAboutSubscriptions } from './subscriptions.js'

export interface HttpParts extends NodeParts {
  readonly log: Log
  readonly access: AccessByHeader
  readonly faults: FaultState
  readonly persistent: Service
  readonly called: (path: string) => void
}

/** Serves the HTTP/1 side of the port. */
export const httpListener =
  (parts: HttpParts): RequestListener =>
  (incoming, outgoing) => {
    parts.called(`${incoming.method ?? 'GET'} ${incoming.url ?? '/'}`)
    const answered = parts.faults.refusesCall() ? Promise.resolve(answerForStatus(unavailable())) : answerTo(parts, incoming)
    answered
      .catch((error: unknown): HttpAnswer => ({ status: 500, body: { reason: error instanceof Error ? error.message : String(error) } }))
      .then(({ status, message, body, headers }) => {
        const text = body === undefined ? undefined : JSON.stringify(body)
        lane(parts.faults)(() => {
          if (message !== undefined) outgoing.statusMessage = message
          outgoing.writeHead(status, { ...(text === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }), ...headers })
          outgoing.end(text)
          return true
        })
      })
      .catch(() => outgoing.destroy())
  }

const answerTo = async (parts: HttpParts, incoming: IncomingMessage): Promise<HttpAnswer> => {
  await whenNotPaused(parts.faults)
  const user = parts.access(incoming.headers.authorization)
  if (user._tag === 'Left') return answerForStatus(user.left)
  const request = await read(incoming)
  if (request === undefined) return badRequest('The path of the request is no URL path')
  const [first] = request.segments
  if (first === 'subscriptions') return answerAboutSubscriptions(parts.persistent, request)
  if (first === 'streams') return appendFromHttp(parts.log, user.right, request)
  return first === undefined ? notFound : answerAboutNode(parts, request)
}

const whenNotPaused = async (faults: FaultState): Promise<void> => {
  await new Promise<void>((resolve) => {
    lane({ ...faults, delay: () => 0 })(() => {
      resolve()
      return true
    })
  })
}

const read = async (incoming: IncomingMessage): Promise<HttpRequest | undefined> => {
  const origin = `http${'encrypted' in incoming.socket ? 's' : ''}://${incoming.headers.host ?? 'localhost'}`
  const url = URL.parse(incoming.url ?? '/', origin)
  const segments = url === null ? undefined : decoded(url.pathname)
  if (url === null || segments === undefined) return undefined
  const chunks: Uint8Array[] = []
  for await (const chunk of incoming) if (chunk instanceof Uint8Array) chunks.push(chunk)
  return {
    method: incoming.method ?? 'GET',
    segments,
    query: url.searchParams,
    header: (name) => {
      const value = incoming.headers[name]
      return typeof value === 'string' ? value : value?.[0]
    },
    body: Buffer.concat(chunks),
    origin,
  }
}

const decoded = (path: string): readonly string[] | undefined => {
  try {
    return path.split('/').filter((segment) => segment !== '').map(decodeURIComponent)
  } catch {
    return undefined
  }
}
