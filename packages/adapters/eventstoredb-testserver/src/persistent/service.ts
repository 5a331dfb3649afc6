import { randomUUID } from 'node:crypto'
import type { handleUnaryCall, StatusObject } from '@grpc/grpc-js'
import grpc from '@eventstore/db-client/generated/persistent_grpc_pb.js'
import persistent from '@eventstore/db-client/generated/persistent_pb.js'
import shared from '@eventstore/db-client/generated/shared_pb.js'
import { accessDenied } from '../server/statuses.js'
import { all } from './groups/names.js'
import { consume } from './consume.js'
import { described, sourceOf, streamName } from './requests.js'
import { doesNotExist, refusal } from './statuses.js'
import { everyByTimer, type Every } from './groups/schedule.js'
import { handlerFailed } from '../streams/statuses.js'
import { left, type Either } from '../server/either.js'
import { openGroups } from './groups/groups.js'
import { subscriptionInfo } from './answers.js'
import type { Access, User } from '../server/access.js'
import type { Log } from '../log/model.js'
import type { Service } from '../server/service.js'

/** What the service works on. Left out, `now` is the machine's clock in milliseconds and `every` its timer. */
interface PersistentParts {
  readonly log: Log
  readonly access: Access
  readonly now?: () => number
  readonly every?: Every
}

export interface PersistentService extends Service {
  /** Drops all consumers and stops: groups come back when a service is made on the same log. */
  readonly close: () => void
}

type Right = (user: User) => Either<StatusObject, User>

const manage: Right = (user) => user.mayManage()
const see: Right = (user) => (user.authenticated ? { _tag: 'Right', right: user } : left(accessDenied()))

const asItIs = (bytes: Buffer) => bytes

/**
 * The service of persistent subscriptions, on the groups that the log knows.
 *
 * @example
 * const service = persistentService({ log: memoryLog(), access })
 * server.addService(service.definition, service.implementation)
 */
export const persistentService = ({ log, access, now = Date.now, every = everyByTimer }: PersistentParts): PersistentService => {
  const groups = openGroups({ log, now, newId: randomUUID, every })

  /** Answers a request, or says why not; undefined for a request that makes no sense. */
  const unary =
    <Request, Response>(right: Right, answer: (request: Request, user: User) => Response | StatusObject | undefined): handleUnaryCall<Request, Response> =>
    (call, callback) => {
      const caller = access(call.metadata)
      const user = caller._tag === 'Left' ? caller : right(caller.right)
      if (user._tag === 'Left') {
        callback(user.left)
        return
      }
      const answered = answer(call.request, user.right)
      if (answered === undefined) callback(handlerFailed())
      else if (isStatus(answered)) callback(answered)
      else callback(null, answered)
    }

  const { PersistentSubscriptionsService: definition } = grpc
  const implementation = {
    create: unary(manage, (request: persistent.CreateReq, { name }) => {
      const group = described(request.getOptions())
      if (group === undefined) return undefined
      const refused = groups.create(group, name)
      return refused === undefined ? new persistent.CreateResp() : refusal(group, refused)
    }),
    update: unary(manage, (request: persistent.UpdateReq, { name }) => {
      const group = described(request.getOptions())
      if (group === undefined) return undefined
      const refused = groups.update(group, name)
      return refused === undefined ? new persistent.UpdateResp() : refusal(group, refused)
    }),
    delete: unary(manage, (request: persistent.DeleteReq, user) => {
      const options = request.getOptions()
      const source = options === undefined ? undefined : sourceOf(options)
      if (options === undefined || source === undefined || (source === all && !options.hasAll())) return undefined
      const name = options.getGroupName()
      const refused = groups.remove(source, name, user.name)
      return refused === undefined ? new persistent.DeleteResp() : refusal({ source, name }, refused)
    }),
    getInfo: unary(see, (request: persistent.GetInfoReq) => {
      const options = request.getOptions()
      const source = options === undefined ? undefined : sourceOf(options)
      if (options === undefined || source === undefined) return undefined
      const name = options.getGroupName()
      const figures = groups.figures(source, name)
      if (figures === undefined) return doesNotExist({ source, name })
      const response = new persistent.GetInfoResp()
      response.setSubscriptionInfo(subscriptionInfo(figures))
      return response
    }),
    /** TESTSERVER-38 A list of a source that never had a group is refused; one whose groups are all deleted is empty. */
    list: unary(see, (request: persistent.ListReq) => {
      const of = request.getOptions()?.getListForStream()
      if (of === undefined && request.getOptions()?.hasListAllSubscriptions() !== true) return undefined
      const source = of === undefined ? undefined : of.hasAll() ? all : streamName(of.getStream())
      const listed = groups.list(source)
      if (listed === undefined) return doesNotExist({ source: source ?? '', name: '' })
      const response = new persistent.ListResp()
      response.setSubscriptionsList(listed.map(subscriptionInfo))
      return response
    }),
    replayParked: unary(manage, (request: persistent.ReplayParkedReq) => {
      const options = request.getOptions()
      const source = options === undefined ? undefined : sourceOf(options)
      if (options === undefined || source === undefined || (!options.hasStopAt() && !options.hasNoLimit())) return undefined
      const name = options.getGroupName()
      const refused = groups.replay(source, name, options.hasStopAt() ? BigInt(options.getStopAt()) : undefined)
      return refused === undefined ? new persistent.ReplayParkedResp() : refusal({ source, name }, refused)
    }),
    restartSubsystem: unary(manage, () => {
      groups.restart()
      return new shared.Empty()
    }),
    read: consume({ groups, access, newId: randomUUID }),
  }

  return {
    definition: { ...definition, read: { ...definition.read, responseSerialize: asItIs } },
    implementation,
    close: groups.close,
  }
}

const isStatus = (answer: unknown): answer is StatusObject => typeof answer === 'object' && answer !== null && 'code' in answer && 'details' in answer
