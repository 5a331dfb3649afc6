import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Effect } from '@disque/core'
import { wallPause, type Pace } from './clock.js'
import type { FromWorker, Orders, ToWorker } from './messages.js'

type Seen = Extract<FromWorker, { readonly type: 'seen' }>['seen']

export interface Member {
  readonly name: string
  readonly child: ChildProcess
  /** Resolves when it works, or is gone. */
  readonly ready: Promise<void>
  readonly gone: Promise<void>
}

interface Options {
  readonly orders: Omit<Orders, 'name' | 'pace'>
  /** Takes an effect as the telephone exchange does. */
  readonly carry: (effect: Effect) => Promise<void>
  readonly onSeen: (seen: Seen, worker: string) => void
  /** One has ended that nobody had ended, or cannot work: its last words. */
  readonly onFallen: (words: string) => void
}

const program = fileURLToPath(new URL('../central-worker.ts', import.meta.url))
const execArgv = ['--conditions=disque-source', '--import', 'tsx']

/** Worker processes of a run. */
export const crew = ({ orders, carry, onSeen, onFallen }: Options) => {
  const members = new Map<string, Member>()
  const ended = new Set<ChildProcess>()
  let pace: Pace | undefined
  let started = 0

  const tell = (child: ChildProcess, message: ToWorker): void => {
    // A worker that was killed just now needs to hear nothing.
    if (child.connected) child.send(message, () => undefined)
  }

  const start = (): Member => {
    const name = `w${++started}`
    const child = fork(program, { execArgv, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
    let words = ''
    child.stderr?.on('data', (text: Buffer) => (words = `${words}${text.toString()}`.slice(-4000)))
    let isReady: () => void = () => undefined
    const ready = new Promise<void>((resolve) => (isReady = resolve))
    const gone = new Promise<void>((resolve) => {
      const over = (): void => {
        if (members.delete(name) && !ended.has(child)) onFallen(words)
        isReady()
        resolve()
      }
      child.on('close', over)
      child.on('error', (error) => {
        words = `${words}\n${error.message}`
        over()
      })
    })
    child.on('message', (message: FromWorker) => {
      switch (message.type) {
        case 'here':
          return tell(child, { type: 'orders', orders: { ...orders, name, ...(pace === undefined ? {} : { pace }) } })
        case 'ready':
          // The clock may have begun to go in between.
          if (pace !== undefined) tell(child, { type: 'go', pace })
          return isReady()
        case 'carry':
          return void carry(message.effect).then(() => tell(child, { type: 'carried', number: message.number }))
        case 'seen':
          return onSeen(message.seen, name)
        case 'failed':
          words = message.words
      }
    })
    const member = { name, child, ready, gone }
    members.set(name, member)
    return member
  }

  const end = (member: Member, signal: NodeJS.Signals): void => {
    ended.add(member.child)
    member.child.kill(signal)
  }

  return {
    start,
    go: (told: Pace): void => {
      pace = told
      for (const { child } of members.values()) tell(child, { type: 'go', pace })
    },
    /** Without those that were killed and are not quite gone. */
    living: (): readonly Member[] => [...members.values()].filter(({ child }) => !ended.has(child)),
    started: (): number => started,
    kill: (member: Member): void => end(member, 'SIGKILL'),
    /** They write what they have worked out, and give their leases back; who does not in good time is killed. */
    stop: async (): Promise<void> => {
      const all = [...members.values()]
      for (const { child } of all) {
        ended.add(child)
        child.kill('SIGCONT')
        tell(child, { type: 'stop' })
      }
      const control = new AbortController()
      await Promise.race([Promise.all(all.map(({ gone }) => gone)), wallPause(15_000, control.signal)])
      control.abort()
      for (const member of [...members.values()]) end(member, 'SIGKILL')
    },
    /** At once, and without a word. */
    abandon: (): void => {
      for (const member of members.values()) end(member, 'SIGKILL')
    },
  }
}
export type Crew = ReturnType<typeof crew>
