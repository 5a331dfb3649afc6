/** Values in order, each at most once. Kept in small blocks, so that putting one in or taking one out moves few. */
export interface SortedSet<A> {
  /** Of values that differ it never says 0. */
  readonly compare: (a: A, b: A) => number
  /** At least one; only a single one may be empty. */
  readonly blocks: A[][]
  size: number
  first: A | undefined
}

const full = 64

export const sortedSet = <A>(compare: (a: A, b: A) => number): SortedSet<A> => ({ compare, blocks: [[]], size: 0, first: undefined })

/** The first place whose value is not before the wanted one. */
const placeIn = <A>({ compare }: SortedSet<A>, block: readonly A[], wanted: A): number => {
  let low = 0
  let high = block.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compare(block[middle] as A, wanted) < 0) low = middle + 1
    else high = middle
  }
  return low
}

/** The first block whose last value is not before the wanted one. */
const blockOf = <A>({ compare, blocks }: SortedSet<A>, wanted: A): number => {
  let low = 0
  let high = blocks.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const block = blocks[middle] as A[]
    if (compare(block[block.length - 1] as A, wanted) < 0) low = middle + 1
    else high = middle
  }
  return low
}

/** Puts a value in, in the place of one that compares equal. */
export const insert = <A>(set: SortedSet<A>, value: A): void => {
  const { blocks, compare } = set
  const last = blocks[blocks.length - 1] as A[]
  // Most of what comes goes to the end: the last block is filled up before another is begun.
  if (set.size === 0 || compare(last[last.length - 1] as A, value) < 0) {
    if (last.length === full) blocks.push([value])
    else last.push(value)
    if (set.size++ === 0) set.first = value
    return
  }
  const at = blockOf(set, value)
  const block = blocks[at] as A[]
  const place = placeIn(set, block, value)
  if (at === 0 && place === 0) set.first = value
  if (compare(block[place] as A, value) === 0) {
    block[place] = value
    return
  }
  block.splice(place, 0, value)
  set.size++
  if (block.length > full) blocks.splice(at + 1, 0, block.splice(full >>> 1))
}

/** Takes out the value that compares equal, if there is one. */
export const remove = <A>(set: SortedSet<A>, value: A): void => {
  const { blocks, compare } = set
  if (set.size === 0) return
  const isFirst = set.first === value
  const at = isFirst ? 0 : blockOf(set, value)
  const block = blocks[at]
  if (block === undefined) return
  const place = isFirst ? 0 : placeIn(set, block, value)
  if (compare(block[place] as A, value) !== 0) return
  if (place === block.length - 1) block.pop()
  else if (place === 0) block.shift()
  else block.splice(place, 1)
  set.size--
  if (block.length === 0 && blocks.length > 1) blocks.splice(at, 1)
  if (at === 0 && place === 0) set.first = blocks[0]?.[0]
}

/** Visits the values in order for as long as `goOn` says so. */
export const each = <A>({ blocks }: SortedSet<A>, goOn: (value: A) => boolean): void => {
  for (const block of blocks) for (const value of block) if (!goOn(value)) return
}
