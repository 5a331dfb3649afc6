/** What a step of `npm test` found. Tests that a step counted by itself go into `tests`. */
export interface Verdict {
  readonly failed?: string
  readonly note?: string
  readonly skipped?: readonly string[]
  readonly tests?: { readonly passed: number; readonly failed: number }
}

export interface Step {
  readonly name: string
  /** Steps that must have passed before this one starts. */
  readonly after?: readonly string[]
  /** Needs both cores: nothing else runs beside it. */
  readonly alone?: boolean
  readonly run: () => Promise<Verdict>
}

/** A program that this machine lacks. In CI that is a failure, elsewhere the step is skipped by name. */
export class Missing extends Error {}

interface Total {
  passed: number
  failed: number
  skipped: string[]
}

const inCi = () => process.env['CI'] === 'true'
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`
const indent = (words: string) => words.trimEnd().replace(/^/gm, '    ')

const attempt = async (step: Step): Promise<Verdict> => {
  try {
    return await step.run()
  } catch (e) {
    if (e instanceof Missing) return inCi() ? { failed: `${e.message} (in CI that is a failure)` } : { skipped: [`${step.name}: ${e.message}`] }
    return { failed: e instanceof Error ? (e.stack ?? e.message) : String(e) }
  }
}

const report = (step: Step, verdict: Verdict, ms: number, total: Total) => {
  const { failed, note, skipped = [], tests } = verdict
  const word = failed !== undefined ? 'FAILED' : skipped.length > 0 && tests === undefined && note === undefined ? 'skipped' : 'ok'
  console.log(`${word.padEnd(7)} ${step.name} (${seconds(ms)})${note === undefined ? '' : `: ${note}`}`)
  if (failed !== undefined) console.log(indent(failed))
  for (const name of skipped) console.log(indent(`skipped: ${name}`))
  total.skipped.push(...skipped)
  total.passed += tests?.passed ?? (word === 'ok' ? 1 : 0)
  total.failed += tests?.failed ?? (word === 'FAILED' ? 1 : 0)
  if (tests?.failed === 0 && word === 'FAILED') total.failed += 1
}

/** Runs steps, two at a time where they allow it, each as soon as what it builds on has passed. */
export const runSteps = async (steps: readonly Step[]): Promise<Total> => {
  const total: Total = { passed: 0, failed: 0, skipped: [] }
  const waiting = [...steps]
  const passed = new Set<string>()
  const names = new Set(steps.map((s) => s.name))
  const running = new Map<Step, Promise<void>>()

  const start = (step: Step) => {
    const began = performance.now()
    console.log(`…       ${step.name}`)
    const work = attempt(step).then((verdict) => {
      running.delete(step)
      if (verdict.failed === undefined) passed.add(step.name)
      report(step, verdict, performance.now() - began, total)
    })
    running.set(step, work)
  }
  const ready = (step: Step) =>
    (step.after ?? []).every((name) => passed.has(name) || !names.has(name)) && (running.size === 0 || (!step.alone && ![...running.keys()].some((s) => s.alone)))

  for (;;) {
    while (running.size < 2) {
      const at = waiting.findIndex(ready)
      const next = waiting[at]
      if (next === undefined) break
      waiting.splice(at, 1)
      start(next)
    }
    if (running.size === 0) break
    await Promise.race(running.values())
  }
  for (const step of waiting) {
    const why = `${step.name}: not run, because ${(step.after ?? []).filter((name) => !passed.has(name)).join(', ')} did not pass`
    console.log(`skipped ${why}`)
    total.skipped.push(why)
  }
  return total
}
