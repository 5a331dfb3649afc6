import { parseSupCode, parseTelephone } from '@disque/brazil'
import { differing, eachOf, judged, number, record, text, unknownKeys, unknownParts } from './reading.js'
import type { Verdict } from './verdict.js'

const read = (given: string) => {
  const answer = parseTelephone(given)
  return answer._tag === 'Right' ? { e164: answer.right.number as string, type: answer.right.type } : { refused: answer.left._tag }
}

const known = ['input', 'e164', 'type', 'note', 'reason']

const ofValid = (one: unknown, at: string): Verdict =>
  judged(at, () => {
    const { input, e164, type, ...rest } = record(one, at)
    return [...unknownKeys(rest, known), ...differing(text(input, 'input'), { e164: text(e164, 'e164'), type: text(type, 'type') }, read(text(input, 'input')))]
  })

const ofInvalid = (one: unknown, at: string): Verdict =>
  judged(at, () => {
    const input = text(typeof one === 'string' ? one : record(one, at)['input'], 'input')
    const answer = read(input)
    return 'e164' in answer ? [`${JSON.stringify(input)} is taken for ${answer.e164}`] : []
  })

/** An area code exists where a mobile number of it does. */
const existsHere = (code: number) => 'e164' in read(`+55${code}987654321`)

const ofAreaCodes = (value: unknown): readonly Verdict[] => [
  ...eachOf(value, 'areaCodes', (one, at) => judged(at, () => differing(`${String(one)} exists`, true, existsHere(number(one, at))))),
  judged('areaCodes, and no others', () => {
    const listed = new Set(value as readonly unknown[])
    const others = Array.from({ length: 90 }, (_, i) => i + 10).filter((code) => !listed.has(code) && existsHere(code))
    return differing('others', [], others)
  }),
]

const ofSupCodes = (value: unknown): readonly Verdict[] =>
  Object.keys(record(value, 'supCodes')).map((code) =>
    judged(`supCodes ${code}`, () => [...differing('is a code', 'Right', parseSupCode(code)._tag), ...differing('is a telephone number', { refused: 'TelephoneIsSupCode' }, read(code))])
  )

/** Cases of the form `phones/1`: telephone numbers valid and not, all area codes, and three-digit codes. */
export const runPhones = (file: unknown): readonly Verdict[] => {
  const fields = record(file, 'the file')
  return [
    ...eachOf(fields['valid'], 'valid', ofValid),
    ...eachOf(fields['invalid'], 'invalid', ofInvalid),
    ...(fields['areaCodes'] === undefined ? [] : ofAreaCodes(fields['areaCodes'])),
    ...(fields['supCodes'] === undefined ? [] : ofSupCodes(fields['supCodes'])),
    ...unknownParts(fields, ['valid', 'invalid', 'areaCodes', 'supCodes', 'supRules']),
  ]
}
