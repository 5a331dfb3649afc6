import { canonical } from './contracts/case.js'

type Fields = Readonly<Record<string, unknown>>

const isFields = (u: unknown): u is Fields => typeof u === 'object' && u !== null && !Array.isArray(u)
const typeOf = (u: unknown): string => (isFields(u) && typeof u['type'] === 'string' ? u['type'] : 'event')
const short = (u: unknown): string => {
  const text = u === undefined ? 'nothing' : canonical(u)
  return text.length > 300 ? `${text.slice(0, 300)}…` : text
}

/** One line for each field in which two values differ: `    terms.cost: wanted 2, found 3`. */
export const fieldDifferences = (wanted: unknown, found: unknown, path = ''): readonly string[] => {
  if (canonical(wanted) === canonical(found)) return []
  if (!isFields(wanted) || !isFields(found)) return [`    ${path === '' ? 'it' : path}: wanted ${short(wanted)}, found ${short(found)}`]
  const names = [...new Set([...Object.keys(wanted), ...Object.keys(found)])].sort()
  return names.flatMap((name) => fieldDifferences(wanted[name], found[name], path === '' ? name : `${path}.${name}`))
}

const lineOf = (wanted: unknown, found: unknown): readonly string[] => {
  if (canonical(wanted) === canonical(found)) return [`  = ${typeOf(found)}`]
  if (wanted !== undefined && found !== undefined && typeOf(wanted) === typeOf(found)) return [`  ~ ${typeOf(found)}`, ...fieldDifferences(wanted, found)]
  return [...(wanted === undefined ? [] : [`  - wanted ${typeOf(wanted)} ${short(wanted)}`]), ...(found === undefined ? [] : [`  + found  ${typeOf(found)} ${short(found)}`])]
}

/** How two lists of events differ in order, number or any field; nothing when they are the same. */
export const eventDifferences = (wanted: readonly unknown[], found: readonly unknown[]): string | undefined => {
  if (canonical(wanted) === canonical(found)) return undefined
  const lines = Array.from({ length: Math.max(wanted.length, found.length) }, (_, i) => lineOf(wanted[i], found[i]))
  return [`the events differ (wanted ${wanted.length}, found ${found.length})`, ...lines.flat()].join('\n')
}
