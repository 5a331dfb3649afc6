import { randomUUID } from 'node:crypto'
import http from 'node:http'
import { Server, ServerCredentials } from '@grpc/grpc-js'
import { memoryLog } from '../log/log.js'
import type { Log } from '../log/model.js'
import { accessBy, accessByHeader, standardUsers } from './access.js'
import { startError } from './failures.js'
import { faultState } from './faults.js'
import { featuresService } from './features.js'
import { openFront, type Front } from './front.js'
import { gossipService } from './gossip.js'
import { httpListener } from './http/serve.js'
import { leftOutServices } from './left-out.js'
import { liveCalls } from './live.js'
import { readOptions, usersOn, type Settings, type TestServerOptions, type TlsOptions } from './options.js'
import { withFaults, type Service } from './service.js'
import { dataServices } from './services.js'
import type { TestServer } from './test-server.js'

/**
 * Starts an EventStoreDB in this process, with nothing in it.
 *
 * Rejects with a `StartError`, whose `failure` says which option cannot be used or why the port cannot be opened.
 *
 * @example
 * const server = await startTestServer()
 * const client = EventStoreDBClient.connectionString(server.connectionString)
 * await server.stop()
 */
export const startTestServer = async (options: TestServerOptions = {}): Promise<TestServer> => {
  const settings = readOptions(options)
  if (settings._tag === 'Left') throw startError(settings.left)
  const running = assemble(options, settings.right)
  const listened = await running.front.listen()
  if (listened._tag === 'Left') {
    running.close()
    throw startError(listened.left)
  }
  return running.server(listened.right)
}

const grpcOptions = {
  // As the server followed: the largest record of its log.
  'grpc.max_receive_message_length': 16 * 1024 * 1024 - 10_000,
  'grpc.max_send_message_length': -1,
  'grpc.enable_channelz': 0,
}

const assemble = (options: TestServerOptions, settings: Settings) => {
  const log = memoryLog({ ...options, standardProjections: settings.standardProjections })
  const say = options.log ?? (() => undefined)
  const byHeader = accessByHeader({
    ...(usersOn(options) ? { users: typeof options.users === 'object' ? options.users : standardUsers } : {}),
    requireAuthentication: options.requireAuthentication === true,
    streamMetadata: jsonOfMetadata(log),
  })
  const faults = faultState((peer) => {
    say(`fault: the answer of an append to ${peer} is lost`)
    front.dropPeer(peer)
  })
  const access = accessBy(byHeader)
  const data = dataServices({ log, access, faults, now: options.now ?? Date.now })
  const instanceId = randomUUID()
  let port = settings.port
  const node = () => ({ instanceId, host: settings.advertisedHost, port })
  const watched = [data.streams, data.persistent, ...leftOutServices()]
  const gossip = gossipService(node)
  const features = featuresService((): readonly Service[] => [...watched, gossip, features])

  const live = liveCalls()
  const grpc = new Server(grpcOptions)
  for (const service of watched.map((one) => withFaults(one, { faults, live, called: say }))) grpc.addService(service.definition, service.implementation)
  for (const service of [gossip, features]) grpc.addService(service.definition, service.implementation)
  const injector = grpc.createConnectionInjector(ServerCredentials.createInsecure())
  const http1 = http.createServer(
    httpListener({
      log,
      access: byHeader,
      faults,
      persistent: data.persistent,
      called: say,
      node,
      usersOn: usersOn(options),
      standardProjections: settings.standardProjections,
    })
  )
  const front: Front = openFront(
    { host: settings.host, port: settings.port, ...(options.tls === undefined ? {} : { tls: options.tls }) },
    { http2: (socket) => injector.injectConnection(socket), http1: (socket) => void http1.emit('connection', socket) }
  )

  const close = (): void => {
    data.persistent.close()
    grpc.forceShutdown()
  }
  const farewell = (): void => {
    live.cancelAll()
    injector.drain(1000)
  }
  const listenAgain = async (): Promise<void> => {
    const listened = await front.listen()
    if (listened._tag === 'Left') throw startError(listened.left)
  }
  const server = (opened: number): TestServer => {
    port = opened
    return {
      connectionString: connectionString(settings.advertisedHost, port, options.tls),
      host: settings.advertisedHost,
      port,
      stop: async () => {
        await front.close(farewell)
        faults.resume()
        close()
      },
      dropConnections: () => {
        say('fault: all connections are dropped')
        front.dropAll()
      },
      delay: faults.setDelay,
      loseNextAppendAnswer: faults.armLostAnswer,
      refuse: faults.armRefusals,
      pause: faults.pause,
      resume: faults.resume,
      restart: async (whileDown) => {
        say('fault: the server restarts')
        await front.close(farewell)
        try {
          await whileDown?.()
        } finally {
          await listenAgain()
        }
      },
    }
  }
  return { front, close, server }
}

const connectionString = (host: string, port: number, tls: TlsOptions | undefined): string => {
  const address = `esdb://${host.includes(':') ? `[${host}]` : host}:${port}`
  if (tls === undefined) return `${address}?tls=false`
  return `${address}?tls=true${tls.caFile === undefined ? '' : `&tlsCAFile=${encodeURIComponent(tls.caFile)}`}`
}

/** A stream's metadata as it stands, whatever it holds. */
const jsonOfMetadata =
  (log: Log) =>
  (stream: string): unknown => {
    const slice = log.readStream(`$$${stream}`, 'end', 1, 'backwards')
    const [last] = slice._tag === 'Found' ? slice.events : []
    if (last === undefined) return undefined
    try {
      return JSON.parse(Buffer.from(last.data).toString('utf8'))
    } catch {
      return undefined
    }
  }
