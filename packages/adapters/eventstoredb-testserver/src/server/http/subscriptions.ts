import persistent from '@eventstore/db-client/generated/persistent_pb.js'
import shared from '@eventstore/db-client/generated/shared_pb.js'
import { left, right, type Either } from '../either.js'
import type { Service } from '../service.js'
import { answerForStatus, badRequest, notFound, ok, type HttpAnswer, type HttpRequest } from './answer.js'
import { askService } from './bridge.js'
import { briefInfo, fullInfo } from './subscription-info.js'

/** TESTSERVER-49 The HTTP endpoints for persistent subscriptions that the client falls back to answer from the gRPC service's groups. */
export const answerAboutSubscriptions = async (service: Service, request: HttpRequest): Promise<HttpAnswer> => {
  const [, stream, group, what, ...more] = request.segments
  if (more.length > 0) return notFound
  if (request.method === 'GET') {
    if (group === undefined) return listed(service, request, stream)
    return what === 'info' && stream !== undefined ? shown(service, request, stream, group) : notFound
  }
  if (request.method !== 'POST' || stream === undefined) return notFound
  if (stream === 'restart' && group === undefined) return done(service, request, 'restartSubsystem', new shared.Empty())
  return group !== undefined && what === 'replayParked' ? replayed(service, request, stream, group) : notFound
}

const ask = async (service: Service, request: HttpRequest, method: string, message: unknown): Promise<Either<HttpAnswer, unknown>> => {
  const asked = await askService(service, method, message, request.header('authorization'))
  return asked._tag === 'Left' ? left(answerForStatus(asked.left)) : right(asked.right)
}

const done = async (service: Service, request: HttpRequest, method: string, message: unknown): Promise<HttpAnswer> => {
  const asked = await ask(service, request, method, message)
  return asked._tag === 'Left' ? asked.left : ok({})
}

const identifier = (stream: string) => {
  const named = new shared.StreamIdentifier()
  named.setStreamName(Buffer.from(stream).toString('base64'))
  return named
}

const listed = async (service: Service, request: HttpRequest, stream: string | undefined): Promise<HttpAnswer> => {
  const options = new persistent.ListReq.Options()
  if (stream === undefined) {
    options.setListAllSubscriptions(new shared.Empty())
  } else {
    const ofStream = new persistent.ListReq.StreamOption()
    if (stream === '$all') ofStream.setAll(new shared.Empty())
    else ofStream.setStream(identifier(stream))
    options.setListForStream(ofStream)
  }
  const message = new persistent.ListReq()
  message.setOptions(options)
  const asked = await ask(service, request, 'list', message)
  if (asked._tag === 'Left') return asked.left
  return asked.right instanceof persistent.ListResp ? ok(asked.right.getSubscriptionsList().map(briefInfo)) : notFound
}

const shown = async (service: Service, request: HttpRequest, stream: string, group: string): Promise<HttpAnswer> => {
  const options = new persistent.GetInfoReq.Options()
  if (stream === '$all') options.setAll(new shared.Empty())
  else options.setStreamIdentifier(identifier(stream))
  options.setGroupName(group)
  const message = new persistent.GetInfoReq()
  message.setOptions(options)
  const asked = await ask(service, request, 'getInfo', message)
  if (asked._tag === 'Left') return asked.left
  const info = asked.right instanceof persistent.GetInfoResp ? asked.right.getSubscriptionInfo() : undefined
  return info === undefined ? notFound : ok(fullInfo(info))
}

const replayed = async (service: Service, request: HttpRequest, stream: string, group: string): Promise<HttpAnswer> => {
  const options = new persistent.ReplayParkedReq.Options()
  if (stream === '$all') options.setAll(new shared.Empty())
  else options.setStreamIdentifier(identifier(stream))
  options.setGroupName(group)
  const stopAt = request.query.get('stopAt')
  if (stopAt === null) options.setNoLimit(new shared.Empty())
  else if (/^\d+$/.test(stopAt)) options.setStopAt(stopAt)
  else return badRequest('stopAt should be a whole number of messages from 0 up')
  const message = new persistent.ReplayParkedReq()
  message.setOptions(options)
  return done(service, request, 'replayParked', message)
}
