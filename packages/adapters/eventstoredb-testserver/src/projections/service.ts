import { Metadata, status, type handleServerStreamingCall, type handleUnaryCall, type StatusObject } from '@grpc/grpc-js'
import grpc from '@eventstore/db-client/generated/projections_grpc_pb.js'
import projections from '@eventstore/db-client/generated/projections_pb.js'
import shared from '@eventstore/db-client/generated/shared_pb.js'
import type { DeleteReq, DisableReq, EnableReq, ResetReq, ResultReq, StateReq, StatisticsReq, UpdateReq } from '@eventstore/db-client/generated/projections_pb.js'
import { accessDenied, unimplemented } from '../server/statuses.js'
import { details, emptyDocument } from './answers.js'
import { handlerFailed } from '../streams/statuses.js'
import { left, right, type Either } from '../server/either.js'
import type { Access, User } from '../server/access.js'
import type { Log, ProjectionName } from '../log/model.js'
import type { Service } from '../server/service.js'

interface ProjectionsParts {
  readonly log: Log
  readonly access: Access
}

interface Named {
  readonly getOptions: () => { readonly getName: () => string } | undefined
}

type Right = (user: User) => Either<StatusObject, User>

const signedIn: Right = (user) => (user.authenticated ? right(user) : left(accessDenied()))
const manage: Right = (user) => user.mayManage()

/** TESTSERVER-64 A projection that is not there is refused in the server's words, which tell what it expected instead. */
const notFound = (expected: string): StatusObject => ({
  code: status.UNKNOWN,
  details: `Envelope callback expected ${expected}, received NotFound instead`,
  metadata: new Metadata(),
})

const asItIs = (bytes: Buffer) => bytes

/**
 * The service of projections, on the standard ones that the log keeps up.
 *
 * TESTSERVER-65 Projections of one's own are no part of it: creating one is UNIMPLEMENTED, and so are changing and deleting a standard one.
 *
 * @example
 * const service = projectionsService({ log: memoryLog(), access })
 * server.addService(service.definition, service.implementation)
 */
export const projectionsService = ({ log, access }: ProjectionsParts): Service => {
  const { list, enable, disable, reset } = log.projections
  const find = (name: string) => list().find((one) => one.name === name)

  /** TESTSERVER-63 Whoever signed in may see projections and turn them on and off; only `$admins` and `$ops` delete, and restart them all. */
  const allowed = (call: { readonly metadata: Parameters<Access>[0] }, who: Right): StatusObject | undefined => {
    const caller = access(call.metadata)
    const user = caller._tag === 'Left' ? caller : who(caller.right)
    return user._tag === 'Left' ? user.left : undefined
  }
  const about =
    <Request extends Named, Response>(who: Right, expected: string, answer: (name: ProjectionName, request: Request) => Response | StatusObject): handleUnaryCall<Request, Response> =>
    (call, callback) => {
      const refused = allowed(call, who)
      const name = call.request.getOptions()?.getName()
      const known = name === undefined ? undefined : find(name)
      const answered = refused ?? (name === undefined ? handlerFailed() : known === undefined ? notFound(expected) : answer(known.name, call.request))
      if (isStatus(answered)) callback(answered)
      else callback(null, answered)
    }

  const statistics: handleServerStreamingCall<StatisticsReq, projections.StatisticsResp> = (call) => {
    const options = call.request.getOptions()
    const name = options?.getName() ?? ''
    const one = name === '' ? undefined : find(name)
    const refused = allowed(call, signedIn) ?? (options === undefined ? handlerFailed() : name !== '' && one === undefined ? notFound('Statistics') : undefined)
    if (refused !== undefined) {
      call.emit('error', refused)
      return
    }
    const others = options?.hasOneTime() === true || options?.hasTransient() === true ? [] : list()
    for (const state of one === undefined ? others : [one]) call.write(details(state))
    call.end()
  }

  const { ProjectionsService: definition } = grpc
  const implementation = {
    statistics,
    enable: about(signedIn, 'Updated', (name, _request: EnableReq) => {
      enable(name)
      return new projections.EnableResp()
    }),
    disable: about(signedIn, 'Updated', (name, request: DisableReq) => {
      disable(name, request.getOptions()?.getWriteCheckpoint() === true)
      return new projections.DisableResp()
    }),
    reset: about(signedIn, 'Updated', (name, _request: ResetReq) => {
      reset(name)
      return new projections.ResetResp()
    }),
    state: about(signedIn, 'ProjectionState', (_name, _request: StateReq) => emptyDocument),
    result: about(signedIn, 'ProjectionResult', (_name, _request: ResultReq) => emptyDocument),
    update: about(signedIn, 'Updated', (_name, _request: UpdateReq) => unimplemented('Changing a standard projection')),
    delete: about(manage, 'Updated', (_name, _request: DeleteReq) => unimplemented('Deleting a standard projection')),
    create: ((call, callback) => {
      callback(allowed(call, signedIn) ?? unimplemented('A projection of your own'))
    }) satisfies handleUnaryCall<projections.CreateReq, projections.CreateResp>,
    restartSubsystem: ((call, callback) => {
      const refused = allowed(call, manage)
      if (refused === undefined) callback(null, new shared.Empty())
      else callback(refused)
    }) satisfies handleUnaryCall<shared.Empty, shared.Empty>,
  }
  return {
    definition: {
      ...definition,
      state: { ...definition.state, responseSerialize: asItIs },
      result: { ...definition.result, responseSerialize: asItIs },
    },
    implementation,
  }
}

const isStatus = (answer: unknown): answer is StatusObject => typeof answer === 'object' && answer !== null && 'code' in answer && 'details' in answer
