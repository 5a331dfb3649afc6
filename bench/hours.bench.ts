import dayjs from 'dayjs'
import dayjsBusinessTime from 'dayjs-business-time'
import moment from 'moment-business-time'
import OpeningHours from 'opening_hours'
import { Hours, type Instant } from '@disque/core'
import { machine, median, perSecond, ratio, rounds } from './measure.js'

/**
 * Questions about business hours beside the libraries that answer them: all of Monday to Friday, 9h to 17h, without holidays and in UTC, which all of them can.
 * What must be reached: `between` over a year and `add` of 100 hours 200 times the best of them, `isOpen` 5 times; ten years at most twice a week's time.
 * Speeds are calls a second of processor time. Every call has another instant, so that no answer is one that was remembered, and what a library wants to be given is made before the clock starts.
 */
process.env.TZ = 'UTC'
dayjs.extend(dayjsBusinessTime)

const hour = 3_600_000
const day = 24 * hour
const workday = [{ from: '09:00', until: '17:00' }]
const weekly = { mon: workday, tue: workday, wed: workday, thu: workday, fri: workday }
const plain: Hours.Calendar = { timeZone: 'Etc/UTC', weekly, holidays: [], breaks: [], exceptions: [] }
/** Ours once more with all that a real calendar has: a zone that changed its clock, the federal days of eleven years, half days. */
const federal: Hours.Calendar = { ...plain, timeZone: 'America/Sao_Paulo', ...Hours.federalClosures() }
const opening = new OpeningHours('Mo-Fr 09:00-17:00')

const count = 4096
const start = Date.UTC(2018, 0, 1)
/** Whole minutes of eight years, in no order: numbers of a fixed multiplicative generator. */
const instants: readonly Instant[] = (() => {
  let seed = 121
  return Array.from({ length: count }, () => {
    seed = (seed * 48_271) % 2_147_483_647
    return (start + (seed % (8 * 365 * 1440)) * 60_000) as Instant
  })
})()

type Ask = (i: number) => number | boolean
interface Question {
  readonly name: string
  readonly ours: Ask
  readonly federal: Ask
  readonly peers: Readonly<Record<string, Ask>>
  /** How many times the best of them it must be. */
  readonly wanted?: number
}

const at = (i: number): Instant => instants[i % count] ?? (0 as Instant)
const right = (answer: ReturnType<typeof Hours.add>): number => (answer._tag === 'Right' ? answer.right : NaN)
const moments = instants.map((t) => moment(t))
const days = instants.map((t) => dayjs(t))
const dates = instants.map((t) => new Date(t))
const of = <A>(list: readonly A[], i: number): A => list[i % count] as A

const isOpen: Question = {
  name: 'isOpen',
  wanted: 5,
  ours: (i) => Hours.isOpen(plain, at(i)),
  federal: (i) => Hours.isOpen(federal, at(i)),
  peers: {
    'moment-business-time': (i) => of(moments, i).isWorkingTime(),
    'dayjs-business-time': (i) => of(days, i).isBusinessTime(),
    opening_hours: (i) => opening.getState(of(dates, i)),
  },
}

const add = (hours: number, wanted?: number): Question => ({
  name: `add ${hours} h`,
  ...(wanted === undefined ? {} : { wanted }),
  ours: (i) => right(Hours.add(plain, at(i), hours * hour)),
  federal: (i) => right(Hours.add(federal, at(i), hours * hour)),
  peers: {
    'moment-business-time': (i) => of(moments, i).clone().addWorkingTime(hours, 'hours').valueOf(),
    'dayjs-business-time': (i) => of(days, i).addBusinessHours(hours).valueOf(),
  },
})

const between = (name: string, span: number, wanted?: number): Question => {
  const end = (i: number) => (at(i) + span) as Instant
  const [momentEnds, dayEnds, dateEnds] = [instants.map((t) => moment(t + span)), instants.map((t) => dayjs(t + span)), instants.map((t) => new Date(t + span))]
  return {
    name: `between, ${name}`,
    ...(wanted === undefined ? {} : { wanted }),
    ours: (i) => Hours.between(plain, at(i), end(i)),
    federal: (i) => Hours.between(federal, at(i), end(i)),
    peers: {
      'moment-business-time': (i) => of(momentEnds, i).workingDiff(of(moments, i), 'milliseconds'),
      'dayjs-business-time': (i) => of(days, i).businessMinutesDiff(of(dayEnds, i)) * 60_000,
      opening_hours: (i) => opening.getOpenDuration(of(dates, i), of(dateEnds, i))[0],
    },
  }
}

const questions = [isOpen, add(1), add(100, 200), between('a week', 7 * day), between('a year', 365 * day, 200), between('ten years', 3652 * day)]

/** Processor time in milliseconds, collecting garbage included: what else runs on the machine does not count. */
const spent = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** Calls a second of processor time, over a fifth of a second. */
const speed = (ask: Ask) => () => {
  const begin = spent()
  let [calls, elapsed, block] = [0, 0, 1]
  let kept: number | boolean = 0
  while (elapsed < 200) {
    for (let i = 0; i < block; i++) kept = ask(calls++)
    elapsed = spent() - begin
    block = Math.max(1, Math.min(100_000, Math.floor((calls / Math.max(1, elapsed)) * 10)))
  }
  return Promise.resolve(kept === undefined ? NaN : (calls / elapsed) * 1000)
}

const agreement = (ours: Ask, theirs: Ask, calls: number): string => {
  const same = Array.from({ length: calls }, (_, i) => ours(i) === theirs(i)).filter((equal) => equal).length
  return same === calls ? 'same answers' : `${same} of ${calls} answers the same`
}

console.log(machine())
const figures = new Map<string, readonly number[]>()
for (const { name, ours, federal: federalOurs, peers, wanted } of questions) {
  // The first round warms up: code, calendars, whatever a library keeps.
  const found = await rounds(6, { ours: speed(ours), federal: speed(federalOurs), ...Object.fromEntries(Object.entries(peers).map(([peer, ask]) => [peer, speed(ask)])) })
  const speeds = Object.fromEntries(Object.entries<readonly number[]>(found).map(([subject, all]) => [subject, all.slice(1)]))
  const own = speeds['ours'] ?? []
  figures.set(name, own)
  console.log(`\n${name}`)
  console.log(`  disque                 ${perSecond(own)}`)
  console.log(`  disque, São Paulo with eleven years of federal days  ${perSecond(speeds['federal'] ?? [])}`)
  for (const [peer, ask] of Object.entries(peers)) console.log(`  ${peer.padEnd(22)} ${perSecond(speeds[peer] ?? [])}; ${agreement(ours, ask, name.includes('years') ? 50 : 500)}`)
  const best = Object.keys(peers).reduce((a, b) => (median(speeds[a] ?? []) >= median(speeds[b] ?? []) ? a : b))
  const times = ratio(own, speeds[best] ?? [])
  console.log(`  = ${times < 100 ? times.toFixed(1) : Math.round(times).toLocaleString('en')} times ${best}${wanted === undefined ? '' : ` (wanted ${wanted})`}`)
}

const tenYears = ratio(figures.get('between, a week') ?? [], figures.get('between, ten years') ?? [])
console.log(`\nten years take ${tenYears.toFixed(2)} times as long as a week (wanted 2 at most)`)
