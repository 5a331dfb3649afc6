import { Metadata, status, type StatusObject } from '@grpc/grpc-js'

const answer = (code: status, details: string, trailers: Readonly<Record<string, string>> = {}): StatusObject => {
  const metadata = new Metadata()
  for (const [key, value] of Object.entries(trailers)) metadata.set(key, value)
  return { code, details, metadata }
}

/** The caller is known, or nobody, and has no right to this. */
export const accessDenied = (): StatusObject => answer(status.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' })

/** The user name or the password is wrong, or credentials are required and none came. */
export const unauthenticated = (): StatusObject => answer(status.UNAUTHENTICATED, 'Unauthenticated')

/** What a server says that starts or is too busy: the client may try again. */
export const unavailable = (): StatusObject => answer(status.UNAVAILABLE, 'Server Is Not Ready')

/** Says by name what a test server leaves out. */
export const unimplemented = (what: string): StatusObject =>
  answer(status.UNIMPLEMENTED, `${what} is not part of this test server; it needs a real EventStoreDB.`)
