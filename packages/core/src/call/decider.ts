import { decider, outcomes, type Decider, type Due, type Outcome } from '../shared/decider.js'
import type { PlanVersion } from '../shared/ids.js'
import type { Plan } from '../plan/plan.js'
import { Event, evolve, initial, type AttachRecording, type Command, type RecordDisposition, type Refusal, type State } from './call.js'
import { receive } from './rules/arrive.js'
import { cancel, connect, failCallback, requestCallback, timeOutCallback } from './rules/callback.js'
import { hangUp } from './rules/end.js'
import { escalate } from './rules/escalate.js'
import { press, timeOut } from './rules/menu.js'
import { endConsultation, handOver, openConsultation, transfer } from './rules/pass.js'
import { answer, asHolder, isOver, offer, withdraw } from './rules/serve.js'
import type { Plans } from './rules/targets.js'

const { emit, refuse, nothing } = outcomes<Event, Refusal>()

/** CALL-14 A recording belongs to a call that was answered, and is attached once. */
const attach = ({ at, reference }: AttachRecording, state: State): Outcome<Event, Refusal> => {
  if (state.status === 'unknown') return refuse({ _tag: 'CallUnknown' })
  if (state.servedBy.length === 0) return refuse({ _tag: 'CallNotAnswered', status: state.status })
  return state.recordings.includes(reference) ? nothing : emit({ type: 'RecordingAttached', at, reference })
}

/** CALL-15 The disposition comes from an attendant who served the call, during it or after it; the same word again changes nothing. */
const dispose = ({ at, attendant, code, note }: RecordDisposition, state: State): Outcome<Event, Refusal> => {
  if (state.status === 'unknown') return refuse({ _tag: 'CallUnknown' })
  if (!state.servedBy.includes(attendant)) return refuse({ _tag: 'NeverServedIt', attendant })
  const said = state.dispositions.find((d) => d.attendant === attendant)
  if (said !== undefined && said.code === code && said.note?.box === note?.box) return nothing
  return emit({ type: 'DispositionRecorded', at, attendant, code, ...(note === undefined ? {} : { note, subject: state.subject }) })
}

const pinnedBy = (command: Command, state: State): PlanVersion | undefined =>
  command.type === 'ReceiveCall' ? command.plan : state.status === 'unknown' ? undefined : state.plan

const nowOf = (command: Command): PlanVersion | undefined => ('planNow' in command ? command.planNow : undefined)

/** One timer at most: of a menu's silence, or of a telephone that rings. */
const timersOf = (s: State): readonly Due<Command>[] => {
  if (s.status === 'dialling') {
    const { call, until, holder } = s
    return [{ tag: `dial:${holder.offer}`, at: until, command: { type: 'TimeOutCallback', call, at: until, offer: holder.offer, dueAt: until } }]
  }
  const until = s.status === 'menu' || s.status === 'informed' ? s.menus.until : undefined
  return s.status === 'unknown' || until === undefined ? [] : [{ tag: 'menu', at: until, command: { type: 'TimeOutMenu', call: s.call, at: until, dueAt: until } }]
}

/**
 * The rules of a telephone call. `plans` answers for every version that a command or a state names:
 * `handle` sees to that before it asks.
 */
export const callDecider = (plans: (version: PlanVersion) => Plan): Decider<Command, Event, State, Refusal> => {
  const byPlans = <C extends Command>(command: C, state: State, rule: (c: C, s: State, plans: Plans) => Outcome<Event, Refusal>): Outcome<Event, Refusal> => {
    const pinned = pinnedBy(command, state)
    if (pinned === undefined) return refuse({ _tag: 'CallUnknown' })
    const nowVersion = nowOf(command) ?? pinned
    return rule(command, state, { pinned: plans(pinned), now: plans(nowVersion), nowVersion })
  }
  return decider<Command, Event, State, Refusal>({
    category: 'call',
    event: Event,
    initial,
    id: (c) => c.call,
    evolve,
    isTerminal: isOver,
    decide: (c, state) => {
      switch (c.type) {
        case 'ReceiveCall': return byPlans(c, state, receive)
        case 'PressDigit': return byPlans(c, state, press)
        case 'TimeOutMenu': return byPlans(c, state, timeOut)
        case 'EscalateCall': return escalate(c, state, plans)
        case 'RequestCallback': return requestCallback(c, state, plans)
        case 'ConnectCallback': return connect(c, state)
        case 'FailCallback': return failCallback(c, state)
        case 'TimeOutCallback': return timeOutCallback(c, state)
        case 'CancelCallback': return cancel(c, state)
        case 'OfferCall': return offer(c, state, plans)
        case 'WithdrawOffer': return withdraw(c, state)
        case 'AnswerCall': return answer(c, state)
        case 'HoldCall': return asHolder(state, c.attendant, (s) => (s.held ? nothing : emit({ type: 'CallHeld', at: c.at, attendant: c.attendant })))
        case 'ResumeCall': return asHolder(state, c.attendant, (s) => (s.held ? emit({ type: 'CallResumed', at: c.at, attendant: c.attendant }) : nothing))
        case 'TransferCall': return transfer(c, state, plans)
        case 'OpenConsultation': return openConsultation(c, state, plans)
        case 'EndConsultation': return endConsultation(c, state)
        case 'HandOver': return handOver(c, state)
        case 'HangUp': return hangUp(c, state)
        case 'AttachRecording': return attach(c, state)
        case 'RecordDisposition': return dispose(c, state)
      }
    },
    due: timersOf,
    plans: (command, state) => {
      const versions = new Set<PlanVersion>()
      for (const v of [pinnedBy(command, state), nowOf(command), state.status === 'waiting' ? state.planNow : undefined, state.status === 'talking' ? state.consultation?.planNow : undefined])
        if (v !== undefined) versions.add(v)
      return [...versions]
    },
  })
}
