import { Protocol } from '@disque/core'
import { differing, eachOf, judged, record, text, unknownKeys, Unreadable, unknownParts, type Fields } from './reading.js'
import type { Verdict } from './verdict.js'

/** The lists of the form: valid or synthetic ones and invalid ones, of 17 or of 21 digits. */
const listName = /^(valid|synthetic|invalid)[A-Za-z_]*?(17|21)/
const known = ['digits', 'formatted', 'input', 'base15', 'base19', 'dv']

interface Form {
  readonly read: (text: string) => { readonly _tag: 'Right'; readonly right: string } | { readonly _tag: 'Left'; readonly left: Protocol.NupInvalid }
  readonly checkDigits: (base: string) => string
}
const forms: Readonly<Record<string, Form>> = {
  17: { read: Protocol.parseNup, checkDigits: Protocol.nupCheckDigits },
  21: { read: Protocol.parseNup21, checkDigits: Protocol.nup21CheckDigits },
}

const fieldsOf = (one: unknown, at: string): Fields => (typeof one === 'string' ? { input: one } : record(one, at))
/** All ways in which an entry writes its number. */
const written = (fields: Fields): readonly string[] => ['formatted', 'digits', 'input'].filter((key) => fields[key] !== undefined).map((key) => text(fields[key], key))

const ofValid = (fields: Fields, { read, checkDigits }: Form): readonly string[] => {
  const ways = written(fields)
  const found = ways.map((way) => read(way))
  const refused = found.flatMap((answer, i) => (answer._tag === 'Left' ? [`${ways[i]} is refused: ${JSON.stringify(answer.left)}`] : []))
  if (refused.length > 0) return refused
  const numbers = found.flatMap((answer) => (answer._tag === 'Right' ? [answer.right] : []))
  const number = numbers[0]
  if (number === undefined) throw new Unreadable('there is no number')
  const digits = number.replaceAll(/\D/g, '')
  const base = fields['base15'] ?? fields['base19']
  return [
    ...numbers.flatMap((other) => differing('the same number', number, other)),
    ...(fields['formatted'] === undefined ? [] : differing('formatted', fields['formatted'], number)),
    ...(fields['digits'] === undefined ? [] : differing('digits', fields['digits'], digits)),
    ...(base === undefined ? [] : differing('base', base, digits.slice(0, -2))),
    ...(fields['dv'] === undefined ? [] : differing('dv', fields['dv'], checkDigits(digits.slice(0, -2)))),
  ]
}

const ofInvalid = (fields: Fields, { read }: Form): readonly string[] => {
  const ways = written(fields)
  if (ways.length === 0) throw new Unreadable('there is no number')
  return ways.flatMap((way) => {
    const answer = read(way)
    return answer._tag === 'Right' ? [`${way} is taken for ${answer.right}`] : []
  })
}

/** Cases of the form `nup/1`: protocol numbers of 17 digits, and of the form with 21 that never came into force. */
export const runNup = (file: unknown): readonly Verdict[] => {
  const fields = record(file, 'the file')
  const names = Object.keys(fields).filter((key) => listName.test(key))
  return [
    ...names.flatMap((name) => {
      const [, kind, digits = '17'] = listName.exec(name) ?? []
      const form = forms[digits]
      return eachOf(fields[name], name, (one, at) =>
        judged(at, () => {
          if (form === undefined) throw new Unreadable(`${name} is not known`)
          const entry = fieldsOf(one, at)
          return [...unknownKeys(entry, known), ...(kind === 'invalid' ? ofInvalid(entry, form) : ofValid(entry, form))]
        })
      )
    }),
    ...unknownParts(fields, ['algorithm', ...names]),
  ]
}
