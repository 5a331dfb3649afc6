import type { Language } from '@disque/core'
import type { DocumentInvalid, DocumentKind } from './documents.js'
import type { SupCodeInvalid } from './sup-code.js'
import type { TelephoneInvalid } from './telephone.js'

type Invalid = DocumentInvalid | TelephoneInvalid | SupCodeInvalid
type Sentences = { readonly [T in Invalid['_tag']]: (invalid: Extract<Invalid, { readonly _tag: T }>) => string }

const names: Readonly<Record<DocumentKind, string>> = { cpf: 'CPF', cnpj: 'CNPJ', nis: 'NIS' }

const english: Sentences = {
  DocumentCharacter: ({ document, at }) => `The ${names[document]} has a character that cannot stand there (the ${at + 1}th as typed); correct it, and write letters as capitals.`,
  DocumentLength: ({ document, characters, wanted }) => `A ${names[document]} has ${wanted} characters, not ${characters}; type all of them.`,
  DocumentRepeated: ({ document }) => `A ${names[document]} of one repeated character is given to nobody; ask for the right one.`,
  DocumentCheckDigits: ({ document }) => `The check digits of the ${names[document]} do not fit: some character is wrong; compare it with the document.`,
  TelephoneCharacter: ({ at }) => `The number has a character that is no part of one (the ${at + 1}th as typed); leave out extensions and words.`,
  TelephoneLength: ({ digits }) => `A telephone number with ${digits} digits does not exist; type it with its area code.`,
  TelephoneIsSupCode: () => 'That is a three-digit service code, not a telephone number; ask for the caller’s own number.',
  TelephoneForeign: ({ callingCode }) => `The number is of another country (+${callingCode}); ask for a Brazilian one.`,
  AreaCodeUnknown: ({ areaCode }) => `The area code ${areaCode} does not exist; correct it.`,
  NinthDigitMissing: () => 'The mobile number lacks its ninth digit; put a 9 before it.',
  TelephoneNotInPlan: () => 'No number of the area begins so; compare it, and type it with its area code.',
  SupCodeInvalid: () => 'A service code is three digits from 100 to 199; type it without area code or +55.',
}

const portuguese: Sentences = {
  DocumentCharacter: ({ document, at }) => `O ${names[document]} tem um caractere que não cabe ali (o ${at + 1}º digitado); corrija-o e escreva as letras em maiúsculas.`,
  DocumentLength: ({ document, characters, wanted }) => `Um ${names[document]} tem ${wanted} caracteres, não ${characters}; digite todos.`,
  DocumentRepeated: ({ document }) => `Um ${names[document]} de um só caractere repetido não é de ninguém; peça o correto.`,
  DocumentCheckDigits: ({ document }) => `Os dígitos verificadores do ${names[document]} não conferem: algum caractere está errado; compare com o documento.`,
  TelephoneCharacter: ({ at }) => `O número tem um caractere que não faz parte dele (o ${at + 1}º digitado); deixe de fora ramais e palavras.`,
  TelephoneLength: ({ digits }) => `Não existe telefone com ${digits} dígitos; digite-o com o DDD.`,
  TelephoneIsSupCode: () => 'Este é um código de serviço de três dígitos, não um telefone; peça o número de quem liga.',
  TelephoneForeign: ({ callingCode }) => `O número é de outro país (+${callingCode}); peça um brasileiro.`,
  AreaCodeUnknown: ({ areaCode }) => `O DDD ${areaCode} não existe; corrija-o.`,
  NinthDigitMissing: () => 'Falta o nono dígito do celular; ponha um 9 na frente.',
  TelephoneNotInPlan: () => 'Nenhum número da área começa assim; confira e digite-o com o DDD.',
  SupCodeInvalid: () => 'Um código de serviço tem três dígitos, de 100 a 199; digite-o sem DDD nem +55.',
}

const tables: Readonly<Record<Language, Sentences>> = { en: english, pt: portuguese }

/** Why it was refused, and what to do next, in a sentence that repeats nothing of the number. */
export const messageOfInvalid = (invalid: Invalid, language: Language): string => {
  const sentence = tables[language][invalid._tag] as (invalid: Invalid) => string
  return sentence(invalid)
}
