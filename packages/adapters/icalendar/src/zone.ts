/** Wall-clock time as if its fields were UTC, in milliseconds: it adds and compares like a number. */
export type Wall = number

const hour = 3_600_000
const day = 24 * hour

const formats = new Map<string, Intl.DateTimeFormat | undefined>()

const formatOf = (zone: string): Intl.DateTimeFormat | undefined => {
  if (formats.has(zone)) return formats.get(zone)
  let made: Intl.DateTimeFormat | undefined
  try {
    if (/^[A-Za-z]/.test(zone))
      made = new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', {
        timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric', era: 'short',
      })
  } catch {
    made = undefined
  }
  formats.set(zone, made)
  return made
}

/** Whether IANA knows the zone by this name. */
export const isZone = (zone: string): boolean => formatOf(zone) !== undefined

/** What a clock in the zone shows at an instant. */
export const wallAt = (zone: string, instant: number): Wall => {
  const parts = formatOf(zone)?.formatToParts(instant) ?? []
  const of = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((p) => p.type === type)?.value)
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second')) + (((instant % 1000) + 1000) % 1000)
}

/** When a clock in the zone shows this: in a gap it moves on by the gap's length, where it comes twice the first counts. */
export const instantAt = (zone: string, wall: Wall): number => {
  const before = wall - day - wallAt(zone, wall - day)
  const after = wall + day - wallAt(zone, wall + day)
  const found = [wall + before, wall + after].filter((instant) => wallAt(zone, instant) === wall)
  return found.length === 0 ? wall + before : Math.min(...found)
}
