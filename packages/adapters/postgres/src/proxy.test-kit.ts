import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** A place between client and server, where a connection can be held up or lost. */
export interface Proxy {
  readonly port: number
  /** What clients send from now on waits; resolves when something does. */
  readonly hold: () => Promise<void>
  /** Clients lose their connections; what the server has of them goes on. */
  readonly cut: () => void
  /** What waited reaches the server, whose first answer is waited for. */
  readonly deliver: () => Promise<void>
  readonly stop: () => Promise<void>
}

interface Pair {
  readonly client: Socket
  readonly server: Socket
}

export const startProxy = async (to: number): Promise<Proxy> => {
  const pairs = new Set<Pair>()
  const waiting: { readonly server: Socket; readonly bytes: Buffer }[] = []
  let held: (() => void) | undefined
  const listening = createServer((client) => {
    const server = connect(to, '127.0.0.1')
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
    server.on('close', () => client.destroy())
  })
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
      if (first === undefined) throw new Error('nothing waits')
      const answered = new Promise<void>((resolve) => first.server.once('data', () => resolve()))
      for (const { server, bytes } of waiting.splice(0)) server.write(bytes)
      await answered
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
