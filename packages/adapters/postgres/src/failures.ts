import type { ReadModelFailure } from '@disque/core'

/** What is known of a call that failed. `reason` is the server's or the network's own word for it, without the values that were sent. */
export interface CallFailure {
  /** PostgreSQL's SQLSTATE or the network's name for it; empty where there is none. */
  readonly code: string
  /** The server refused this statement and goes on: nothing of it was done. */
  readonly refused: boolean
  readonly reason: string
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

const property = (value: object, name: string): unknown => (value as Readonly<Record<string, unknown>>)[name]

/** SQLSTATEs in which the statement's end is not known, though they come as an answer: the class of broken connections, and "completion unknown". */
const unsure = /^08|^40003$/

export const callFailure = (error: unknown): CallFailure => {
  if (typeof error !== 'object' || error === null) return { code: '', refused: false, reason: String(error) }
  const [code, severity, message, errors] = [text(property(error, 'code')), property(error, 'severity'), text(property(error, 'message')), property(error, 'errors')]
  // A host with several addresses fails once for each.
  const each = Array.isArray(errors) ? [...new Set(errors.map((one) => callFailure(one).reason))].join('; ') : ''
  return { code, refused: severity === 'ERROR' && !unsure.test(code), reason: message || each || code || 'no reason was given' }
}

const diskFull = '53100'
const closedCode = 'DISQUE_CLOSED'

/** What every call after `close` rejects with; nothing was sent. */
export const closedError = (): Error => Object.assign(new Error('the store is closed'), { code: closedCode, severity: 'ERROR' })

/**
 * POSTGRES-03 A full disk is `StoreFull`; everything else that asking again may mend is `StoreUnavailable`:
 * a lost connection, a deadlock, a conflict of transactions, too many connections, a server that shuts down, a time-out.
 */
export const readModelFailure = ({ code, reason }: CallFailure): ReadModelFailure =>
  code === closedCode ? { _tag: 'StoreClosed' } : { _tag: code === diskFull ? 'StoreFull' : 'StoreUnavailable', reason }

/** Wrong user, wrong password, or a right that is missing. A pooler says so in its own words. */
export const isAccessDenied = ({ code, reason }: CallFailure): boolean =>
  code.startsWith('28') || code === '42501' || /password authentication failed|no such user|client password must be a string|SASL authentication failed/i.test(reason)
