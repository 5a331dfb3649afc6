import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { parseCnpj, parseCpf, parseNis } from './index.js'

describe('a document', () => {
  it('BR-03 may be the CNPJ with letters of the register’s own example', () => expect(parseCnpj('12.ABC.345/01DE-35')).toEqual(E.right('12ABC34501DE35')))

  it.each([
    ['12.abc.345/01DE-35', 3], ['12.ABC.345/01DE-3A', 17], ['12.ÁBC.345/01DE-35', 3], ['12_ABC34501DE35', 2],
  ])('BR-03 %s is refused for its character at %i', (text, at) => expect(parseCnpj(text)).toEqual(E.left({ _tag: 'DocumentCharacter', document: 'cnpj', at })))

  it.each([
    ['529.982.247-2A', { _tag: 'DocumentCharacter', document: 'cpf', at: 13 }],
    ['529.982.247-2٥', { _tag: 'DocumentCharacter', document: 'cpf', at: 13 }],
    ['', { _tag: 'DocumentLength', document: 'cpf', characters: 0, wanted: 11 }],
    ['111.444.7777-35', { _tag: 'DocumentLength', document: 'cpf', characters: 12, wanted: 11 }],
    ['111.111.111-11', { _tag: 'DocumentRepeated', document: 'cpf' }],
    ['111.444.777-36', { _tag: 'DocumentCheckDigits', document: 'cpf' }],
  ])('%s is refused, and the fault says why', (text, fault) => expect(parseCpf(text)).toEqual(E.left(fault)))

  it('keeps its leading zeros', () => {
    expect(parseCpf('000.000.001-91')).toEqual(E.right('00000000191'))
    expect(parseNis('268.27649.96-0')).toEqual(E.right('26827649960'))
  })
})
