import { describe, expect, it } from 'vitest'
import { plus, type Instant } from '../shared/instant.js'
import type { WaitingContact } from '../routing/contact.js'
import type { Router } from '../routing/own-router.js'
import { routeIndex } from '../routing/route-index.js'
import { route } from '../routing/route.js'
import { routingLaws } from './routing-laws.js'
import { afterDecision } from './routing-situation.js'

/** The indexed form, asked until it has nothing more to say. */
const indexed: Router = (policy, waiting, attendants, now, most = Infinity) => {
  const index = routeIndex(policy)
  waiting.forEach(index.putContact)
  attendants.forEach(index.putAttendant)
  const decisions = []
  let s = { policy, waiting, attendants, now }
  for (let d = index.next(now); d !== undefined && decisions.length < most; d = index.next(now)) {
    decisions.push(d)
    s = afterDecision(s, d)
    s.waiting.forEach(index.putContact)
    s.attendants.forEach(index.putAttendant)
  }
  return decisions
}

describe('the indexed form keeps the laws', () => {
  for (const { name, run } of routingLaws(indexed, { runs: 100 })) it(name, run)
})

describe('the laws find a router', () => {
  const broken = async (router: Router, law = ''): Promise<readonly string[]> => {
    const found: string[] = []
    for (const { name, run } of routingLaws(router, { runs: 500 })) if (name.startsWith(law)) await run().catch(() => found.push(name))
    return found
  }
  let asked = 0

  const flawed: Readonly<Record<string, readonly [law: string, router: Router]>> = {
    'that goes by the order of its list': ['the answer does not depend', (p, w, a, now) => route(p, w.slice(0, 1), a, now)],
    'that answers by chance': ['the answer does not depend', (p, w, a, now) => (asked++ % 2 === 0 ? route(p, w, a, now) : route(p, w, a, now).slice(1))],
    'that turns its input round in place': ['the answer does not depend', (p, w, a, now) => route(p, (w as WaitingContact[]).reverse(), a, now)],
    'that forgets what it has just given away': ['nobody is offered beyond capacity', (p, w, a, now) => w.flatMap((c) => route(p, [c], a, now))],
    'that ignores training': ['a contact is offered only to who may serve it', (p, w, a, now) => route(p, w, a.map((one) => ({ ...one, training: w.map((c) => ({ topic: c.topic, level: 9, since: now })) })), now)],
    'that offers to whom an offer stands already': ['a contact is offered only to who may serve it', (p, w, a, now) => route(p, w.map((c) => ({ ...c, offered: [] })), a, now)],
    'that leaves somebody waiting': ['nobody waits while somebody', (p, w, a, now) => route(p, w, a, now).slice(0, 1)],
    'that serves the newest first': ['first come, first served', (p, w, a, now) => route(p, w.map((c) => ({ ...c, rankSince: -c.rankSince as Instant })), a, now)],
    'that gives up on who has waited long': ['who may be offered a contact may still be later', (p, w, a, now) => route(p, w.filter((c) => now - c.rankSince < 15_000), a, now)],
    'that asks for more the longer somebody waits': [
      'who may be offered a contact may still be later',
      (p, w, a, now) => route(p, w, a.map((one) => ({ ...one, training: one.training.filter((t) => t.level > 1 || w.every((c) => now - c.joinedAt < 10_000)) })), now),
    ],
    'that lets weight go before everything': ['where waiting time orders', (p, w, a, now) => route({ ...p, order: { by: 'priority' } }, w, a, now)],
    'that lets the young go first by a minute': ['where waiting time orders', (p, w, a, now) => route(p, w.map((c, i) => (i % 2 === 0 ? c : { ...c, rankSince: plus(c.rankSince, -60_000) })), a, now)],
    'that counts nobody out': ['everyone signed in is chosen', (p, w, a, now) => route(p, w, a, now).map((d) => ({ ...d, excluded: { ...d.excluded, notTrained: 0 } }))],
    'that names the chosen twice': ['everyone signed in is chosen', (p, w, a, now) => route(p, w, a, now).map((d) => ({ ...d, runnersUp: [d.chosen, ...d.runnersUp] }))],
    'that puts another first than its keys say': ['the keys tell the order', (p, w, a, now) => route(p, w, a, now).map((d) => ({ ...d, runnersUp: [...d.runnersUp].reverse() }))],
  }

  for (const [what, [law, router]] of Object.entries(flawed)) it(what, async () => expect(await broken(router, law)).toHaveLength(1))

  it('that decides nothing, since then somebody waits', async () => expect(await broken(() => [])).toEqual(['nobody waits while somebody who may serve is free']))
})
