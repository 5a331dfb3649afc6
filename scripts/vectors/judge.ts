import { runDeadline } from './deadline.js'
import { runDocuments } from './documents.js'
import { runHolidays } from './holidays.js'
import { runHours } from './hours.js'
import { runNup } from './nup.js'
import { runPhones } from './phones.js'
import { runRouting } from './routing.js'
import { runServiceLevel } from './service-level.js'
import { runSla } from './sla.js'
import { runStaffing } from './staffing.js'
import type { Verdict } from './verdict.js'
import { runZone } from './zone.js'

/** Who runs which form. */
const runners: Readonly<Record<string, (file: unknown) => readonly Verdict[]>> = {
  'hours/1': runHours, 'sla/1': runSla, 'sla/2': runSla, 'zone/1': runZone, 'holidays/1': runHolidays, 'deadline/1': runDeadline, 'nup/1': runNup, 'documents/1': runDocuments,
  'phones/1': runPhones, 'routing/1': runRouting, 'staffing/1': runStaffing, 'service-level/1': runServiceLevel,
}

/** What became of a file's cases. */
export interface Judged {
  readonly form: string
  readonly verdicts: readonly Verdict[]
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

const failure = (why: string): readonly Verdict[] => [{ id: 'file', verdict: 'failed', why }]

const run = (form: string, file: unknown): readonly Verdict[] => {
  const runner = Object.hasOwn(runners, form) ? runners[form] : undefined
  if (runner === undefined) return failure(`the form ${form} is not known; there are ${Object.keys(runners).join(', ')}`)
  try {
    const verdicts = runner(file)
    return verdicts.length === 0 ? failure('it has no case') : verdicts
  } catch (error) {
    return failure(error instanceof Error ? error.message : String(error))
  }
}

/** At most a tenth of a file's cases may be set aside. */
const tooManyAside = (verdicts: readonly Verdict[]): readonly Verdict[] => {
  const aside = verdicts.filter((v) => v.verdict === 'skipped').length
  return aside * 10 > verdicts.length ? failure(`${aside} of ${verdicts.length} cases are set aside, more than a tenth`) : []
}

/** Runs all cases of a file's text, by its form. */
export const judgeFile = (text: string): Judged => {
  let file: unknown
  let form = 'no form'
  let verdicts: readonly Verdict[]
  try {
    file = JSON.parse(text)
    if (typeof file === 'object' && file !== null && 'form' in file) form = String(file.form)
    verdicts = run(form, file)
  } catch (error) {
    verdicts = failure(`it is no JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
  const all = [...verdicts, ...tooManyAside(verdicts)]
  const count = (verdict: Verdict['verdict']) => all.filter((v) => v.verdict === verdict).length
  return { form, verdicts: all, passed: count('passed'), failed: count('failed'), skipped: count('skipped') }
}

/** How many cases were set aside for each reason. */
export const setAside = (verdicts: readonly Verdict[]): ReadonlyMap<string, number> => {
  const found = new Map<string, number>()
  for (const v of verdicts) if (v.verdict === 'skipped') found.set(v.why, (found.get(v.why) ?? 0) + 1)
  return found
}
