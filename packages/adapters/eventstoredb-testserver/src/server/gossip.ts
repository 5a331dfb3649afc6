import type { handleUnaryCall } from '@grpc/grpc-js'
import gossip from '@eventstore/db-client/generated/gossip_grpc_pb.js'
import messages from '@eventstore/db-client/generated/gossip_pb.js'
import shared from '@eventstore/db-client/generated/shared_pb.js'
import type { Service } from './service.js'

/** The one node of the cluster. */
export interface Node {
  readonly instanceId: string
  readonly host: string
  readonly port: number
}

/** TESTSERVER-46 Discovery finds one node, the leader, at the address that clients were given. */
export const gossipService = (node: () => Node): Service => {
  const read: handleUnaryCall<unknown, unknown> = (_call, callback) => {
    const { instanceId, host, port } = node()
    const id = new shared.UUID()
    id.setString(instanceId)
    const endPoint = new messages.EndPoint()
    endPoint.setAddress(host)
    endPoint.setPort(port)
    const member = new messages.MemberInfo()
    member.setInstanceId(id)
    // Ticks of 100 ns since 1970, as text.
    member.setTimeStamp(String(BigInt(Date.now()) * 10_000n))
    member.setState(messages.MemberInfo.VNodeState.LEADER)
    member.setIsAlive(true)
    member.setHttpEndPoint(endPoint)
    const cluster = new messages.ClusterInfo()
    cluster.addMembers(member)
    callback(null, cluster)
  }
  return { definition: gossip.GossipService, implementation: { read } }
}
