/** What one wants to do to a stream; to a `$$` stream it is reading or writing metadata. */
export type Action = 'read' | 'write' | 'delete'

/** The keys of a stream's `$acl`. */
type Right = '$r' | '$w' | '$d' | '$mr' | '$mw'

const rights = { read: '$r', write: '$w', delete: '$d' } as const
const metadataRights = { read: '$mr', write: '$mw', delete: undefined } as const

/** TESTSERVER-41 A stream's `$acl` decides by user name, role or `$all`; without one, streams that begin with `$` belong to admins. */
export const mayDo = (
  user: { readonly name: string; readonly roles: readonly string[] },
  action: Action,
  stream: string,
  streamMetadata: (stream: string) => unknown
): boolean => {
  const ofMetadata = stream.startsWith('$$')
  const original = ofMetadata ? stream.slice(2) : stream
  const wanted = ofMetadata ? metadataRights[action] : rights[action]
  if (wanted === undefined || (stream === '$all' && action !== 'read')) return false
  if (user.roles.includes('$admins')) return true
  const granted = rolesOf(streamMetadata(original), wanted) ?? [original.startsWith('$') ? '$admins' : '$all']
  return granted.some((role) => role === '$all' || role === user.name || user.roles.includes(role))
}

const rolesOf = (metadata: unknown, wanted: Right): readonly string[] | undefined => {
  const roles = field(field(metadata, '$acl'), wanted)
  if (typeof roles === 'string') return [roles]
  return Array.isArray(roles) ? roles.filter((role) => typeof role === 'string') : undefined
}

const field = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined
