import { once } from 'node:events'
import { open } from './stores.js'
import { sampler } from './usage.js'
import { worker } from './worker.js'
import type { Said, Told } from './worker-process.js'

const say = (said: Said): void => void process.send?.(said)
const told = async (): Promise<Told> => ((await once(process, 'message')) as [Told])[0]

const first = await told()
if (first._tag === 'work') {
  const opened = await open(first.places)
  const made = worker({
    opened, holder: first.holder,
    hear: (effect) => say({ _tag: 'effect', effect }),
    onTrouble: (what) => say({ _tag: 'trouble', what }),
  })
  const { running, stop, level } = made.start()
  const sample = sampler(level)
  const sampling = setInterval(() => say({ _tag: 'sample', sample: sample() }), 1000)
  say({ _tag: 'ready' })
  await told()
  clearInterval(sampling)
  await stop()
  await running
  await opened.close()
}
process.disconnect()
