import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** A place between client and server, where connections can be held up or lost. */
export interface Proxy {
  /** On the loopback interface. */
  readonly port: number
  /** What clients send from now on waits; resolves when something does. */
  readonly hold: () => Promise<void>
  /** Clients lose their connections, and new ones are let through again; what the server has already been sent goes on. */
  readonly cut: () => void
  /** What waited reaches the server, whose first answer is waited for. Rejects where nothing waits. */
  readonly deliver: () => Promise<void>
  readonly stop: () => Promise<void>
}

interface Pair {
  readonly client: Socket
  readonly server: Socket
}

interface Waiting {
  readonly server: Socket
  readonly bytes: Buffer
}

/**
 * Listens on a free port of the loopback interface and passes everything on to the port `to` there.
 *
 * @example
 * const proxy = await startProxy(server.port)
 * const opened = await openPostgres(server.as({ port: proxy.port }))()
 * proxy.cut()
 */
export const startProxy = async (to: number): Promise<Proxy> => {
  const pairs = new Set<Pair>()
  const waiting: Waiting[] = []
  let held: (() => void) | undefined

  const passOn = (client: Socket, server: Socket): void => {
    const pair = { client, server }
    pairs.add(pair)
    for (const socket of [client, server]) socket.on('error', () => undefined)
    client.on('data', (bytes) => {
      if (held === undefined) server.write(bytes)
      else {
        waiting.push({ server, bytes })
        held()
      }
    })
    server.on('data', (bytes) => client.writable && client.write(bytes))
    client.on('close', () => {
      // Half closed: the server finishes what it has, and then learns that nobody is there.
      if (!waiting.some((one) => one.server === server)) server.end()
    })
    server.on('close', () => {
      pairs.delete(pair)
      client.destroy()
    })
  }

  const listening = createServer((client) => passOn(client, connect(to, '127.0.0.1')))
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve))
  return {
    port: (listening.address() as AddressInfo).port,
    hold: () => new Promise((resolve) => (held = resolve)),
    cut: () => {
      held = undefined
      for (const { client } of pairs) client.destroy()
    },
    deliver: async () => {
      const [first] = waiting
      if (first === undefined) throw new Error('Nothing waits: call hold() first, and wait until it resolves.')
      const answered = new Promise<void>((resolve) => first.server.once('data', () => resolve()))
      const all = waiting.splice(0)
      for (const { server, bytes } of all) server.write(bytes)
      await answered
      for (const { server } of all) server.end()
    },
    stop: async () => {
      for (const { client, server } of pairs) {
        client.destroy()
        server.destroy()
      }
      await new Promise<void>((resolve) => listening.close(() => resolve()))
    },
  }
}
