import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { judgeFile, type Judged, setAside } from './vectors/judge.js'

const usage = 'npm run vectors -- DIR, a folder of .json files with cases'

class Unusable extends Error {}

const filesIn = (folder: string): readonly string[] => {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new Unusable(`The folder ${folder} does not exist.\n${usage}`)
  const names = readdirSync(folder).filter((name) => name.endsWith('.json')).sort()
  if (names.length === 0) throw new Unusable(`The folder ${folder} has no .json file.\n${usage}`)
  return names
}

const report = (name: string, { form, verdicts, passed, failed, skipped }: Judged) => {
  for (const v of verdicts) if (v.verdict === 'failed') console.log(`FAILED  ${name} ${v.id}: ${v.why}`)
  console.log(`${failed > 0 ? 'FAILED' : 'ok    '}  ${name} (${form}): ${passed} passed, ${failed} failed, ${skipped} skipped`)
  for (const [why, count] of setAside(verdicts)) console.log(`        ${count} skipped: ${why}`)
}

let [passed, failed, skipped] = [0, 0, 0]
try {
  const given = process.argv.slice(2).find((arg) => !arg.startsWith('--'))
  if (given === undefined) throw new Unusable(usage)
  const folder = path.resolve(process.env['INIT_CWD'] ?? process.cwd(), given)
  for (const name of filesIn(folder)) {
    const judged = judgeFile(readFileSync(path.join(folder, name), 'utf8'))
    report(name, judged)
    passed += judged.passed
    failed += judged.failed
    skipped += judged.skipped
  }
} catch (error) {
  if (!(error instanceof Unusable)) throw error
  console.log(error.message)
  failed++
}
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`)
process.exitCode = failed > 0 ? 1 : 0
