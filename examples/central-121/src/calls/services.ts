import { later, minutes, type AttendantId, type Instant } from '@disque/core'
import { attendantNamed } from './names.js'
import type { ScheduledCall } from './schedule.js'

export interface Span {
  readonly from: Instant
  readonly until: Instant
}

interface Service extends Span {
  readonly attendant: AttendantId
}

/** A longer time without a service is a break. */
export const breakFrom = minutes(30)

/** Services of named attendants, also those which the log lets overlap. */
export const servicesOf = (calls: readonly ScheduledCall[]): readonly Service[] =>
  calls.flatMap(({ end, row: { server }, waitEnded, served }) =>
    end === 'answered' && server !== undefined ? [{ attendant: attendantNamed(server), from: waitEnded, until: served }] : []
  )

/** What is covered by at least one of them, in order; gaps up to a length are taken as covered. */
export const unionOf = (spans: readonly Span[], gap = 0): readonly Span[] => {
  const all: Span[] = []
  for (const { from, until } of [...spans].sort((a, b) => a.from - b.from)) {
    const last = all.at(-1)
    if (last === undefined || from - last.until > gap) all.push({ from, until })
    else all[all.length - 1] = { from: last.from, until: later(last.until, until) }
  }
  return all
}

/** The services of each attendant on each date on which they began. */
export const workdaysOf = (calls: readonly ScheduledCall[], dateOf: (at: Instant) => string): readonly (readonly [Service, ...Service[]])[] => {
  const days = new Map<string, [Service, ...Service[]]>()
  for (const service of servicesOf(calls)) {
    const day = `${dateOf(service.from)} ${service.attendant}`
    const services = days.get(day)
    if (services === undefined) days.set(day, [service])
    else services.push(service)
  }
  return [...days.values()]
}
