import { openPostgres, type OpenFailure, type Postgres } from '../../packages/adapters/postgres/src/index.js'
import { Misused, Unusable } from './connection.js'

/** Never says the connection string: it may hold a password. */
export const postgresInWords = (failure: OpenFailure): string => {
  switch (failure._tag) {
    case 'ConnectionStringInvalid': return `The connection string cannot be read: ${failure.reason}.`
    case 'CertificateUnreadable': return `The file that ${failure.parameter} names cannot be used: ${failure.reason}.`
    case 'OptionInvalid': return `The option ${failure.option} cannot be used: ${failure.reason}.`
    case 'CannotConnect': return `No PostgreSQL answers there: ${failure.reason}`
    case 'AccessDenied': return `PostgreSQL lets this user not in, or lacks a right that it needs: ${failure.reason}`
    case 'ServerTooOld': return `This PostgreSQL is ${failure.found}; ${failure.supported} can be used.`
    case 'DatabaseUnsuitable': return `This database cannot be used: ${failure.reason}.`
    case 'StoreTooNew': return `The schema ${failure.schema} has version ${failure.found}; this program knows those up to ${failure.supported}.`
    case 'SchemaOccupied': return `The schema ${failure.schema} holds something else: ${failure.reason}`
  }
}

/** Opens read model and keys in a schema; what is wrong is said without the connection string. */
export const openedPostgres = async (text: string, schema: string): Promise<Postgres> => {
  const opened = await openPostgres(text, { schema })()
  if (opened._tag === 'Left') throw new (opened.left._tag === 'ConnectionStringInvalid' ? Misused : Unusable)(postgresInWords(opened.left))
  return opened.right
}
