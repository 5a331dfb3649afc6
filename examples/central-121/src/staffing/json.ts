import type { Needs } from './render.js'
import { attendantHours } from './needs.js'

const orNull = (n: number | undefined): number | null => n ?? null

/** The needs under the names of `--json`; `null` = no data. */
export const jsonNeeds = ({ dates, target, load, total, patience, patienceSeconds, halfHours }: Needs) => ({
  target,
  load,
  dates: dates.length,
  firstDate: dates[0] ?? null,
  lastDate: dates.at(-1) ?? null,
  offered: total.offered,
  answered: total.answered,
  abandoned: total.abandoned,
  serviceLevel: total.offered === 0 ? null : total.answeredWithin / total.offered,
  patienceMedianSeconds: orNull(patience.medianSeconds),
  patienceMeanSeconds: orNull(patience.meanSeconds),
  patienceSeconds: orNull(patienceSeconds),
  halfHours: halfHours.map((need) => ({
    time: need.time,
    offered: need.offered,
    handlingSeconds: orNull(need.handlingSeconds),
    erlangs: orNull(need.erlangs),
    agentsErlangC: orNull(need.agentsErlangC),
    agentsErlangA: orNull(need.agentsErlangA),
    present: need.present,
    serviceLevel: orNull(need.serviceLevel),
    abandonment: orNull(need.abandonment),
  })),
  attendantHours: {
    erlangC: attendantHours(halfHours, 'agentsErlangC'),
    erlangA: attendantHours(halfHours, 'agentsErlangA'),
    present: attendantHours(halfHours, 'present'),
  },
})
