import { startError } from './failures.js'

/** What a server is made of that stops and starts again. */
export interface Machine {
  /** Opens the port; rejects if it cannot. */
  readonly open: () => Promise<void>
  /** Closes the port and ends every connection; does nothing if that is done already. */
  readonly close: () => Promise<void>
  /** Forgets the data, once. */
  readonly end: () => Promise<void>
}

export interface Lifecycle {
  readonly stop: () => Promise<void>
  readonly restart: (whileDown?: () => Promise<void>) => Promise<void>
}

/** TESTSERVER-55 Restarts come one after another; a stop wins over them, and once it is done the port is closed for good. */
export const lifecycle = ({ open, close, end }: Machine): Lifecycle => {
  let stopping: Promise<void> | undefined
  let opening: Promise<void> = Promise.resolve()
  let restarts: Promise<void> = Promise.resolve()
  const stop = async (): Promise<void> => {
    await opening.catch(() => undefined)
    await close()
    await end()
  }
  const restart = async (whileDown?: () => Promise<void>): Promise<void> => {
    if (stopping === undefined) await close()
    try {
      if (stopping === undefined) await whileDown?.()
    } finally {
      if (stopping === undefined) {
        opening = open()
        await opening
      }
    }
    if (stopping !== undefined) throw startError({ _tag: 'Stopped' })
  }
  return {
    stop: async () => {
      stopping ??= stop()
      await stopping
    },
    restart: async (whileDown) => {
      if (stopping !== undefined) throw startError({ _tag: 'Stopped' })
      const mine = restarts.then(async () => restart(whileDown))
      restarts = mine.catch(() => undefined)
      await mine
    },
  }
}
