import type { Stored } from '../../log/model.js'

/** Which events of `$all` a group gets. */
export interface Filter {
  readonly on: 'stream' | 'type'
  readonly by: { readonly prefixes: readonly string[] } | { readonly regex: string }
}

const ownStream = /^\$persistentsubscription-\$all::[^]*-(checkpoint|parked)$/

/** TESTSERVER-30 No group on `$all` sees what groups on `$all` write themselves: checkpoints and parked events. */
export const seenInAll = ({ stream }: Stored): boolean => !stream.startsWith('$') || (stream !== '$epoch-information' && !ownStream.test(stream))

export type Allows = (stored: Stored) => boolean

/** Undefined: everything that a reader of `$all` sees. Throws a SyntaxError for a regular expression that is none. */
export const allows = (filter: Filter | undefined): Allows => {
  if (filter === undefined) return seenInAll
  const { on, by } = filter
  const subject = on === 'stream' ? ({ stream }: Stored) => stream : ({ type }: Stored) => type
  if ('regex' in by) {
    const regex = new RegExp(by.regex)
    return (stored) => seenInAll(stored) && regex.test(subject(stored))
  }
  return (stored) => seenInAll(stored) && by.prefixes.some((prefix) => subject(stored).startsWith(prefix))
}
