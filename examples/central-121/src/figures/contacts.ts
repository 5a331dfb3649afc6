import { Figures, type Call, type Instant, type QueueId } from '@disque/core'

type Counts = Figures.Counts

/** A wait in a queue, and the talk that followed it: a transferred call waits again, in its new queue. */
interface Visit {
  readonly queue: QueueId
  /** Where it counts: the interval in which it began. */
  readonly interval: Instant
  readonly since: Instant
  /** The wait is over, and counted. */
  readonly counted: boolean
  readonly answeredAt?: Instant
}

export interface ContactFacts {
  readonly received: number
  /** By the rule that refused. */
  readonly refused: Readonly<Record<string, number>>
  readonly leftInMenu: number
  /** Answered by an announcement alone. */
  readonly contained: number
  /** Let go by the centre without being served. */
  readonly unserved: number
  readonly transferred: number
  readonly visits: ReadonlyMap<QueueId, ReadonlyMap<Instant, Counts>>
}

/** Folds calls as they pass: what is remembered of one is dropped when it ends. `intervalOf` says where an offer counts. */
export const contacts = (limits: Figures.Limits, intervalOf: (at: Instant) => Instant) => {
  const open = new Map<string, Visit | undefined>()
  const visits = new Map<QueueId, Map<Instant, Counts>>()
  const refused: Record<string, number> = {}
  let [received, leftInMenu, contained, unserved, transferred] = [0, 0, 0, 0, 0]

  const count = ({ queue, interval }: Visit, change: (c: Counts) => Counts): void => {
    const ofQueue = visits.get(queue) ?? new Map<Instant, Counts>()
    visits.set(queue, ofQueue.set(interval, change(ofQueue.get(interval) ?? Figures.noCounts)))
  }

  const begin = (stream: string, queue: QueueId, at: Instant): void => {
    const visit = { queue, interval: intervalOf(at), since: at, counted: false }
    open.set(stream, visit)
    count(visit, Figures.countOffer)
  }

  /** Ends the wait, unless it has ended. */
  const endWait = (visit: Visit, at: Instant, end: Figures.WaitEnd): void => {
    if (!visit.counted) count(visit, (c) => Figures.countEnd(c, end, at - visit.since, limits))
  }

  /** Ends the talk of whoever was answered, or else the wait. */
  const leave = (stream: string, at: Instant, end: Exclude<Figures.WaitEnd, 'answered'>): void => {
    const visit = open.get(stream)
    if (visit === undefined) return
    const { answeredAt } = visit
    if (answeredAt === undefined) endWait(visit, at, end)
    else count(visit, (c) => Figures.countTalk(c, at - answeredAt))
  }

  /** Ends a wait that goes on elsewhere, and answers it as it was. A talk that follows belongs to it still. */
  const flowOut = (stream: string, at: Instant): Visit | undefined => {
    const visit = open.get(stream)
    if (visit === undefined) return undefined
    endWait(visit, at, 'flowedOut')
    open.set(stream, { ...visit, counted: true })
    return visit
  }

  const take = (stream: string, e: Call.Event): void => {
    switch (e.type) {
      case 'CallReceived':
        received++
        open.set(stream, undefined)
        return
      case 'CallRefused':
        refused[e.rule] = (refused[e.rule] ?? 0) + 1
        open.delete(stream)
        return
      case 'CallQueued':
        return begin(stream, e.queue, e.at)
      case 'CallAnswered': {
        const visit = open.get(stream)
        if (visit === undefined || visit.answeredAt !== undefined) return
        open.set(stream, { ...visit, answeredAt: e.at, counted: true })
        return endWait(visit, e.at, 'answered')
      }
      case 'CallEscalated':
        if (e.action.do === 'queue' && flowOut(stream, e.at)?.counted === false) begin(stream, e.action.queue, e.at)
        return
      case 'CallbackRequested':
        flowOut(stream, e.at)
        return
      case 'CallTransferred':
        transferred++
        leave(stream, e.at, 'flowedOut')
        return begin(stream, e.queue, e.at)
      case 'CallAbandoned':
        leave(stream, e.at, 'abandoned')
        open.delete(stream)
        return
      case 'CallLeftInMenu':
        leftInMenu++
        open.delete(stream)
        return
      case 'CallEnded':
        if (e.outcome === 'contained') contained++
        if (e.outcome === 'unserved') unserved++
        leave(stream, e.at, 'flowedOut')
        open.delete(stream)
        return
      default:
        return
    }
  }

  const facts = (): ContactFacts => ({ received, refused, leftInMenu, contained, unserved, transferred, visits })
  return { take, facts }
}
