import { Metadata, status, type StatusObject } from '@grpc/grpc-js'
import type { Refusal } from './groups/groups.js'

/** The group a status is about. */
export interface Named {
  readonly source: string
  readonly name: string
}

// Names outside Latin letters cannot stand in a header as they are.
const header = (value: string) => (/^[ -~]*$/.test(value) ? value : encodeURIComponent(value))

const about = ({ source, name }: Named, code: status, details: string, exception: string, reason?: string): StatusObject => {
  const metadata = new Metadata()
  metadata.set('exception', exception)
  metadata.set('stream-name', header(source))
  if (name !== '') metadata.set('group-name', header(name))
  if (reason !== undefined) metadata.set('reason', header(reason))
  return { code, details, metadata }
}

export const doesNotExist = (named: Named): StatusObject =>
  about(
    named,
    status.NOT_FOUND,
    `Subscription group ${named.name} on stream ${named.source} does not exist.`,
    'persistent-subscription-does-not-exist'
  )

export const dropped = (named: Named): StatusObject =>
  about(named, status.CANCELLED, `Subscription group ${named.name} on stream ${named.source} was dropped.`, 'persistent-subscription-dropped')

/** TESTSERVER-35 Each refusal has the server's code and says in trailers what was wrong with which group. */
export const refusal = (named: Named, why: Refusal): StatusObject => {
  const group = `group ${named.name} on stream ${named.source}`
  switch (why._tag) {
    case 'NotFound':
      return doesNotExist(named)
    case 'Exists':
      return about(named, status.ALREADY_EXISTS, `Subscription ${group} exists.`, 'persistent-subscription-exists')
    case 'Full':
      return about(named, status.FAILED_PRECONDITION, `Maximum subscriptions reached for subscription ${group}.`, 'maximum-subscribers-reached')
    case 'Failed':
      return about(named, status.INTERNAL, `Subscription ${group} failed: '${why.reason}'`, 'persistent-subscription-failed', why.reason)
  }
}
