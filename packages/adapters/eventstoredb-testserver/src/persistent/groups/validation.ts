import type { Log } from '../../log/model.js'
import type { Place } from '../group/place.js'

const invalid = (what: string) => `Invalid Start From position: ${what}.`

/** Why a group cannot start there, in the server's words; undefined if it can. */
export const invalidStart = (log: Log, startFrom: Place): string | undefined => {
  if ('revision' in startFrom) return startFrom.revision < -1n ? invalid('event number must be greater than or equal to -1') : undefined
  const { commit, prepare } = startFrom
  if (commit > (log.readAll('end', 1, 'backwards')[0]?.commit ?? -1n) && commit !== 0n) {
    return invalid('commit position must be less than or equal to the last commit position in the transaction file')
  }
  const negative = commit <= -1n || prepare <= -1n
  return negative && !(commit === -1n && prepare === -1n)
    ? invalid('prepare and commit positions must be greater than or equal to 0 or both equal to -1')
    : undefined
}
