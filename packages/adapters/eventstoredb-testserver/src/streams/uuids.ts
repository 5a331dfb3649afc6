import type { UUID } from '@eventstore/db-client/generated/shared_pb.js'
import { long, nested, text } from './wire.js'

const form = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const none = '00000000-0000-0000-0000-000000000000'

const hex = (bits: string) => BigInt.asUintN(64, BigInt(bits)).toString(16).padStart(16, '0')

/** The id as text in lower case; undefined if it is none, or the empty one, which the server refuses for events. */
export const idOf = (uuid: UUID | undefined): string | undefined => {
  if (uuid === undefined) return undefined
  const structured = uuid.getStructured()
  const id = structured === undefined ? uuid.getString().toLowerCase() : textOf(structured.getMostSignificantBits(), structured.getLeastSignificantBits())
  return form.test(id) && id !== none ? id : undefined
}

const textOf = (most: string, least: string) => {
  const digits = hex(most) + hex(least)
  return [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join('-')
}

export type UuidForm = 'text' | 'structured'

/** The content of a UUID message. */
export const uuidContent = (id: string, as: UuidForm): Buffer => {
  if (as === 'text') return text(2, id)
  const digits = id.replaceAll('-', '')
  return nested(1, long(1, BigInt('0x' + digits.slice(0, 16))), long(2, BigInt('0x' + digits.slice(16))))
}
