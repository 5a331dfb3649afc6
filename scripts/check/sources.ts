import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { filesBelow, read } from './files.js'
import type { Verdict } from './step.js'
import { type Ran, readJson, root, tool } from './tool.js'

const verdict = ({ code, words }: Ran, note?: string): Verdict => (code === 0 ? (note === undefined ? {} : { note }) : { failed: words.trim() || `ended with ${code}` })

export const lint = async () => verdict(await tool('eslint/bin/eslint.js', ['--config', 'config/eslint.config.js', '--max-warnings', '0', '.']))

/** Core once by itself, without Node's types, then everything: tests, scripts, examples, benchmarks. */
export const types = async (): Promise<Verdict> => {
  const [core, all] = await Promise.all(['packages/core/tsconfig.build.json', 'tsconfig.json'].map((project) => tool('typescript/bin/tsc', ['--pretty', 'false', '-p', project])))
  const words = [...new Set([core, all].flatMap((ran) => (ran && ran.code !== 0 ? ran.words.trimEnd().split('\n') : [])))]
  return words.length > 0 ? { failed: words.join('\n') } : {}
}

interface Cruise {
  readonly modules: readonly { readonly source: string }[]
  readonly summary: { readonly totalDependenciesCruised: number; readonly violations: readonly { readonly from: string; readonly to: string; readonly rule: { readonly name: string }; readonly cycle?: readonly { readonly name: string }[] }[] }
}

/** The file cruised must include all sources: with a wrong TypeScript the cruiser sees none and is content. */
export const directions = async (): Promise<Verdict> => {
  const { code, stdout, words } = await tool('dependency-cruiser/bin/dependency-cruise.mjs', ['--config', 'config/dependency-cruiser.cjs', '--output-type', 'json', 'packages', 'examples', 'bench', 'scripts'])
  if (!stdout.startsWith('{')) return { failed: words || `ended with ${code}` }
  const { modules, summary } = JSON.parse(stdout) as Cruise
  const seen = new Set(modules.map((m) => m.source))
  const unseen = ['packages', 'examples', 'bench', 'scripts'].flatMap((folder) => filesBelow(folder, '.ts')).filter((file) => !seen.has(file))
  const problems = [
    ...summary.violations.map(({ rule, from, to, cycle }) => `${rule.name}: ${from} -> ${cycle ? cycle.map((c) => c.name).join(' -> ') : to}`),
    ...unseen.map((file) => `the cruiser did not see ${file}`),
  ]
  return problems.length > 0 ? { failed: problems.join('\n') } : { note: `${seen.size} modules, ${summary.totalDependenciesCruised} imports` }
}

export const knip = async () => verdict(await tool('knip/bin/knip.js', ['--config', 'config/knip.json', '--no-config-hints', '--no-progress']))

export const fileLength = (): Promise<Verdict> => {
  const long = filesBelow('.', '.ts').flatMap((file) => {
    const lines = read(file).trimEnd().split('\n').length
    return lines >= 300 ? [`${file} has ${lines} lines; fewer than 300 are allowed`] : []
  })
  return Promise.resolve(long.length > 0 ? { failed: long.join('\n') } : {})
}

interface Results {
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly message?: string
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[]
  }[]
}

/** All tests of all packages. A file that does not even load counts as one failure. */
export const vitest = async (): Promise<Verdict> => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'disque-tests-'))
  const file = path.join(folder, 'results.json')
  try {
    const ran = await tool('vitest/vitest.mjs', ['run', '--config', 'config/vitest.config.ts', '--passWithNoTests', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`], { show: true, minutes: 20 })
    const { testResults } = readJson(file) as Results
    const tests = testResults.flatMap((f) => f.assertionResults.map((t) => ({ ...t, file: path.relative(root, f.name) })))
    const broken = testResults.filter((f) => f.status === 'failed' && !f.assertionResults.some((t) => t.status === 'failed'))
    const failed = tests.filter((t) => t.status === 'failed')
    const passed = tests.filter((t) => t.status === 'passed').length
    const skipped = tests.filter((t) => t.status !== 'passed' && t.status !== 'failed').map((t) => `${t.file}: ${t.fullName}`)
    const names = [...failed.map((t) => `${t.file}: ${t.fullName}`), ...broken.map((f) => `${path.relative(root, f.name)} did not run: ${f.message ?? ''}`)]
    const counted = { note: `${passed} tests in ${testResults.length} files`, skipped, tests: { passed, failed: names.length } }
    if (names.length > 0) return { ...counted, failed: names.join('\n') }
    return ran.code === 0 ? counted : { ...counted, failed: `vitest ended with ${ran.code}:\n${ran.words.slice(-2000)}` }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
