import { describe, expect, it } from 'vitest'
import { messageOfInvalid, type DocumentInvalid, type SupCodeInvalid, type TelephoneInvalid } from './index.js'

type Invalid = DocumentInvalid | TelephoneInvalid | SupCodeInvalid
/** Every tag with what its sentence must say: one that is missing does not compile. */
const samples: { readonly [T in Invalid['_tag']]: readonly [Extract<Invalid, { readonly _tag: T }>, ...(readonly string[])] } = {
  DocumentCharacter: [{ _tag: 'DocumentCharacter', document: 'cnpj', at: 3 }, 'CNPJ', '4'],
  DocumentLength: [{ _tag: 'DocumentLength', document: 'cpf', characters: 10, wanted: 11 }, 'CPF', '10', '11'],
  DocumentRepeated: [{ _tag: 'DocumentRepeated', document: 'nis' }, 'NIS'],
  DocumentCheckDigits: [{ _tag: 'DocumentCheckDigits', document: 'cpf' }, 'CPF'],
  TelephoneCharacter: [{ _tag: 'TelephoneCharacter', at: 15 }, '16'],
  TelephoneLength: [{ _tag: 'TelephoneLength', digits: 7 }, '7'],
  TelephoneIsSupCode: [{ _tag: 'TelephoneIsSupCode' }],
  TelephoneForeign: [{ _tag: 'TelephoneForeign', callingCode: '351' }, '+351'],
  AreaCodeUnknown: [{ _tag: 'AreaCodeUnknown', areaCode: '20' }, '20'],
  NinthDigitMissing: [{ _tag: 'NinthDigitMissing' }, '9'],
  TelephoneNotInPlan: [{ _tag: 'TelephoneNotInPlan' }],
  SupCodeInvalid: [{ _tag: 'SupCodeInvalid' }, '100', '199'],
}

describe.each(['en', 'pt'] as const)('a refusal in %s', (language) => {
  it.each(Object.values(samples).map(([invalid, ...said]) => ({ tag: invalid._tag, invalid, said })))('$tag says why, and what to do', ({ invalid, said }) => {
    const words = messageOfInvalid(invalid, language)
    for (const part of said) expect(words).toContain(part)
    expect(words).toMatch(/[;,] .+\.$/)
  })
})
