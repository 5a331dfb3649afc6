import net, { type Socket } from 'node:net'
import tls from 'node:tls'
import { left, right, type Either } from './either.js'
import type { StartFailure } from './failures.js'
import type { TlsOptions } from './options.js'

/** Where connections go once it is known what they speak. */
export interface Speakers {
  readonly http2: (socket: Socket) => void
  readonly http1: (socket: Socket) => void
}

/** One port for HTTP/2 and HTTP/1, with or without TLS. */
export interface Front {
  /** Opens the port; on the right its number. */
  readonly listen: () => Promise<Either<StartFailure, number>>
  /** Closes the port and ends every connection: first as `farewell` does it, then those that are left are destroyed. */
  readonly close: (farewell: () => void) => Promise<void>
  /** Destroys every connection; the port stays open. */
  readonly dropAll: () => void
  /** Destroys the connection from that address, as in a call's `getPeer()`. */
  readonly dropPeer: (peer: string) => void
}

export interface FrontOptions {
  readonly host: string
  /** 0: any free one; it stays the same when the front listens again. */
  readonly port: number
  readonly tls?: TlsOptions
}

/** Milliseconds that a client has to take its leave. */
const patience = 50

/** TESTSERVER-42 gRPC and HTTP/1 share one port: the first bytes of a connection tell which it is. */
export const openFront = (options: FrontOptions, speakers: Speakers): Front => {
  const sockets = new Set<Socket>()
  const http1 = new WeakSet<Socket>()
  const speakHttp1 = (socket: Socket): void => {
    http1.add(socket)
    speakers.http1(socket)
  }
  const keep = (socket: Socket): void => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.once('close', () => sockets.delete(socket))
  }
  const sniffing = (socket: Socket): void => {
    keep(socket)
    sniff(socket, { ...speakers, http1: speakHttp1 })
  }
  const server =
    options.tls === undefined
      ? net.createServer({ noDelay: true }, sniffing)
      : tls.createServer({ ...options.tls, ALPNProtocols: ['h2', 'http/1.1'], noDelay: true }, (socket) => {
          if (socket.alpnProtocol !== 'h2') return sniffing(socket)
          keep(socket)
          return speakers.http2(socket)
        })
  // Connections that never finish their handshake are dropped with the others.
  if (options.tls !== undefined) server.on('connection', keep)
  let { port } = options
  const dropAll = (): void => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    listen: async () => {
      const listened = await listening(server, options.host, port)
      if (listened._tag === 'Right') port = listened.right
      return listened
    },
    close: async (farewell) => {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(dropAll, patience)
        server.close(() => {
          clearTimeout(timer)
          resolve()
        })
        farewell()
        for (const socket of [...sockets].filter((one) => http1.has(one))) socket.destroy()
      })
    },
    dropAll,
    dropPeer: (peer) => {
      for (const socket of sockets) if (peerOf(socket) === peer) socket.destroy()
    },
  }
}

const peerOf = ({ remoteAddress = '', remotePort = 0 }: Socket): string =>
  remoteAddress.includes(':') ? `[${remoteAddress}]:${remotePort}` : `${remoteAddress}:${remotePort}`

const listening = async (server: net.Server, host: string, port: number): Promise<Either<StartFailure, number>> =>
  new Promise((resolve) => {
    const failed = (error: NodeJS.ErrnoException): void =>
      resolve(
        left(error.code === 'EADDRINUSE' ? { _tag: 'PortInUse', port } : { _tag: 'CannotListen', host, port, reason: error.message })
      )
    server.once('error', failed)
    server.listen({ host, port }, () => {
      server.off('error', failed)
      const address = server.address()
      resolve(right(typeof address === 'object' && address !== null ? address.port : port))
    })
  })

/** No HTTP/1 method begins like HTTP/2's preface in its first three bytes. */
const preface = Buffer.from('PRI')

const sniff = (socket: Socket, speakers: Speakers): void => {
  const look = (): void => {
    const chunk: unknown = socket.read()
    if (!Buffer.isBuffer(chunk)) {
      socket.once('readable', look)
      return
    }
    socket.unshift(chunk)
    if (chunk.length < preface.length && preface.subarray(0, chunk.length).equals(chunk)) {
      socket.once('readable', look)
      return
    }
    const speaks = chunk.subarray(0, preface.length).equals(preface) ? speakers.http2 : speakers.http1
    speaks(socket)
  }
  look()
}
