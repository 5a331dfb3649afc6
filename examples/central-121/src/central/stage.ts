import { randomBytes } from 'node:crypto'
import { instant, later, plus, seconds, type Clock, type Instant, type StoredPlans } from '@disque/core'
import { seededIds } from '@disque/core/testing'
import { memoryKeys } from '@disque/memory'
import { createVault } from '@disque/vault'
import type { CentreRooms } from '@disque/runtime'
import { people } from '../traffic/people.js'
import { dutyOf, type Duty } from '../traffic/roster.js'
import { sendTo } from '../traffic/send.js'
import { traffic } from '../traffic/traffic.js'
import { lead, type Setting } from './setting.js'

const planCountsFrom = instant('2020-01-01T00:00:00-03:00')

/** Ids of a run: another run with the same seed has the same people under other ids. */
export const idsOf = ({ seed, run }: Setting) => seededIds(`${seed}/${run}`)

/** What of a working day lies in the run; whoever has come before comes as it begins. */
const within = (duty: Duty, { begins, until }: Setting, jitter: number): Duty | undefined => {
  const from = later(duty.from, plus(begins, Math.round(jitter * (lead - seconds(30)))))
  const ends = duty.until < until ? duty.until : until
  if (ends - from < seconds(60)) return undefined
  const { wandersOff: off } = duty
  const lies = (at: Instant, long: number) => at > from && plus(at, seconds(long)) < ends
  return { from, until: ends, breaks: duty.breaks.filter((b) => lies(b.at, b.seconds)), ...(off === undefined || !lies(off.at, Math.ceil(off.seconds)) ? {} : { wandersOff: off }) }
}

interface Parts {
  readonly rooms: CentreRooms
  readonly plans: StoredPlans
  readonly ids: ReturnType<typeof idsOf>
  readonly clock: Clock
}

/** Sets a centre up in a store, with everybody who works there and calls it; what they do is planned, and done by whoever holds the clock. */
export const stage = async ({ rooms, plans, ids, clock }: Parts, setting: Setting) => {
  const { plan, seed, run, day, from, until, attendants, patientFor } = setting
  const { centre } = plan
  // The keys are gone with the run: nobody opens again what it sealed.
  const vault = createVault({ keys: memoryKeys(), masterKey: randomBytes(32), subjectRef: ids.subjectRef })
  const world = traffic({ centre, rooms, plans, vault, ids, clock }, seed, { redial: false, patientFor })
  const blocked: (typeof plan.blocked)[number] = { subject: await world.nuisance(), from: day.from, reason: 'calls-only-to-disturb' }
  await sendTo(rooms.centre, { ids, centre })(
    { type: 'ChangePlan', centre, plan: { ...plan, blocked: [...plan.blocked, blocked] }, at: clock.now(), validAt: planCountsFrom },
    { actor: 'supervisor' }
  )
  await world.open(day, (at) => at >= from && at < until)
  for (const person of people(attendants, world.chance('people'), `${run}-`)) {
    const chance = world.chance(`duty/${day.date}/${person.behaves}`)
    const duty = day.opening === undefined ? undefined : within(dutyOf(person.place, day.opening, chance), setting, chance.next())
    if (duty === undefined) continue
    await world.hire(person)
    world.work(person, duty, until)
  }
  return world
}
