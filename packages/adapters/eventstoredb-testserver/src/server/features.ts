import type { handleUnaryCall } from '@grpc/grpc-js'
import features from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js'
import messages from '@eventstore/db-client/generated/serverfeatures_pb.js'
import type { Service } from './service.js'

/** The server whose behaviour this one follows. */
export const followedVersion = '23.10.6'

const featuresOf = (service: string, method: string): string[] => {
  if (service.includes('PersistentSubscriptions')) return ['stream', 'all']
  if (service.includes('Streams') && method === 'Read') return ['position', 'events']
  if (service.includes('Streams') && method === 'BatchAppend') return ['deadline_duration']
  if (service.includes('Projections') && method === 'Create') return ['track_emitted_streams']
  return []
}

/** TESTSERVER-45 The methods and features of a 23.10.6 server are announced, so that clients choose the calls they would choose there. */
export const featuresService = (announced: () => readonly Service[]): Service => {
  const getSupportedMethods: handleUnaryCall<unknown, unknown> = (_call, callback) => {
    const supported = new messages.SupportedMethods()
    supported.setEventStoreServerVersion(followedVersion)
    for (const { definition } of announced()) {
      for (const { path } of Object.values(definition)) {
        const [, service = '', method = ''] = path.split('/')
        const one = new messages.SupportedMethod()
        one.setServiceName(service.toLowerCase())
        one.setMethodName(method.toLowerCase())
        one.setFeaturesList(featuresOf(service, method))
        supported.addMethods(one)
      }
    }
    callback(null, supported)
  }
  return { definition: features.ServerFeaturesService, implementation: { getSupportedMethods } }
}
