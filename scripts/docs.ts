import { existsSync, writeFileSync } from 'node:fs'
import { filesBelow, read } from './check/files.js'
import type { Verdict } from './check/step.js'
import { asScript, inRoot } from './check/tool.js'

/** ```ts file=examples/quickstart/src/main.ts region=open … ``` (without a region: the whole file) */
const fence = /^([ \t]*)```(\w+)[ \t]+file=(\S+)(?:[ \t]+region=([\w-]+))?[ \t]*\n([\s\S]*?)^[ \t]*```[ \t]*$/gm

const dedent = (lines: readonly string[]): string => {
  const margins = lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length)
  const margin = margins.length === 0 ? 0 : Math.min(...margins)
  return lines.map((line) => `${line.slice(margin).trimEnd()}\n`).join('')
}

const isMark = (line: string, mark: string, name: string) => new RegExp(`^\\s*//\\s*#${mark}\\s+${name}\\s*$`).test(line)

/** The lines between `// #region name` and `// #endregion name`, without the marks of regions inside. */
const region = (source: string, name: string | undefined): string | undefined => {
  const lines = source.trimEnd().split('\n')
  const unmarked = (part: readonly string[]) => dedent(part.filter((line) => !/^\s*\/\/\s*#(end)?region\b/.test(line)))
  if (name === undefined) return unmarked(lines)
  const from = lines.findIndex((line) => isMark(line, 'region', name))
  const to = lines.findIndex((line) => isMark(line, 'endregion', name))
  return from < 0 || to < from ? undefined : unmarked(lines.slice(from + 1, to))
}

/** A page with its code as the files have it, what had drifted, and what cannot be found. */
export const refreshed = (page: string, source: (file: string) => string | undefined) => {
  const problems: string[] = []
  const drifted: string[] = []
  let fences = 0
  const text = page.replaceAll(fence, (whole: string, margin: string, language: string, file: string, name: string | undefined, code: string) => {
    fences += 1
    const found = source(file)
    const wanted = found === undefined ? undefined : region(found, name)?.replace(/^(?=.)/gm, margin)
    if (wanted === code) return whole
    if (wanted === undefined) {
      problems.push(found === undefined ? `${file} does not exist` : `${file} has no region "${name ?? ''}"`)
      return whole
    }
    drifted.push(`${file}${name === undefined ? '' : `, region ${name}`}`)
    return `${margin}\`\`\`${language} file=${file}${name === undefined ? '' : ` region=${name}`}\n${wanted}${margin}\`\`\``
  })
  return { text, fences, drifted, problems }
}

/** Code in documents is a region of a file that runs. */
export const checkDocs = (update: boolean): Promise<Verdict> => {
  const failures: string[] = []
  let count = 0
  for (const page of filesBelow('.', '.md')) {
    const { text, fences, drifted, problems } = refreshed(read(page), (file) => (existsSync(inRoot(file)) ? read(file) : undefined))
    count += fences
    failures.push(...problems.map((problem) => `${page}: ${problem}`))
    if (update && drifted.length > 0) writeFileSync(inRoot(page), text)
    if (!update) failures.push(...drifted.map((where) => `${page}: the code from ${where} is out of date: npm run docs -- --update`))
  }
  return Promise.resolve(failures.length > 0 ? { failed: failures.join('\n') } : { note: `${count} pieces of code as they run` })
}

await asScript(import.meta.url, checkDocs)
