type Fields = Readonly<Record<string, unknown>>

const isObject = (u: unknown): u is Fields => typeof u === 'object' && u !== null
const present = (o: Fields) => Object.keys(o).filter((k) => o[k] !== undefined)

/** Whether two values are the same JSON: the order of fields does not matter, an undefined field is an absent one. */
export const sameJson = (a: unknown, b: unknown): boolean => {
  if (a === b) return true
  if (!isObject(a) || !isObject(b) || Array.isArray(a) !== Array.isArray(b)) return false
  const names = present(a)
  return names.length === present(b).length && names.every((k) => b[k] !== undefined && sameJson(a[k], b[k]))
}
