import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { Missing } from './step.js'

export const root = fileURLToPath(new URL('../..', import.meta.url))
export const inRoot = (...parts: readonly string[]) => path.join(root, ...parts)

export interface Ran {
  readonly code: number
  readonly stdout: string
  /** Both streams as they came. */
  readonly words: string
}

interface Options {
  readonly cwd?: string
  /** Show what the program says while it runs. */
  readonly show?: boolean
  readonly env?: NodeJS.ProcessEnv
  readonly minutes?: number
}

/** Runs a program to its end. One that does not exist is `Missing`; one that takes too long is ended. */
export const run = (program: string, args: readonly string[], { cwd = root, show = false, env, minutes = 10 }: Options = {}): Promise<Ran> =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
    let stdout = ''
    let words = ''
    const late = setTimeout(() => {
      words += `\n${program} was ended after ${minutes} minutes.\n`
      child.kill('SIGKILL')
    }, minutes * 60_000)
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
      words += text
      if (show) process.stdout.write(text)
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      words += text
      if (show) process.stderr.write(text)
    })
    child.on('error', (e: NodeJS.ErrnoException) => {
      clearTimeout(late)
      reject(e.code === 'ENOENT' ? new Missing(`${program} is missing on this machine`) : e)
    })
    child.on('close', (code) => {
      clearTimeout(late)
      resolve({ code: code ?? 1, stdout, words })
    })
  })

/** A tool of the repository, under the Node that runs this. */
export const tool = (file: string, args: readonly string[], options?: Options): Promise<Ran> => {
  const whole = inRoot('node_modules', file)
  if (!existsSync(whole)) throw new Missing(`${file} is not installed`)
  return run(process.execPath, [whole, ...args], options)
}

export const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'))

export const pnpm = (args: readonly string[], options?: Options): Promise<Ran> => {
  const { packageManager } = readJson(inRoot('package.json')) as { packageManager: string }
  return run('npx', ['--yes', packageManager, ...args], options)
}

/** Runs `check` when its file is the script that was asked for: prints what it found and sets the exit code. */
export const asScript = async (url: string, check: (update: boolean) => Promise<{ failed?: string; note?: string; skipped?: readonly string[] }>) => {
  if (process.argv[1] === undefined || path.resolve(process.argv[1]) !== fileURLToPath(url)) return
  const { failed, note, skipped = [] } = await check(process.argv.includes('--update'))
  console.error(failed ?? [note, ...skipped].filter(Boolean).join('\n'))
  if (failed !== undefined) process.exitCode = 1
}
