import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { importedOnly, type Package, packages } from './files.js'
import type { Verdict } from './step.js'
import { inRoot, pnpm, tool } from './tool.js'

/** Where this run's tarballs lie. */
export const tarballs = inRoot('node_modules/.cache/disque/tarballs')

export const written = () => packages().filter((p) => p.written)

/** The tarball of `@disque/core` is called disque-core-0.1.0.tgz. */
export const tarballOf = ({ name }: Package): string | undefined => {
  const start = `${name.replace('@', '').replace('/', '-')}-`
  const file = readdirSync(tarballs).find((f) => f.startsWith(start) && /^\d/.test(f.slice(start.length)))
  return file === undefined ? undefined : path.join(tarballs, file)
}

/** Does `work` for every written package, two at a time, and gathers what went wrong. */
const forEach = async (work: (p: Package) => Promise<string | undefined>): Promise<Verdict> => {
  const todo = [...written()]
  const done = todo.length
  const problems: string[] = []
  const worker = async () => {
    for (let p = todo.shift(); p !== undefined; p = todo.shift()) {
      const problem = await work(p)
      if (problem !== undefined) problems.push(`${p.name}\n${problem}`)
    }
  }
  await Promise.all([worker(), worker()])
  return problems.length > 0 ? { failed: problems.join('\n') } : { note: `${done} packages` }
}

export const buildPackages = async (): Promise<Verdict> => ({
  ...(await forEach(async (p) => {
    const { code, words } = await tool('tsup/dist/cli-default.js', [], { cwd: inRoot(p.folder) })
    return code === 0 ? undefined : words
  })),
  skipped: packages().filter((p) => !p.written).map((p) => `${p.name}: no src/index.ts yet, so nothing is built, packed or smoke-tested`),
})

const eachWritten = (command: readonly string[]) => pnpm(['--recursive', ...written().flatMap((p) => ['--filter', p.name]), ...command])

export const packPackages = async (): Promise<Verdict> => {
  rmSync(tarballs, { recursive: true, force: true })
  mkdirSync(tarballs, { recursive: true })
  const { code, words } = await eachWritten(['pack', '--pack-destination', tarballs])
  return code === 0 ? {} : { failed: words }
}

const without = ({ name, entries }: Package): readonly string[] => {
  const left = entries.filter((entry) => importedOnly.includes(entry)).map((entry) => `.${entry.slice(name.length)}`)
  return left.length > 0 ? ['--exclude-entrypoints', ...left] : []
}

/** publint and "are the types wrong?" on what users would download. node10 knows no `exports` and is not supported. */
export const checkPacked = () =>
  forEach(async (p) => {
    const tarball = tarballOf(p)
    if (tarball === undefined) return 'has no tarball'
    const ran = [
      await tool('publint/src/cli.js', ['run', tarball, '--strict']),
      await tool('@arethetypeswrong/cli/dist/index.js', [tarball, '--profile', 'node16', '--no-emoji', ...without(p)]),
    ]
    const bad = ran.filter((r) => r.code !== 0)
    return bad.length > 0 ? bad.map((r) => r.words).join('\n') : undefined
  })

export const publishDryRun = async (): Promise<Verdict> => {
  const { code, words } = await eachWritten(['publish', '--dry-run', '--no-git-checks'])
  return code === 0 ? {} : { failed: words }
}
