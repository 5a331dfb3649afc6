import type { NewEvent } from '../ports/event-store.js'
import { isSealed } from './personal.js'

/** Which fields of an event type hold personal data. */
export type PersonalFields = (eventType: string) => readonly string[] | undefined

const parts = new Set(['sealed', 'subject', 'key', 'origin', 'box'])
const originParts = new Set(['stream', 'commandId', 'field'])

/** Sealed, and nothing in clear written beside the box. */
const onlySealed = (u: unknown): boolean =>
  isSealed(u) && Object.keys(u).every((k) => parts.has(k)) && Object.keys(u.origin).every((k) => originParts.has(k))

/** The first personal field of an event that holds something else than a sealed value. */
export const plaintextIn = (event: Pick<NewEvent, 'type' | 'data'>, personalFields: PersonalFields): string | undefined => {
  const fields = personalFields(event.type)
  if (fields === undefined || fields.length === 0) return undefined
  return fields.find((field) => event.data[field] !== undefined && !onlySealed(event.data[field]))
}
