import { outcomes, type Outcome } from '../../shared/decider.js'
import { endOthers } from '../../waiting/waiting.js'
import type { Event, HangUp, Refusal, State } from '../call.js'
import { fail, stop } from './callback.js'
import { asHolder, engaged, type Talking } from './serve.js'
import { endInMenus } from './targets.js'

const { emit, refuse, nothing } = outcomes<Event, Refusal>()
type Answer = Outcome<Event, Refusal>

/** CALL-13 Whoever stops waiting ends every standing offer in the same append: abandoned by the caller, unserved by the system. */
export const hangUp = ({ at, by, attendant }: HangUp, state: State): Answer => {
  if (state.status === 'unknown') return refuse({ _tag: 'CallUnknown' })
  if (state.status === 'ended' || state.status === 'refused') return nothing
  if (by === 'attendant')
    return state.status === 'dialling' && state.holder.attendant === attendant ? fail(at, 'attendantLeft', state) : asHolder(state, attendant ?? '', (s) => endTalk(at, by, s))
  switch (state.status) {
    case 'received':
      return emit({ type: 'CallEnded', at, by, outcome: 'unserved', releases: [] })
    case 'menu':
    case 'informed': {
      const menu = state.menus.path.at(-1)
      return state.informed || menu === undefined ? emit(...endInMenus({ at, informed: state.informed }, by)) : emit({ type: 'CallLeftInMenu', at, menu, by })
    }
    case 'waiting': {
      const { queue, rankSince, enteredAt } = state.place
      // CALL-24 Whoever asked to be called back may hang up: nothing has been abandoned.
      if (by === 'caller' && state.callback !== undefined) return nothing
      return by === 'caller'
        ? emit({ type: 'CallAbandoned', at, queue, rankSince, enteredAt, subject: state.subject }, ...endOthers(state.offers, at, 'abandoned'))
        : emit({ type: 'CallEnded', at, by, outcome: 'unserved', releases: [] }, ...endOthers(state.offers, at, 'contactEnded'))
    }
    case 'dialling':
      return by === 'caller' ? nothing : stop(at, by, 'ended', state)
    case 'talking':
      return endTalk(at, by, state)
  }
}

const endTalk = (at: HangUp['at'], by: HangUp['by'], s: Talking): Answer =>
  emit(
    { type: 'CallEnded', at, by, outcome: 'answered', releases: engaged(s), ...(by === 'attendant' ? { attendant: s.holder.attendant } : {}) },
    ...endOthers(s.offers, at, 'contactEnded')
  )
