import * as t from 'io-ts'

/** Text of one form. Plain `string` in types, so that it reads as one. */
export interface TextCodec extends t.Type<string, string, unknown> {
  readonly pattern: string
}

const text = (name: string, form: RegExp, wanted: string): TextCodec => {
  const is = (u: unknown): u is string => typeof u === 'string' && form.test(u)
  return Object.assign(new t.Type<string, string, unknown>(name, is, (u, c) => (is(u) ? t.success(u) : t.failure(u, c, wanted)), (s) => s), { pattern: form.source })
}

export const isText = (codec: t.Mixed): codec is TextCodec => 'pattern' in codec

/** A word from a list that the centre keeps, such as a reason for a break: never free text, which could name somebody. */
export const Code = text('Code', /^[A-Za-z0-9][A-Za-z0-9._:-]{0,99}$/, 'a code of 1 to 100 letters, digits, dots, hyphens, underscores or colons is wanted')

/** Where something lies outside, such as a recording: printable ASCII without spaces, at most 300 characters. */
export const Reference = text('Reference', /^[!-~]{1,300}$/, 'a reference of 1 to 300 printable characters without spaces is wanted')

/** A number as it is dialled: digits, letters, star, hash, plus, dot, hyphen or underscore, at most 32. */
export const Dialled = text('Dialled', /^[A-Za-z0-9*#+._-]{1,32}$/, 'a dialled number of 1 to 32 digits, letters or keys is wanted')

/** One key of a telephone. */
export const Digit = text('Digit', /^[0-9*#]$/, 'one key of a telephone is wanted: 0 to 9, * or #')
