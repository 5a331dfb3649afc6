import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { filesBelow, read } from './check/files.js'
import type { Verdict } from './check/step.js'
import { asScript, inRoot } from './check/tool.js'

const page = 'docs/reference/rules.md'
/** `// CALL-03 The rule.` or the same as a doc comment on one line. */
const stated = /^\s*(?:\/\/|\/\*\*?|\*)\s*([A-Z]+-\d\d)\b[ :.–-]*(.*?)\s*(?:\*\/)?\s*$/
const titled = /(['"`])((?:\\.|(?!\1).)*?\b[A-Z]+-\d\d\b(?:\\.|(?!\1).)*)\1/g
const id = /\b[A-Z]+-\d\d\b/g

interface Rule {
  readonly id: string
  readonly text: string
  readonly file: string
  readonly source?: string
}

/** A norm in brackets, or what follows `Source: …`. */
const norm = /\(([^()]*\b(?:Lei|Decreto|Portaria|Código|Resolução|Instrução|LAI|SAC)\b[^()]*)\)/g

/** The sentence, and what it rests on. */
const parted = (text: string) => {
  const [sentence = '', named] = text.split(/\s*\bSource: /)
  const source = named?.replace(/\n[^]*/, '').trim().replace(/\.$/, '') ?? [...text.matchAll(norm)].map(([, found]) => found).join('; ')
  return { text: sentence, ...(source === '' ? {} : { source }) }
}

/** The lines of the comment that follow one of its lines. */
const restOf = (lines: readonly string[], from: number): readonly string[] => {
  const rest: string[] = []
  for (const line of lines.slice(from + 1)) {
    if (!/^\s*(?:\/\/|\*)/.test(line) || stated.test(line) || /^\s*\*\s*@/.test(line)) break
    rest.push(line.replace(/^\s*(?:\/\/|\*\/?)\s?/, '').replace(/\s*\*\/$/, ''))
  }
  return rest
}

const rulesIn = (file: string): readonly Rule[] => {
  const lines = read(file).split('\n')
  return lines.flatMap((line, i) => {
    const [, ruleId, text] = stated.exec(line) ?? []
    if (ruleId === undefined || text === undefined) return []
    const rest = line.includes('*/') ? [] : restOf(lines, i)
    const { source } = parted([text, ...rest].join('\n').trim())
    return [{ id: ruleId, text: parted(text).text, file, ...(source === undefined ? {} : { source }) }]
  })
}

/** Rule ids in a test file's titles, each with the title without it. */
const proofsIn = (file: string): readonly Rule[] =>
  [...read(file).matchAll(titled)].flatMap(([, , title = '']) =>
    [...new Set(title.match(id) ?? [])].map((ruleId) => ({ id: ruleId, text: title.replace(id, '').replace(/^[\s:,.–-]+/, '').trim(), file }))
  )

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('<', '&lt;')
const link = (file: string) => `[${path.basename(file)}](${path.posix.relative(path.posix.dirname(page), file)})`
const prefix = (rule: Rule) => rule.id.replace(/-\d\d$/, '')

const render = (rules: readonly Rule[], proofs: ReadonlyMap<string, readonly Rule[]>): string => {
  const lines = ['# Rules', '', 'Each rule has an id, which stands in the code beside it and in the title of what proves it.', 'This page is made from both by `npm run rules -- --update`. Where a rule rests on a norm or a paper, it is named; a dash is a decision of this project.']
  let section = ''
  for (const rule of rules) {
    if (prefix(rule) !== section) {
      section = prefix(rule)
      lines.push('', `## ${section}`, '', '| id | rule | source | proven by |', '|---|---|---|---|')
    }
    const proven = (proofs.get(rule.id) ?? []).map((p) => `${cell(p.text)} (${link(p.file)})`)
    lines.push(`| ${rule.id} | ${cell(rule.text)} (${link(rule.file)}) | ${cell(rule.source ?? '–')} | ${proven.join('<br>')} |`)
  }
  return `${lines.join('\n')}\n`
}

/** Every rule has a proof, every proof a rule, and the page says what both say. */
export const checkRules = async (update: boolean): Promise<Verdict> => {
  const sources = filesBelow('packages', '.ts').filter((file) => file.includes('/src/'))
  const isTest = (file: string) => file.endsWith('.test.ts')
  const rules = sources.filter((file) => !isTest(file)).flatMap(rulesIn).sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
  const tests = [...sources.filter((file) => isTest(file) || file.startsWith('packages/core/src/testing/')), ...filesBelow('examples', '.test.ts')]
  const proofs = new Map<string, Rule[]>()
  for (const proof of tests.flatMap(proofsIn)) proofs.set(proof.id, [...(proofs.get(proof.id) ?? []), proof])

  const ids = new Set(rules.map((rule) => rule.id))
  const twice = rules.filter((rule, i) => rules[i - 1]?.id === rule.id)
  const text = render(rules, proofs)
  if (update) {
    mkdirSync(path.dirname(inRoot(page)), { recursive: true })
    writeFileSync(inRoot(page), text)
  }
  const problems = [
    ...twice.map((rule) => `${rule.id} stands twice: ${rules.filter((r) => r.id === rule.id).map((r) => r.file).join(', ')}`),
    ...rules.filter((rule) => !proofs.has(rule.id)).map((rule) => `${rule.id} (${rule.file}) has no test: name it in a title`),
    ...[...proofs].filter(([proof]) => !ids.has(proof)).map(([proof, [first]]) => `${proof} is named by ${first?.file ?? 'a test'}, but no rule has this id`),
  ]
  if (!existsSync(inRoot(page)) || read(page) !== text) problems.push(`${page} is out of date: npm run rules -- --update`)
  return problems.length > 0 ? { failed: problems.join('\n') } : { note: `${ids.size} rules, each with its proof` }
}

await asScript(import.meta.url, checkRules)
