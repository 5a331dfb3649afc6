import { plus, type Instant, type SignedIn, type WaitingContact } from '@disque/core'
import { centre, policy, start } from './centre.js'

interface Agent {
  readonly name: string
  readonly topics: ReadonlySet<string>
  state: 'Waiting' | 'In a queue call'
  lastBridgeEnd: Instant
}
/** An agent in one of its queues. */
interface Tier {
  readonly agent: Agent
  readonly level: number
  readonly position: number
}

const queueOf = (c: WaitingContact): string => `${c.queue}/${c.topic}`
const byOrder = (a: Tier, b: Tier): number => a.level - b.level || a.agent.lastBridgeEnd - b.agent.lastBridgeEnd || a.position - b.position
const agentOf = (a: SignedIn): Agent => ({ name: a.attendant, topics: new Set(a.training.map((t) => t.topic)), state: 'In a queue call', lastBridgeEnd: start })

/**
 * The rule of FreeSWITCH's mod_callcenter, made again: at every tick it reads all waiting members of all queues, highest score first
 * (seconds waited and base score), and for each of them the agents of its queue in the order of the strategy, until one may be offered.
 * It has no topics, so each topic of each queue is a queue of its own; it has no levels and no capacity beyond one.
 *
 * At its best: in memory, without SQL, a lock or a pause between ticks; each queue's agents are found without a join and sorted once a tick,
 * where the original lets the database do both for every member. Tier rules and wrap-up are off.
 */
export const polling = (size: number, profiles: number, waitingNow: number) => {
  const { attendants, arrival } = centre(size, profiles)
  const agents = attendants.map(agentOf)
  const topics = new Set(agents.flatMap((a) => [...a.topics]))
  const queues = new Map<string, Tier[]>()
  for (const queue of Object.keys(policy.queues)) {
    for (const topic of topics) queues.set(`${queue}/${topic}`, agents.filter((a) => a.topics.has(topic)).map((agent, position) => ({ agent, level: 1, position })))
  }
  const score = (c: WaitingContact, now: Instant): number => (now - c.joinedAt) / 1000 + c.priority * 120
  let members = Array.from({ length: waitingNow }, (_, n) => arrival(plus(start, -n)))
  let now = start
  let turn = 0

  return {
    /** One tick after so many agents have become free; answers how many members were offered to one. */
    tick: (freed: number): number => {
      now = plus(now, 100)
      for (let n = 0; n < freed; n++) {
        const agent = agents[turn++ % agents.length]
        if (agent === undefined) continue
        agent.state = 'Waiting'
        agent.lastBridgeEnd = now
      }
      for (const tiers of queues.values()) tiers.sort(byOrder)
      const scored = members.map((c) => ({ c, score: score(c, now) })).sort((a, b) => b.score - a.score)
      const served = new Set<WaitingContact>()
      for (const { c } of scored) {
        const tier = queues.get(queueOf(c))?.find((t) => t.agent.state === 'Waiting' && t.agent.lastBridgeEnd <= now)
        if (tier === undefined) continue
        tier.agent.state = 'In a queue call'
        served.add(c)
      }
      members = members.filter((c) => !served.has(c))
      while (members.length < waitingNow) members.push(arrival(now))
      return served.size
    },
  }
}
