import { parseCnpj, parseCpf, parseNis, type DocumentInvalid } from '@disque/brazil'
import { differing, eachOf, judged, record, text, unknownKeys, Unreadable, unknownParts, type Fields } from './reading.js'
import type { Verdict } from './verdict.js'

type Answer = { readonly _tag: 'Right'; readonly right: string } | { readonly _tag: 'Left'; readonly left: DocumentInvalid }

const kinds: Readonly<Record<string, (text: string) => Answer>> = { cpf: parseCpf, cnpj: parseCnpj, nis: parseNis }
const known = ['v', 'value', 'input', 'kind']

const fieldsOf = (one: unknown, at: string): Fields => (typeof one === 'string' ? { v: one } : record(one, at))
const documentIn = (fields: Fields): string => text(fields['v'] ?? fields['value'] ?? fields['input'], 'the document')

/** A number says of itself whether it has letters. */
const ofKind = (kind: unknown, document: string): readonly string[] => {
  if (kind === undefined) return []
  if (kind !== 'num' && kind !== 'alnum') throw new Unreadable(`the kind ${JSON.stringify(kind)} is not known`)
  return differing('kind', kind, /[A-Z]/.test(document) ? 'alnum' : 'num')
}

/** Cases of the form `documents/1`: for each document a list of valid and one of invalid ones. */
export const runDocuments = (file: unknown): readonly Verdict[] => {
  const fields = record(file, 'the file')
  return [
    ...Object.entries(kinds).flatMap(([name, parse]) => {
      if (fields[name] === undefined) return []
      const lists = record(fields[name], name)
      const names = Object.keys(lists).filter((key) => /^(valid|invalid)/.test(key))
      const judge = (key: string) => (one: unknown, at: string) =>
        judged(at, () => {
          const entry = fieldsOf(one, at)
          const document = documentIn(entry)
          const answer = parse(document)
          if (key.startsWith('invalid')) return answer._tag === 'Left' ? [] : [`${document} is taken for ${answer.right}`]
          if (answer._tag === 'Left') return [`${document} is refused: ${answer.left._tag}`]
          return [...unknownKeys(entry, known), ...differing('without marks', document.replaceAll(/[ ./-]/g, ''), answer.right), ...ofKind(entry['kind'], answer.right)]
        })
      return [...names.flatMap((key) => eachOf(lists[key], `${name}.${key}`, judge(key))), ...unknownParts(lists, names)]
    }),
    ...unknownParts(fields, ['algorithms', ...Object.keys(kinds)]),
  ]
}
