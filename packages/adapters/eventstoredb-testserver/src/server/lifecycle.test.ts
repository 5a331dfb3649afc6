import { EventEmitter, once } from 'node:events'
import { connect as openSocket } from 'node:net'
import { describe, expect, test } from 'vitest'
import { connect, placed, rejection, typesIn } from './connected.test-kit.js'
import { isStartError } from './failures.js'
import { lifecycle } from './lifecycle.js'
import { startTestServer } from './start.js'

const gone = 'This server was stopped, and its data is gone. Start another one with startTestServer().'

const isOpen = async (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = openSocket(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })

/** A step that goes on when it is let go, and tells when it has begun. */
const heldStep = () => {
  const steps = new EventEmitter()
  const [begun, held] = [once(steps, 'begun'), once(steps, 'letGo')]
  return {
    begun,
    letGo: () => steps.emit('letGo'),
    step: async () => {
      steps.emit('begun')
      await held
    },
  }
}

describe('TESTSERVER-55 stop wins over restart', () => {
  test('that has just begun', async () => {
    const server = await startTestServer()
    const restarting = rejection(server.restart())
    await server.stop()
    expect(await restarting).toMatchObject({ message: gone })
    expect(await isOpen(server.port)).toBe(false)
  })

  test('that waits for what is done while the server is down, and does not wait for it', async () => {
    const server = await startTestServer()
    const { begun, letGo, step } = heldStep()
    const restarting = rejection(server.restart(step))
    await begun
    await server.stop()
    letGo()
    const error = await restarting
    expect(isStartError(error) && error.failure).toEqual({ _tag: 'Stopped' })
    expect(await isOpen(server.port)).toBe(false)
  })

  test('that calls it while the server is down', async () => {
    const server = await startTestServer()
    expect(await rejection(server.restart(server.stop))).toMatchObject({ message: gone })
    expect(await isOpen(server.port)).toBe(false)
  })

  test('that is just opening the port: it is closed again', async () => {
    const seen: string[] = []
    const { begun, letGo, step } = heldStep()
    const { stop, restart } = lifecycle({
      open: async () => {
        await step()
        seen.push('open')
      },
      close: async () => void seen.push('closed'),
      end: async () => void seen.push('end'),
    })
    const restarting = rejection(restart())
    await begun
    const stopping = stop()
    letGo()
    await stopping
    expect(await restarting).toMatchObject({ message: gone })
    expect(seen).toEqual(['closed', 'open', 'closed', 'end'])
  })

  test('that waits for its turn', async () => {
    const server = await startTestServer()
    const { begun, letGo, step } = heldStep()
    const [first, second] = [rejection(server.restart(step)), rejection(server.restart())]
    await begun
    const stopping = server.stop()
    letGo()
    await stopping
    expect([await first, await second]).toMatchObject([{ message: gone }, { message: gone }])
    expect(await isOpen(server.port)).toBe(false)
  })

  test('and a stopped server says that it cannot be restarted', async () => {
    const server = await startTestServer()
    await Promise.all([server.stop(), server.stop()])
    await server.stop()
    const steps: string[] = []
    const error = await rejection(
      server.restart(async () => {
        steps.push('down')
      })
    )
    expect(error).toMatchObject({ message: gone })
    expect(steps).toEqual([])
    expect(await isOpen(server.port)).toBe(false)
  })
})

test('TESTSERVER-55 restarts come one after another, also after one that failed', async () => {
  const server = await startTestServer()
  const client = connect(server.connectionString)
  await client.appendToStream('order-1', placed(1))
  await client.dispose()
  const order: string[] = []
  const { begun, letGo, step } = heldStep()
  const first = server.restart(async () => {
    order.push('first')
    await step()
    order.push('first ends')
  })
  const failing = rejection(server.restart(() => Promise.reject(new Error('no luck'))))
  const last = server.restart(async () => {
    order.push('last')
  })
  await begun
  letGo()
  await Promise.all([first, last])
  expect(await failing).toMatchObject({ message: 'no luck' })
  expect(order).toEqual(['first', 'first ends', 'last'])
  const again = connect(server.connectionString)
  expect(await typesIn(again.readStream('order-1'))).toEqual(['OrderPlaced'])
  await again.dispose()
  await server.stop()
})

test('a restart whose port was taken meanwhile says so, and the next one finds it free again', async () => {
  const server = await startTestServer()
  let other = await startTestServer()
  const error = await rejection(
    server.restart(async () => {
      await other.stop()
      other = await startTestServer({ port: server.port })
    })
  )
  expect(isStartError(error) && error.failure).toEqual({ _tag: 'PortInUse', port: server.port })
  await other.stop()
  await server.restart()
  expect(await isOpen(server.port)).toBe(true)
  await server.stop()
  expect(await isOpen(server.port)).toBe(false)
})
