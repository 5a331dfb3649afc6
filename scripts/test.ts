import { buildPackages, checkPacked, packPackages, publishDryRun } from './check/packed.js'
import { directions, fileLength, knip, lint, types, vitest } from './check/sources.js'
import { smoke } from './check/smoke.js'
import { runSteps, type Step } from './check/step.js'
import { checkDocs } from './docs.js'
import { checkRules } from './rules.js'
import { checkSchemas } from './schemas.js'

const setUpMs = Number(process.env['DISQUE_SET_UP_MS'] ?? 0)

/** All of `npm test`, in this order; names on the command line choose some. */
const steps: readonly Step[] = [
  { name: 'set-up', run: () => Promise.resolve({ note: `${process.version}, ${(setUpMs / 1000).toFixed(1)} s` }) },
  { name: 'types', run: types },
  { name: 'lint', run: lint },
  { name: 'import directions', run: directions },
  { name: 'unused', run: knip },
  { name: 'file length', run: fileLength },
  { name: 'schemas', run: () => checkSchemas(false) },
  { name: 'rules', run: () => checkRules(false) },
  { name: 'docs', run: () => checkDocs(false) },
  { name: 'build', run: buildPackages },
  { name: 'pack', after: ['build'], run: packPackages },
  { name: 'package shape', after: ['pack'], run: checkPacked },
  { name: 'publish (dry run)', after: ['build'], run: publishDryRun },
  { name: 'smoke', after: ['pack'], run: smoke },
  { name: 'tests', alone: true, run: vitest },
]

const chosen = process.argv.slice(2)
const unknown = chosen.filter((name) => !steps.some((step) => step.name === name))
if (unknown.length > 0) {
  console.error(`No step is called ${unknown.join(', ')}. There are: ${steps.map((step) => step.name).join(', ')}.`)
  process.exit(1)
}
const began = performance.now()
const { passed, failed, skipped } = await runSteps(chosen.length === 0 ? steps : steps.filter((step) => chosen.includes(step.name)))
if (skipped.length > 0) console.log(`Skipped:\n${skipped.map((name) => `  ${name}`).join('\n')}`)
console.log(`In ${((performance.now() - began) / 1000).toFixed(1)} s.`)
console.log(`${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`)
process.exitCode = failed > 0 ? 1 : 0
