import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { importedOnly } from './files.js'
import { tarballOf, written } from './packed.js'
import type { Verdict } from './step.js'
import { inRoot, readJson, run } from './tool.js'

interface Manifest {
  readonly peerDependencies?: Readonly<Record<string, string>>
}

/** Installs the tarballs as a user would, outside the workspace, and uses each entry as an ES module and as CommonJS. */
export const smoke = async (): Promise<Verdict> => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'disque-smoke-'))
  try {
    const all = written()
    const ours = Object.fromEntries(all.map((p) => [p.name, `file:${tarballOf(p) ?? ''}`]))
    const peers = Object.assign({}, ...all.map((p) => (readJson(inRoot(p.folder, 'package.json')) as Manifest).peerDependencies ?? {})) as Record<string, string>
    writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: { ...peers, ...ours } }))
    copyFileSync(inRoot('scripts/smoke/use.cjs'), path.join(folder, 'use.cjs'))
    const install = await run('npm', ['install', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel', 'error'], { cwd: folder })
    if (install.code !== 0) return { failed: install.words }

    const entries = all.flatMap((p) => p.entries).map((entry) => (importedOnly.includes(entry) ? `import:${entry}` : entry))
    const core = entries.filter((entry) => entry.startsWith('@disque/core'))
    const host = process.env['DISQUE_HOST_NODE'] ?? process.execPath
    const runs: readonly (readonly [string, readonly string[]])[] = [
      [process.execPath, entries],
      ...(host === process.execPath ? [] : [[host, core] as const]),
    ]
    const problems: string[] = []
    for (const [node, names] of runs) {
      const { code, words } = await run(node, ['use.cjs', ...names], { cwd: folder, minutes: 2 })
      if (code !== 0) problems.push(`${node} use.cjs ${names.join(' ')}\n${words || `ended with ${code}`}`)
    }
    if (problems.length > 0) return { failed: problems.join('\n') }
    return { note: `${entries.length} entries, by import and by require${runs.length > 1 ? '; core on the machine’s own Node too' : ''}` }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
