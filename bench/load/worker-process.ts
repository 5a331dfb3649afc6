import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Effect } from '@disque/core'
import type { Places } from './stores.js'
import type { Sample } from './usage.js'

/** What a worker's process says. */
export type Said =
  | { readonly _tag: 'ready' }
  | { readonly _tag: 'effect'; readonly effect: Effect }
  | { readonly _tag: 'sample'; readonly sample: Sample }
  | { readonly _tag: 'trouble'; readonly what: string }

/** What it is told; `stop` is the last. */
export type Told = { readonly _tag: 'work'; readonly places: Places; readonly holder: string } | { readonly _tag: 'stop' }

export interface WorkerProcess {
  readonly name: string
  readonly ready: Promise<void>
  readonly samples: readonly Sample[]
  readonly stop: () => Promise<void>
}

/** How a process reads the workspace's sources, whoever starts it. */
export const fromSource: readonly string[] = ['--conditions=disque-source', '--import', 'tsx']

const main = fileURLToPath(new URL('worker-main.ts', import.meta.url))

/** Starts a process that works for the centre at these places. */
export const workerProcess = (name: string, places: Places, { hear, onTrouble }: { readonly hear: (effect: Effect) => void; readonly onTrouble: (what: string) => void }): WorkerProcess => {
  const child = fork(main, [], { execArgv: [...fromSource, ...profiling()], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const tell = (told: Told) => child.send(told)
  const samples: Sample[] = []
  let stopping = false
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const ready = new Promise<void>((resolve, reject) => {
    child.once('exit', (code) => {
      if (!stopping) onTrouble(`${name} ended with ${String(code)}`)
      reject(new Error(`${name} ended with ${String(code)}`))
    })
    child.on('message', (said: Said) => {
      if (said._tag === 'ready') resolve()
      if (said._tag === 'effect') hear(said.effect)
      if (said._tag === 'sample') samples.push(said.sample)
      if (said._tag === 'trouble') onTrouble(said.what)
    })
  })
  tell({ _tag: 'work', places, holder: name })
  return {
    name, ready, samples,
    stop: async () => {
      stopping = true
      if (!child.connected) return
      tell({ _tag: 'stop' })
      await exited
    },
  }
}

/** DISQUE_PROFILE names a folder for profiles of the workers. */
const profiling = (): readonly string[] => {
  const folder = process.env['DISQUE_PROFILE']
  return folder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${folder}`]
}
