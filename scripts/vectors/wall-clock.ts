import { instant, type Instant } from '@disque/core'

/** What a clock on the wall shows: `2018-10-30`, `18:59`, `59`, `-0300`. */
export const wallClock = (timeZone: string, at: Instant) => {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', timeZoneName: 'longOffset',
  }).formatToParts(at)
  const part = (type: string) => parts.find((p) => p.type === type)?.value ?? ''
  const offset = part('timeZoneName').replace('GMT', '').replace(':', '')
  return { date: `${part('year')}-${part('month')}-${part('day')}`, time: `${part('hour')}:${part('minute')}`, second: part('second'), offset: offset === '' ? '+0000' : offset }
}

/** The instant at which the wall shows this; in a gap the clock is moved on, what comes twice is the first. */
export const instantOf = (timeZone: string, local: string): Instant => {
  const asUtc = instant(`${local}Z`)
  const offsetAt = (at: number) => {
    const { date, time, second } = wallClock(timeZone, at as Instant)
    return instant(`${date}T${time}:${second}Z`) - at + (at % 1000)
  }
  const before = asUtc - offsetAt(asUtc - 86_400_000)
  const after = asUtc - offsetAt(asUtc + 86_400_000)
  const shows = (at: number) => at + offsetAt(at) === asUtc
  return (shows(before) || !shows(after) ? before : after) as Instant
}
