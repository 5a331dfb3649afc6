import { loadavg } from 'node:os'
import type { CentreId, QueueId } from '@disque/core'
import { waitingNow } from '@disque/runtime'
import { crowd, type Crowd } from './crowd.js'
import { measuredFrom } from './measured.js'
import { openShifts } from './open-shifts.js'
import type { LoadOptions } from './options.js'
import { planOf } from './plan.js'
import { sender } from './send.js'
import { open, placesOf, type Found, type Opened } from './stores.js'
import { spreadOf, tally } from './tally.js'
import { sampler, usageOf, type Sample } from './usage.js'
import { worker } from './worker.js'
import { workerProcess } from './worker-process.js'

const wrapUpMs = 5000
/** From a ring to its answer, on average. */
const ringMs = 800
/** Beyond the time in which callers end by themselves. */
const patienceMs = 60_000
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

const waitingUpTo = (ms: number) => async (what: string, holds: () => boolean): Promise<void> => {
  for (const began = performance.now(); !holds(); await pause(50))
    if (performance.now() - began > ms) throw new Error(`it waited ${Math.round(ms / 1000)} s in vain ${what}`)
}

/** How long a talk lasts where attendants are busy so much of their time. */
export const talkMsOf = ({ contactsPerHour, contained, attendants, occupancy, minutes }: LoadOptions): number => {
  const queuedPerMs = (contactsPerHour * (1 - contained)) / 3_600_000
  const handling = queuedPerMs === 0 ? 0 : (attendants * occupancy) / queuedPerMs
  // In a short run nobody talks longer than a third of it.
  return Math.max(100, Math.min(handling - wrapUpMs - ringMs, minutes * 20_000))
}

/** When as many are served as will be, in milliseconds from the first call. */
const warmMsOf = (options: LoadOptions): number => Math.min(options.minutes * 20_000, 1.5 * talkMsOf(options) + wrapUpMs)

type Say = (words: string) => void

/** Looks at this process each second, and counts as an exchange does who waits where. */
const watching = ({ readModel }: Opened, levelOf: () => number | undefined, onFailure: (error: unknown) => void) => {
  let lengths: Readonly<Record<QueueId, number>> = {}
  const samples: Sample[] = []
  const sample = sampler(levelOf)
  const look = async (): Promise<void> => {
    samples.push(sample())
    const read = await waitingNow(readModel)()
    if (read._tag === 'Right') lengths = read.right
  }
  const looks = setInterval(() => {
    look().catch(onFailure)
  }, 1000)
  return { lengths: () => lengths, samples: (): readonly Sample[] => samples, stop: () => clearInterval(looks) }
}

const underLoad = async (options: LoadOptions, found: Found, opened: Opened, say: Say) => {
  const { attendants, contactsPerHour, minutes, workers } = options
  const until = waitingUpTo(patienceMs + minutes * 30_000)
  const trouble = tally()
  const failures: unknown[] = []
  const onFailure = (error: unknown) => void failures.push(error)
  const crowds: Crowd[] = []
  const hear: Crowd['hear'] = (effect) => crowds[0]?.hear(effect)
  const onTrouble = (what: string) => trouble.add(what)
  const { rooms, plans, clock, ids, start } = worker({ opened, hear, onTrouble })
  // A centre of the run's own: a server keeps those of other runs.
  const centre = `load-${ids.next().slice(0, 8)}` as CentreId
  const changed = await rooms.centre({ type: 'ChangePlan', centre, plan: planOf(centre), at: clock.now() })()
  if (changed._tag === 'Left') throw new Error(JSON.stringify(changed.left))
  const planNow = plans.inForce(centre, clock.now())?.version
  if (planNow === undefined) throw new Error('the plan is not in force')

  const shifts = openShifts(opened.store, centre)
  const own = workers === 0 ? start() : undefined
  const others = Array.from({ length: workers }, (_, n) => workerProcess(`worker-${n}`, found.places, { hear, onTrouble }))
  const watch = watching(opened, own?.level ?? (() => undefined), onFailure)
  const send = sender(rooms, clock, ids)
  const everybody = crowd({
    ids, clock, send, centre, planNow, attendants, onFailure, contained: options.contained, seed: options.seed, waitingNow: watch.lengths,
    contactsPerMs: contactsPerHour / 3_600_000, talkMs: talkMsOf(options),
  })
  crowds.push(everybody)
  try {
    await Promise.all(others.map(({ ready }) => ready))
    say(`${attendants} attendants sign in`)
    await everybody.signIn()
    await until('for every shift to start', () => shifts.count() >= attendants)

    const signedIn = send.latencies().length
    const from = Date.now()
    const loads = [loadavg()[0] ?? NaN]
    everybody.arrive()
    for (let minute = 1; minute <= Math.ceil(minutes); minute++) {
      await pause(Math.min(1, minutes - minute + 1) * 60_000)
      loads.push(loadavg()[0] ?? NaN)
      say(`${Math.min(minute, minutes)} min: ${everybody.dialled()} calls, ${everybody.present()} there now, load ${loads.at(-1)?.toFixed(1)}`)
    }
    const last = Date.now()
    const during = ({ at }: Sample) => at >= from && at < last
    const latencies = send.latencies().slice(signedIn)

    everybody.close(Math.min(20_000, minutes * 20_000))
    await until('for every call to end', () => everybody.present() === 0 && send.underway() === 0)
    await everybody.signOut()
    await until('for every shift to close', () => shifts.count() === 0)
    return {
      begin: changed.right.position, centre, from, last, loads, calls: everybody.dialled(), commands: spreadOf(latencies), answers: send.counts(), trouble, failures,
      usage: [
        usageOf(workers === 0 ? 'callers, attendants and worker' : 'callers and attendants', watch.samples().filter(during)),
        ...others.map(({ name, samples }) => usageOf(name, samples.filter(during))),
      ],
    }
  } finally {
    everybody.stop()
    watch.stop()
    await shifts.stop()
    await own?.stop()
    await own?.running
    for (const other of others) await other.stop()
  }
}

/** A centre under load, from sign-in to sign-out, and what was measured. */
export const runLoad = async (options: LoadOptions, say: Say) => {
  const found = await placesOf(options)
  try {
    const opened = await open(found.places)
    try {
      const { begin, from, last, loads, usage, trouble, failures, ...ran } = await underLoad(options, found, opened, say)
      const warm = from + warmMsOf(options)
      const measured = measuredFrom()
      await measured.take(opened.store, begin)
      const { within, ...told } = measured.result({ from: warm, until: last })
      return {
        store: found.says, workers: options.workers, attendants: options.attendants, contactsPerHour: Math.round(options.contactsPerHour), minutes: options.minutes,
        talkSeconds: Math.round(talkMsOf(options) / 1000), load: { from: Math.min(...loads), to: Math.max(...loads) },
        eventsPerSecond: Math.round((within / (last - warm)) * 10_000) / 10, ...ran, ...told, usage, trouble: trouble.all(), failures: failures.map(String),
      }
    } finally {
      await opened.close()
    }
  } finally {
    await found.stop()
  }
}
export type LoadResult = Awaited<ReturnType<typeof runLoad>>
