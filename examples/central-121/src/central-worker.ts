import type { FromWorker, ToWorker } from './central/messages.js'
import { work, type Line } from './central/worker.js'

/** Without the process that started it there is nobody whom a worker could ring. */
process.on('disconnect', () => process.exit(0))
// Ctrl-C reaches the whole group: the process that started it says when to stop.
process.on('SIGINT', () => undefined)

const line: Line = {
  tell: (message: FromWorker) => void (process.connected && process.send?.(message)),
  onMessage: (hear) => void process.on('message', hear),
}
process.on('message', (message: ToWorker) => {
  if (message.type === 'orders')
    void work(message.orders, line).then(() => process.disconnect(), (error: unknown) => {
      console.error(error)
      process.exit(1)
    })
})
line.tell({ type: 'here' })
