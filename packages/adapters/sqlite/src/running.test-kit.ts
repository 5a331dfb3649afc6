import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export interface Ran {
  readonly lines: readonly string[]
  /** What it said on standard error. */
  readonly errors: string
  readonly code: number | null
}

interface Running {
  /** Killed, without a chance to tidy up, when so many lines have come. */
  readonly killAt?: number
  /** Called when it says `ready`; it goes on once the answer has come. */
  readonly gate?: () => Promise<void>
}

/** Runs a program of this folder in a process of its own to its end. */
export const runs = (program: string, args: readonly string[], { killAt, gate }: Running = {}): Promise<Ran> =>
  new Promise((resolve, reject) => {
    const file = fileURLToPath(new URL(program, import.meta.url))
    const child = spawn(process.execPath, ['--conditions=disque-source', '--import', 'tsx', file, ...args], { stdio: ['pipe', 'pipe', 'pipe'] })
    const lines: string[] = []
    let errors = ''
    child.stderr.on('data', (text: Buffer) => (errors += text.toString()))
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (lines.push(line) === killAt) child.kill('SIGKILL')
      if (line === 'ready') gate?.().then(() => child.stdin.end('go\n'), reject)
    })
    child.on('error', reject)
    child.on('close', (code) => resolve({ lines, errors, code }))
  })

/** Opens when so many have come to it. */
export const gateFor = (count: number): (() => Promise<void>) => {
  let come = 0
  let open: () => void = () => undefined
  const opened = new Promise<void>((resolve) => (open = resolve))
  return () => {
    if (++come === count) open()
    return opened
  }
}
