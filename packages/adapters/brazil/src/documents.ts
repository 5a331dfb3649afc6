import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { isCNPJ, isCPF, isPIS } from 'validation-br'

export type DocumentKind = 'cpf' | 'cnpj' | 'nis'

/** Why a text is no document of its kind. It repeats nothing of the document, which is personal. */
export type DocumentInvalid =
  /** A character that the document cannot have there; counted from 0 in the text as given. */
  | { readonly _tag: 'DocumentCharacter'; readonly document: DocumentKind; readonly at: number }
  | { readonly _tag: 'DocumentLength'; readonly document: DocumentKind; readonly characters: number; readonly wanted: number }
  /** One character all along: its check digits fit, but none is given out. */
  | { readonly _tag: 'DocumentRepeated'; readonly document: DocumentKind }
  | { readonly _tag: 'DocumentCheckDigits'; readonly document: DocumentKind }

interface Kind {
  readonly document: DocumentKind
  readonly length: number
  /** What may stand before the check digits, which are digits always. */
  readonly body: RegExp
  readonly checkDigits: number
  readonly hasCheckDigits: (text: string) => boolean
}

const cpf: Kind = { document: 'cpf', length: 11, body: /[0-9]/, checkDigits: 2, hasCheckDigits: isCPF }
const cnpj: Kind = { document: 'cnpj', length: 14, body: /[0-9A-Z]/, checkDigits: 2, hasCheckDigits: isCNPJ }
const nis: Kind = { document: 'nis', length: 11, body: /[0-9]/, checkDigits: 1, hasCheckDigits: isPIS }

const marks = ' .-/'

/** BR-01 A document is read with or without blanks, dots, hyphens and slashes, and answered without; letters are capitals. */
const parse = (text: string, { document, length, body, checkDigits, hasCheckDigits }: Kind): Either<DocumentInvalid, string> => {
  let found = ''
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at)
    if (marks.includes(character)) continue
    const allowed = found.length < length - checkDigits ? body : /[0-9]/
    if (!allowed.test(character)) return E.left({ _tag: 'DocumentCharacter', document, at })
    found += character
  }
  if (found.length !== length) return E.left({ _tag: 'DocumentLength', document, characters: found.length, wanted: length })
  // BR-02 A document of one repeated character is refused, although its check digits may fit.
  if (new Set(found).size === 1) return E.left({ _tag: 'DocumentRepeated', document })
  return hasCheckDigits(found) ? E.right(found) : E.left({ _tag: 'DocumentCheckDigits', document })
}

const isNormal = (text: string, kind: Kind): boolean => {
  const found = parse(text, kind)
  return E.isRight(found) && found.right === text
}

export interface CpfBrand { readonly Cpf: unique symbol }
/** A person's number in the taxpayers' register: 11 digits, without marks. */
export const Cpf = t.brand(t.string, (s): s is t.Branded<string, CpfBrand> => isNormal(s, cpf), 'Cpf')
export type Cpf = t.TypeOf<typeof Cpf>

export interface CnpjBrand { readonly Cnpj: unique symbol }
/** An organisation's number: 12 digits or, from July 2026 on, capital letters too, then 2 check digits, without marks. */
export const Cnpj = t.brand(t.string, (s): s is t.Branded<string, CnpjBrand> => isNormal(s, cnpj), 'Cnpj')
export type Cnpj = t.TypeOf<typeof Cnpj>

export interface NisBrand { readonly Nis: unique symbol }
/** The number of social programmes (NIS), the same as PIS, PASEP and NIT: 11 digits, without marks. */
export const Nis = t.brand(t.string, (s): s is t.Branded<string, NisBrand> => isNormal(s, nis), 'Nis')
export type Nis = t.TypeOf<typeof Nis>

/**
 * @example parseCpf('111.444.777-35') // right('11144477735')
 */
export const parseCpf = (text: string): Either<DocumentInvalid, Cpf> => parse(text, cpf) as Either<DocumentInvalid, Cpf>

/**
 * BR-03 A CNPJ may hold capital letters before its check digits; small ones are refused.
 *
 * Source: Nota Técnica conjunta COCAD/SUARA/RFB 49/2024.
 *
 * @example parseCnpj('12.ABC.345/01DE-35') // right('12ABC34501DE35')
 */
export const parseCnpj = (text: string): Either<DocumentInvalid, Cnpj> => parse(text, cnpj) as Either<DocumentInvalid, Cnpj>

/**
 * @example parseNis('268.27649.96-0') // right('26827649960')
 */
export const parseNis = (text: string): Either<DocumentInvalid, Nis> => parse(text, nis) as Either<DocumentInvalid, Nis>
