import { followedVersion } from '../features.js'
import type { Node } from '../gossip.js'
import { notAllowed, notFound, ok, type HttpAnswer, type HttpRequest } from './answer.js'

export interface NodeParts {
  readonly node: () => Node
  readonly usersOn: boolean
  readonly standardProjections: boolean
}

/** TESTSERVER-48 `/ping`, `/info`, `/health/live`, `/gossip` and `/stats` answer as those do who wait for a server to be ready. */
export const answerAboutNode = (parts: NodeParts, { method, segments }: HttpRequest): HttpAnswer => {
  const known = about(parts, segments.join('/'))
  return known === undefined ? notFound : method === 'GET' || method === 'HEAD' ? known : notAllowed
}

const about = ({ node, usersOn, standardProjections }: NodeParts, path: string): HttpAnswer | undefined => {
  switch (path) {
    case 'ping':
      return ok({ text: 'Ping request successfully handled', msgTypeId: 123, label: 'Http' })
    case 'info':
      return ok({
        esVersion: `${followedVersion}.0`,
        state: 'leader',
        features: { projections: standardProjections, userManagement: false, atomPub: false },
        authentication: { type: usersOn ? 'internal' : 'insecure', properties: null },
      })
    case 'health/live':
      return { status: 204 }
    case 'gossip':
      return ok(gossip(node()))
    case 'stats':
      return ok({ proc: { startTime: new Date(performance.timeOrigin).toISOString(), mem: process.memoryUsage.rss() }, es: {} })
    default:
      return undefined
  }
}

const gossip = ({ instanceId, host, port }: Node) => ({
  members: [
    {
      instanceId,
      timeStamp: new Date().toISOString(),
      state: 'Leader',
      isAlive: true,
      httpEndPointIp: host,
      httpEndPointPort: port,
      nodePriority: 0,
      isReadOnlyReplica: false,
    },
  ],
  serverIp: host,
  serverPort: port,
})
