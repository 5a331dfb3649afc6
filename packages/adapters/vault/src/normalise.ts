import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max'

/**
 * A telephone number in its one form, E.164: as dialled in Brazil (`0 15 61 3333-4444`, `(61) 93333-4444`), or with a country's code.
 * `undefined` when it is no subscriber's number.
 */
export const normaliseTelephone = (text: string, region: CountryCode = 'BR'): string | undefined => {
  const found = parsePhoneNumberFromString(text, region)
  return found?.isValid() === true ? found.number : undefined
}

/** An address without the accidents of typing: no blanks around it, small letters. */
export const normaliseEmail = (text: string): string => text.trim().normalize('NFKC').toLowerCase()

/** A document's number without dots, strokes and blanks, in capital letters. */
export const normaliseDocument = (text: string): string => text.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '').toUpperCase()
