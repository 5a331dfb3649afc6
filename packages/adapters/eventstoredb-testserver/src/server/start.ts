import { randomUUID } from 'node:crypto'
import http from 'node:http'
import { Server, ServerCredentials } from '@grpc/grpc-js'
import { memoryLog } from '../log/log.js'
import type { Log } from '../log/model.js'
import { accessBy, accessByHeader } from './access.js'
import { writeCaFile, type CaFile } from './certificate.js'
import { startError } from './failures.js'
import { faultState, refuseArgument } from './faults.js'
import { featuresService } from './features.js'
import { openFront, type Front } from './front.js'
import { gossipService } from './gossip.js'
import { httpListener } from './http/serve.js'
import { leftOutServices } from './left-out.js'
import { lifecycle } from './lifecycle.js'
import { liveCalls } from './live.js'
import { readOptions, type Settings, type TestServerOptions, type TlsOptions } from './options.js'
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
  const ca = settings.right.builtIn ? await caFileForClients() : undefined
  const { front, end, server } = assemble(options, settings.right, ca)
  const listened = await front.listen()
  if (listened._tag === 'Left') {
    await end()
    throw startError(listened.left)
  }
  return server(listened.right)
}

const caFileForClients = async (): Promise<CaFile> => {
  try {
    return await writeCaFile()
  } catch (error) {
    throw startError({ _tag: 'CaFileNotWritten', reason: error instanceof Error ? error.message : String(error) })
  }
}

const grpcOptions = {
  // As the server followed: the largest record of its log.
  'grpc.max_receive_message_length': 16 * 1024 * 1024 - 10_000,
  'grpc.max_send_message_length': -1,
  'grpc.enable_channelz': 0,
}

const assemble = (options: TestServerOptions, settings: Settings, ca: CaFile | undefined) => {
  const tls = settings.tls === undefined || ca === undefined ? settings.tls : { ...settings.tls, caFile: ca.caFile }
  const log = memoryLog({ ...options, ...(settings.users === undefined ? {} : { accounts: settings.users }), standardProjections: settings.standardProjections })
  const say = options.log ?? (() => undefined)
  const byHeader = accessByHeader({
    ...(settings.users === undefined ? {} : { users: settings.users }),
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
  const watched = [data.streams, data.persistent, data.projections, ...leftOutServices()]
  const gossip = gossipService(node)
  const features = featuresService((): readonly Service[] => [...watched, gossip, features])

  const live = liveCalls()
  const grpc = new Server(grpcOptions)
  for (const service of watched.map((one) => withFaults(one, { faults, live, called: say }))) grpc.addService(service.definition, service.implementation)
  for (const service of [gossip, features]) grpc.addService(service.definition, service.implementation)
  const injectorOfConnections = () => grpc.createConnectionInjector(ServerCredentials.createInsecure())
  let injector = injectorOfConnections()
  const http1 = http.createServer(
    httpListener({
      log,
      access: byHeader,
      faults,
      persistent: data.persistent,
      called: say,
      node,
      usersOn: settings.users !== undefined,
      standardProjections: settings.standardProjections,
    })
  )
  const front: Front = openFront(
    { host: settings.host, port: settings.port, ...(tls === undefined ? {} : { tls }) },
    { http2: (socket) => injector.injectConnection(socket), http1: (socket) => void http1.emit('connection', socket) }
  )

  const close = async (): Promise<void> => {
    await front.close(() => {
      live.cancelAll()
      // Not `drain`: its timer would end connections that are made after a restart.
      injector.destroy()
      injector = injectorOfConnections()
    })
    faults.giveUp()
  }
  const end = async (): Promise<void> => {
    data.persistent.close()
    grpc.forceShutdown()
    await ca?.remove()
  }
  const open = async (): Promise<void> => {
    const listened = await front.listen()
    if (listened._tag === 'Left') throw startError(listened.left)
  }
  const server = (opened: number): TestServer => {
    port = opened
    const { stop, restart } = lifecycle({ open, close, end })
    return {
      connectionString: connectionString(settings.advertisedHost, port, tls),
      host: settings.advertisedHost,
      port,
      stop,
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
        if (whileDown !== undefined && typeof whileDown !== 'function') refuseArgument('restart', whileDown, 'a function, or nothing')
        say('fault: the server restarts')
        await restart(whileDown)
      },
    }
  }
  return { front, end, server }
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
