import { Figures, type Attendant, type AttendantId, type Call, type Instant, type OfferId, type Shift } from '@disque/core'

export interface AttendantFacts extends Figures.Presence {
  /** A stand-in whom capacity does not bind: it has no occupancy. */
  readonly unbounded: boolean
}

interface Work {
  readonly since: Instant
  readonly confirmed: boolean
}

interface Open {
  readonly attendant: AttendantId
  at: Instant
  /** Contacts and wrap-ups that are on. */
  readonly on: Map<OfferId, Work>
  onBreak: boolean
  deviceLost: boolean
  presence: Figures.Presence
}

/** Folds shifts as they pass: an ended shift is added to its attendant and forgotten. */
export const attendants = () => {
  const open = new Map<string, Open>()
  const registered = new Map<AttendantId, AttendantFacts>()

  const pass = (s: Open, at: Instant): void => {
    const span = at - s.at
    const { presence } = s
    if (s.on.size > 0) s.presence = { ...presence, handling: presence.handling + span }
    else if (!s.onBreak && !s.deviceLost) s.presence = { ...presence, idle: presence.idle + span }
    s.at = at
  }

  /** A dial without a talk was time spent, and no contact handled. */
  const finish = (s: Open, offer: OfferId, at: Instant, handled = true): void => {
    const work = s.on.get(offer)
    s.on.delete(offer)
    if (handled && work?.confirmed) s.presence = Figures.addPresence(s.presence, { ...Figures.noPresence, handled: 1, handledTime: at - work.since })
  }

  const add = (s: Open): void => {
    const known = registered.get(s.attendant) ?? { ...Figures.noPresence, unbounded: false }
    registered.set(s.attendant, { ...Figures.addPresence(known, s.presence), unbounded: known.unbounded })
  }

  const takeShift = (stream: string, e: Shift.Event): void => {
    if (e.type === 'ShiftStarted') open.set(stream, { attendant: e.attendant, at: e.at, on: new Map(), onBreak: false, deviceLost: false, presence: Figures.noPresence })
    const s = open.get(stream)
    if (s === undefined) return
    pass(s, e.at)
    switch (e.type) {
      case 'BreakStarted':
      case 'BreakEnded':
        s.onBreak = e.type === 'BreakStarted'
        return
      case 'DeviceLost':
      case 'DeviceRestored':
        s.deviceLost = e.type === 'DeviceLost'
        return
      case 'Engaged':
        s.on.set(e.offer, { since: e.at, confirmed: false })
        return
      case 'EngagementConfirmed': {
        const work = s.on.get(e.offer)
        if (work !== undefined) s.on.set(e.offer, { ...work, confirmed: true })
        return
      }
      case 'Disengaged':
        if (e.wrapUpUntil === undefined) finish(s, e.offer, e.at, e.because !== ('CallbackFailed' satisfies Call.Event['type']))
        return
      case 'WrapUpEnded':
        return finish(s, e.offer, e.at)
      case 'ShiftEnded':
        add(s)
        open.delete(stream)
        return
      default:
        return
    }
  }

  const takeAttendant = (e: Attendant.Event): void => {
    if (e.type === 'AttendantRegistered') registered.set(e.attendant, { ...Figures.noPresence, unbounded: e.unbounded === true })
  }

  /** Shifts that have not ended count up to their last event. */
  const facts = (): ReadonlyMap<AttendantId, AttendantFacts> => {
    for (const s of open.values()) add(s)
    open.clear()
    return registered
  }
  return { takeShift, takeAttendant, facts }
}
