import { samplePlan } from '../plan/plan.arbitrary.js'
import type { Plan, PlanEdition, Queue } from '../plan/plan.js'
import type { QueueRouting } from '../routing/policy.js'
import type { AttendantId, ContactId, OfferId, PlanVersion, QueueId, ShiftId, TopicId } from '../shared/ids.js'
import type { Instant } from '../shared/instant.js'
import type { TodoOutcome } from '../shared/process.js'
import type { Reserve } from '../shift/shift.js'
import type { Known } from './known.js'
import { at, recorded } from './recorded.test-kit.js'
import { routing, type State } from './routing.js'

export const centre = samplePlan.centre
const [first] = samplePlan.queues
export const target = { queue: first?.id as QueueId, topic: samplePlan.topics[0]?.id as TopicId, priority: 0 }
const version = 'central-121@1' as PlanVersion

/** The sample plan, its first queue with these rules. */
export const planWith = (rules: QueueRouting, more: Partial<Queue> = {}): Plan => ({
  ...samplePlan, queues: samplePlan.queues.map((q) => (q.id === target.queue ? { ...q, routing: rules, ...more } : q)),
})

type Named<T extends Known['type']> = Omit<Extract<Known, { type: T }>, 'type' | 'at'>
interface Offer {
  readonly offer: OfferId
  readonly contact: ContactId
  readonly attendant: AttendantId
  readonly shift: ShiftId
}

/** The process and its index, as whoever runs them does it, with a clock that the test sets. */
export const router = (plan: Plan = samplePlan) => {
  let edition: PlanEdition = { version, knownAt: at, validAt: at, plan }
  let now: Instant = at
  const process = routing((c) => (c === centre ? edition : undefined))
  const index = process.partition()
  const states = new Map<string, State>()
  const revisions = new Map<string, number>()
  const put = (key: string, state: State) => {
    const goes = process.over(state)
    if (goes) states.delete(key)
    else states.set(key, state)
    index.put(key, goes ? undefined : state)
  }
  const see = (stream: string, event: Parameters<typeof recorded>[2]) => {
    const revision = (revisions.get(stream) ?? -1) + 1
    revisions.set(stream, revision)
    const one = recorded(stream, revision, { at: now, ...event })
    for (const key of process.keys(one)) put(key, process.evolve(states.get(key) ?? process.initial, one, key))
  }
  const todos = () => index.todo(now, 'basis')
  const decided = () => todos().map((t) => ({ id: t.id, ...(('send' in t ? t.send.command : {}) as Reserve) }))
  /** Carries out what is decided now, as the shift would. */
  const reserve = (): (Offer & Pick<Reserve, 'terms' | 'reason'> & { readonly id: string }) | undefined => {
    const [command] = decided()
    if (command?.type !== 'Reserve') return undefined
    const { shift, offer, contact, terms, reason, id } = command
    const attendant = shift as string as AttendantId
    see(`shift-${shift}`, { type: 'Reserved', offer, contact, shift, attendant, terms })
    return { id, offer, contact, attendant, shift, terms, ...(reason === undefined ? {} : { reason }) }
  }
  const mustReserve = () => {
    const reserved = reserve()
    if (reserved === undefined) throw new Error('nobody is reserved')
    return reserved
  }
  /** The attendant takes the contact. */
  const answer = ({ offer, contact, attendant, shift }: Offer) => {
    see(`shift-${shift}`, { type: 'Engaged', offer, contact, attendant, shift, confirmBy: now, parks: [] })
    see(contact, { type: 'CallAnswered', offer, attendant, shift })
    see(`shift-${shift}`, { type: 'EngagementConfirmed', offer, contact })
  }
  const end = ({ offer, contact, shift }: Offer) => {
    see(contact, { type: 'CallEnded', by: 'caller', outcome: 'answered', releases: [offer] })
    see(`shift-${shift}`, { type: 'Disengaged', offer, contact, because: 'CallEnded', resumes: [] })
  }

  /** Asked once nothing is left to do, as whoever runs the process does. */
  const wake = () => {
    todos()
    return index.wake(now)
  }

  return {
    see, states, todos, decided, reserve: mustReserve, answer, end,
    /** Whom everything that is decided now goes to, in order. */
    reserveAll: (): readonly string[] => {
      const all: string[] = []
      for (let one = reserve(); one !== undefined; one = reserve()) all.push(one.shift)
      return all
    },
    now: () => now,
    at: (later: Instant) => void (now = later),
    wake,
    /** On to when it wants to be asked again. */
    sleep: () => {
      const next = wake()
      if (next === undefined) throw new Error('nothing is waited for')
      now = next
    },
    adopt: (changed: Plan) => void (edition = { ...edition, version: `${edition.version}0` as PlanVersion, plan: changed }),
    done: (id: string, outcome: TodoOutcome) => {
      const key = process.keyOf(id)
      put(key, process.done(states.get(key) ?? process.initial, id, outcome))
    },
    blame: process.blame,
    queued: (call: string, more: Partial<Named<'CallQueued'>> = {}) => {
      see(call, { type: 'CallReceived', centre } as Extract<Known, { type: 'CallReceived' }>)
      see(call, { type: 'CallQueued', ...target, rankSince: now, planNow: version, ...more })
    },
    present: (name: string, { capacity = 4, level = 1 }: { readonly capacity?: number; readonly level?: number } = {}) =>
      see(`shift-${name}`, {
        type: 'ShiftStarted', shift: name as ShiftId, attendant: name as AttendantId, centre, capacity, training: level === 0 ? [] : [{ topic: target.topic, level, since: at }],
      }),
    /** The attendant lets it go: both sides say so. */
    decline: ({ offer, contact, attendant, shift }: Offer, more: Partial<Named<'ReservationEnded'>> = {}) => {
      see(`shift-${shift}`, { type: 'ReservationEnded', offer, contact, outcome: 'declined', ...more })
      see(contact, { type: 'OfferEnded', offer, attendant, shift, outcome: 'declined' })
    },
    /** A whole contact, from the reservation to its end so much later. */
    serve: (span: number) => {
      const one = mustReserve()
      answer(one)
      now = (now + span) as Instant
      end(one)
      return one.shift as string
    },
  }
}
