import { queueOf } from '../../plan/lookup.js'
import type { Plan } from '../../plan/plan.js'
import { outcomes, type Outcome } from '../../shared/decider.js'
import type { PlanVersion } from '../../shared/ids.js'
import { endOthers, isTaken } from '../../waiting/waiting.js'
import type { EscalateCall, Event, Refusal, State } from '../call.js'
import { whyNotTo } from './pass.js'

const { emit, refuse, nothing } = outcomes<Event, Refusal>()

/** CALL-20 A step is taken as the plan in force has it, by a call that waits in the queue whose step it is, once: what was taken stays taken. */
export const escalate = ({ at, queue, step, planNow, waitingNow }: EscalateCall, state: State, plan: (version: PlanVersion) => Plan): Outcome<Event, Refusal> => {
  if (state.status === 'unknown') return refuse({ _tag: 'CallUnknown' })
  if (isTaken(state.taken, queue, step)) return nothing
  if (state.status !== 'waiting') return refuse({ _tag: 'CallNotWaiting', status: state.status })
  if (state.place.queue !== queue) return refuse({ _tag: 'NotInQueue', queue })
  const now = plan(planNow)
  const action = queueOf(now, queue)?.routing?.steps?.find((s) => s.id === step)?.then
  if (action === undefined) return refuse({ _tag: 'StepUnknown', queue, step })
  const taken: Event = { type: 'CallEscalated', at, queue, step, action, planNow }
  switch (action.do) {
    // CALL-21 A call that is moved to another queue keeps its rank and its first entry; its offers end in the same append. Where it may not go, it stays.
    case 'queue': {
      const refused = whyNotTo({ queue: action.queue, topic: action.topic ?? state.place.topic }, at, now, waitingNow)
      return refused === undefined ? emit(taken, ...endOthers(state.offers, at, 'moved')) : refuse(refused)
    }
    // CALL-22 A step that closes ends the call unserved, once the caller has heard why.
    case 'close':
      return emit(taken, { type: 'CallEnded', at, by: 'system', outcome: 'unserved', releases: [] }, ...endOthers(state.offers, at, 'contactEnded'))
    case 'relax':
    case 'tier':
    case 'priority':
    case 'callback':
    case 'message':
      return emit(taken)
  }
}
