import type { sendUnaryData, ServerUnaryCall, ServiceDefinition, UntypedHandleCall, UntypedServiceImplementation } from '@grpc/grpc-js'
import monitoring from '@eventstore/db-client/generated/monitoring_grpc_pb.js'
import operations from '@eventstore/db-client/generated/operations_grpc_pb.js'
import users from '@eventstore/db-client/generated/users_grpc_pb.js'
import type { Service } from './service.js'
import { unimplemented } from './statuses.js'

const refused =
  (what: string, streams: boolean): UntypedHandleCall =>
  (call: ServerUnaryCall<unknown, unknown>, callback: sendUnaryData<unknown>) => {
    if (streams) call.emit('error', unimplemented(what))
    else callback(unimplemented(what))
  }

const leftOut = (definition: ServiceDefinition): Service => {
  const implementation: UntypedServiceImplementation = {}
  for (const [name, { path, responseStream }] of Object.entries(definition)) {
    implementation[name] = refused(path.slice(path.lastIndexOf('.') + 1).replace('/', '.'), responseStream)
  }
  return { definition, implementation }
}

/** TESTSERVER-47 Users, operations and monitoring answer UNIMPLEMENTED, naming the call. */
export const leftOutServices = (): readonly Service[] =>
  [users.UsersService, operations.OperationsService, monitoring.MonitoringService].map(leftOut)
