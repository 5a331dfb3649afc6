import type { Position, Resolved, Stored } from '../../log/model.js'

/** Where an event stands for a group: its revision in a stream, its position in `$all`. */
export type Place = { readonly revision: bigint } | Position

/** Where a group reads from; `-1` on either side means from the end, live events only. */
export const liveOf = (place: Place): boolean => ('revision' in place ? place.revision === -1n : place.commit === -1n && place.prepare === -1n)

/** The event a consumer acknowledges: the link, if there is one. */
export const originalOf = ({ event, link }: Resolved): Stored | undefined => link ?? event

const key = (place: Place): readonly [bigint, bigint] => ('revision' in place ? [place.revision, 0n] : [place.commit, place.prepare])

/** Negative if the first stands before the second, 0 if they are the same. */
export const compare = (one: Place, other: Place): number => {
  const [a, b] = key(one)
  const [c, d] = key(other)
  return a === c ? (b === d ? 0 : b < d ? -1 : 1) : a < c ? -1 : 1
}

/** As the server writes it into checkpoints and information: `5`, or `C:5/P:5`. */
export const text = (place: Place): string => ('revision' in place ? String(place.revision) : `C:${String(place.commit)}/P:${String(place.prepare)}`)

/** The place that a text stands for; undefined for any other text. */
export const parse = (written: string): Place | undefined => {
  if (/^-?\d+$/.test(written)) return { revision: BigInt(written) }
  const [, commit, prepare] = /^C:(-?\d+)\/P:(-?\d+)$/.exec(written) ?? []
  return commit === undefined || prepare === undefined ? undefined : { commit: BigInt(commit), prepare: BigInt(prepare) }
}
