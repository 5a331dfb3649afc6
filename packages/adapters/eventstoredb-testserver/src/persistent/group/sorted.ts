interface Node<Key, Value> {
  readonly key: Key
  readonly value: Value
  readonly lower: Sorted<Key, Value>
  readonly higher: Sorted<Key, Value>
  readonly height: number
  readonly size: number
}

/** A map in the order of its keys, as a value: a change gives a new one in logarithmic time and leaves the old one as it is. Undefined is the empty one. */
export type Sorted<Key, Value> = Node<Key, Value> | undefined

type Key = string | bigint

export const sizeOf = (map: Sorted<unknown, unknown>): number => map?.size ?? 0

const heightOf = (map: Sorted<unknown, unknown>) => map?.height ?? 0

const node = <K, V>(key: K, value: V, lower: Sorted<K, V>, higher: Sorted<K, V>): Node<K, V> => ({
  key,
  value,
  lower,
  higher,
  height: Math.max(heightOf(lower), heightOf(higher)) + 1,
  size: sizeOf(lower) + sizeOf(higher) + 1,
})

/** Both sides may differ in height by two: it is turned so that they differ by one at most. */
const balanced = <K, V>(key: K, value: V, lower: Sorted<K, V>, higher: Sorted<K, V>): Node<K, V> => {
  const leans = heightOf(lower) - heightOf(higher)
  if (leans > 1 && lower !== undefined) {
    const { higher: between } = lower
    if (between === undefined || heightOf(lower.lower) >= heightOf(between)) {
      return node(lower.key, lower.value, lower.lower, node(key, value, between, higher))
    }
    return node(between.key, between.value, node(lower.key, lower.value, lower.lower, between.lower), node(key, value, between.higher, higher))
  }
  if (leans < -1 && higher !== undefined) {
    const { lower: between } = higher
    if (between === undefined || heightOf(higher.higher) >= heightOf(between)) {
      return node(higher.key, higher.value, node(key, value, lower, between), higher.higher)
    }
    return node(between.key, between.value, node(key, value, lower, between.lower), node(higher.key, higher.value, between.higher, higher.higher))
  }
  return node(key, value, lower, higher)
}

export const get = <K extends Key, V>(map: Sorted<K, V>, key: K): V | undefined => {
  let at = map
  while (at !== undefined && at.key !== key) at = key < at.key ? at.lower : at.higher
  return at?.value
}

export const put = <K extends Key, V>(map: Sorted<K, V>, key: K, value: V): Node<K, V> => {
  if (map === undefined) return node(key, value, undefined, undefined)
  if (key === map.key) return { ...map, value }
  return key < map.key
    ? balanced(map.key, map.value, put(map.lower, key, value), map.higher)
    : balanced(map.key, map.value, map.lower, put(map.higher, key, value))
}

/** The entry with the lowest key. */
export const lowest = <K, V>(map: Sorted<K, V>): Node<K, V> | undefined => {
  let at = map
  while (at?.lower !== undefined) at = at.lower
  return at
}

/** The same map if the key is not in it. */
export const drop = <K extends Key, V>(map: Sorted<K, V>, key: K): Sorted<K, V> => {
  if (map === undefined) return undefined
  if (key === map.key) {
    const next = lowest(map.higher)
    return next === undefined ? map.lower : balanced(next.key, next.value, map.lower, drop(map.higher, next.key))
  }
  const side = key < map.key ? 'lower' : 'higher'
  const after = drop(map[side], key)
  if (after === map[side]) return map
  return side === 'lower' ? balanced(map.key, map.value, after, map.higher) : balanced(map.key, map.value, map.lower, after)
}

/** The values in the order of their keys. */
export const values = <V>(map: Sorted<unknown, V>): readonly V[] => {
  const all: V[] = []
  const walk = (at: Sorted<unknown, V>): void => {
    if (at === undefined) return
    walk(at.lower)
    all.push(at.value)
    walk(at.higher)
  }
  walk(map)
  return all
}
