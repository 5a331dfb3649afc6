import { createWriteStream } from 'node:fs'
import * as E from 'fp-ts/lib/Either.js'
import { storedPlans, type Outbound } from '@disque/core'
import { centreRooms, createRuntime, randomIds, type Seen } from '@disque/runtime'
import { fastClock } from './clock.js'
import type { FromWorker, Orders, ToWorker } from './messages.js'
import { openPlaces } from './places.js'
import { storeOf } from './run-store.js'

/** The other end of a worker: the process that started it. */
export interface Line {
  readonly tell: (message: FromWorker) => void
  readonly onMessage: (hear: (message: ToWorker) => void) => void
}

/** Effects go to the exchange that the other end plays, and are done when it says so. */
const throughLine = ({ tell }: Line) => {
  const waiting = new Map<number, () => void>()
  let sent = 0
  const outbound: Outbound = {
    carry: (effect) => () =>
      new Promise((resolve) => {
        const number = sent++
        waiting.set(number, () => resolve(E.right(undefined)))
        tell({ type: 'carry', number, effect })
      }),
  }
  const carried = (number: number): void => {
    waiting.get(number)?.()
    waiting.delete(number)
  }
  return { outbound, carried }
}

/** One line of JSON for each thing that is seen. */
const logTo = (file: string | undefined, worker: string, now: () => number) => {
  const stream = file === undefined ? undefined : createWriteStream(file, { flags: 'a' })
  return {
    write: (seen: Seen): void => void stream?.write(`${JSON.stringify({ at: new Date(now()).toISOString(), worker, ...seen })}\n`),
    close: (): Promise<void> => new Promise((resolve) => (stream === undefined ? resolve() : stream.end(resolve))),
  }
}

/** Works by its orders until it is told to stop. */
export const work = async (orders: Orders, line: Line): Promise<void> => {
  const { name, places, centre, after, wakes, speed, pace, leaseMs, checkpointMs } = orders
  const opened = await openPlaces(places)
  if (E.isLeft(opened)) return line.tell({ type: 'failed', words: opened.left.words })
  const { readModel } = opened.right
  const [store, clock, ids] = [storeOf(opened.right.store, centre, after), fastClock(wakes, speed), randomIds()]
  if (pace !== undefined) clock.go(pace)
  const plans = storedPlans(store)
  const { outbound, carried } = throughLine(line)
  const log = logTo(orders.log, name, clock.now)
  const runtime = createRuntime({
    store, readModel, clock, ids, plans, outbound, leaseMs, checkpointMs, holder: name,
    rooms: centreRooms({ store, readModel, clock, ids, plans }),
    telemetry: {
      observe: (seen) => {
        log.write(seen)
        if (seen._tag !== 'stepped') line.tell({ type: 'seen', seen })
      },
    },
  })
  line.onMessage((message) => {
    if (message.type === 'go') clock.go(message.pace)
    if (message.type === 'carried') carried(message.number)
    if (message.type === 'stop') runtime.stop().catch(console.error)
  })
  line.tell({ type: 'ready' })
  await runtime.run()
  await opened.right.close()
  await log.close()
}
