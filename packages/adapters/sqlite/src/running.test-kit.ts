import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export interface Ran {
  readonly lines: readonly string[]
  /** What it said on standard error. */
  readonly errors: string
  readonly code: number | null
}

/** Runs a program of this folder in a process of its own to its end, or until `enough` lines have come: then it is killed, without a chance to tidy up. */
export const runs = (program: string, args: readonly string[], enough = Infinity): Promise<Ran> =>
  new Promise((resolve, reject) => {
    const file = fileURLToPath(new URL(program, import.meta.url))
    const child = spawn(process.execPath, ['--conditions=disque-source', '--import', 'tsx', file, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
    const lines: string[] = []
    let errors = ''
    child.stderr.on('data', (text: Buffer) => (errors += text.toString()))
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (lines.push(line) === enough) child.kill('SIGKILL')
    })
    child.on('error', reject)
    child.on('close', (code) => resolve({ lines, errors, code }))
  })
