import type { Metadata, StatusObject } from '@grpc/grpc-js'
import { mayDo, type Action } from './acl.js'
import { left, right, type Either } from './either.js'
import { accessDenied, unauthenticated } from './statuses.js'

/** One who may sign in, by basic authentication. */
export interface Account {
  readonly password: string
  /** Such as `$admins`, `$ops`, or one of your own that a stream's `$acl` names. */
  readonly roles?: readonly string[]
}

/** Who calls: `name` is `anonymous` without credentials, and `system` if the server knows no users. */
export interface User {
  readonly name: string
  readonly roles: readonly string[]
  readonly authenticated: boolean
  /** May this user do that to the stream, by its `$acl` or the server's default? `$$` streams are judged as metadata. */
  readonly may: (action: Action, stream: string) => Either<StatusObject, User>
  /** May this user create, update, delete, replay and restart persistent subscriptions? */
  readonly mayManage: () => Either<StatusObject, User>
  /** May this user connect to a persistent subscription to the stream? */
  readonly mayConsume: (stream: string) => Either<StatusObject, User>
}

/** Says who calls, by the call's metadata; on the left the status to answer with. Services ask it first for each call. */
export type Access = (metadata: Metadata) => Either<StatusObject, User>

export interface AccessOptions {
  /** Undefined: everyone may do everything, whatever credentials come along, as with `--insecure`. */
  readonly users?: Readonly<Record<string, Account>>
  /** Refuse calls without credentials. */
  readonly requireAuthentication?: boolean
  /** The metadata of a stream as JSON, undefined if it has none. */
  readonly streamMetadata: (stream: string) => unknown
}

/** The accounts of a new server. */
export const standardUsers: Readonly<Record<string, Account>> = {
  admin: { password: 'changeit', roles: ['$admins'] },
  ops: { password: 'changeit', roles: ['$ops'] },
}

/** The same for HTTP, whose header may be missing. */
export type AccessByHeader = (authorization: string | undefined) => Either<StatusObject, User>

export const accessByHeader = ({ users, requireAuthentication, streamMetadata }: AccessOptions): AccessByHeader => {
  const user = (name: string, roles: readonly string[], authenticated: boolean): User => {
    const allowed = (is: boolean): Either<StatusObject, User> => (is ? right(self) : left(accessDenied()))
    const does = (action: Action, stream: string) => users === undefined || mayDo({ name, roles }, action, stream, streamMetadata)
    const self: User = {
      name,
      roles,
      authenticated,
      may: (action, stream) => allowed(does(action, stream)),
      mayManage: () => allowed(users === undefined || ['$admins', '$ops'].some((role) => roles.includes(role))),
      mayConsume: (stream) => allowed(users === undefined || (authenticated && does('read', stream))),
    }
    return self
  }
  const system = user('system', ['$admins'], true)
  const anonymous = user('anonymous', [], false)
  return (authorization) => {
    if (users === undefined) return right(system)
    if (authorization === undefined) return requireAuthentication === true ? left(unauthenticated()) : right(anonymous)
    const credentials = basic(authorization)
    const account = credentials !== undefined && Object.hasOwn(users, credentials.name) ? users[credentials.name] : undefined
    if (credentials === undefined || account?.password !== credentials.password) return left(unauthenticated())
    return right(user(credentials.name, account.roles ?? [], true))
  }
}

/** TESTSERVER-40 A wrong password or an unknown user is refused as unauthenticated, also where nobody need sign in. */
export const accessBy =
  (byHeader: AccessByHeader): Access =>
  (metadata) => {
    const [authorization] = metadata.get('authorization')
    return byHeader(authorization?.toString())
  }

const basic = (authorization: string) => {
  const [, encoded] = /^Basic +([\w+/=-]+)$/i.exec(authorization.trim()) ?? []
  if (encoded === undefined) return undefined
  const text = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  return colon < 0 ? undefined : { name: text.slice(0, colon), password: text.slice(colon + 1) }
}
