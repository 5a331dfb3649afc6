import { machine, median } from './measure.js'
import { polling } from './routing/polling.js'
import { indexed, plain, steady } from './routing/steady.js'

/**
 * Who should serve whom, now: 10,000 wait and everybody is busy; at each decision somebody has become free, one contact leaves the queue for that attendant,
 * and another one arrives. All of that is measured, not the decision alone. Wanted with 1,000 attendants: 300,000 decisions a second, 100,000 with reasons;
 * with a hundred times the attendants a decision costs at most three times as much.
 */
const waiting = 10_000
const profiles = 20
const sizes = [10, 100, 1000, 10_000]

const shown = (n: number): string => (n >= 100 ? Math.round(n).toLocaleString('en') : n.toFixed(1)).padStart(10)

/** Microseconds a decision in slices of a thousand, the two in turn; and the 99th percentile of single ones with reasons. */
const measured = (size: number, kinds: number) => {
  const without = steady(indexed(false), size, kinds)
  const withReasons = steady(indexed(true), size, kinds)
  const us: { readonly without: number[]; readonly withReasons: number[] } = { without: [], withReasons: [] }
  for (let n = 0; n < 60; n++) for (const one of [without, withReasons]) one.run(1000)
  for (let n = 0; n < 200; n++) {
    us.without.push(without.run(1000) * 1000)
    us.withReasons.push(withReasons.run(1000) * 1000)
  }
  const each: number[] = []
  for (let n = 0; n < 50; n++) withReasons.run(1000, each)
  const p99 = (each.sort((a, b) => a - b)[Math.floor(each.length * 0.99)] ?? NaN) * 1000
  return { us, p99 }
}
/** Decisions a second, counting the time of deciding alone: what is asked in vain is in it, so is reading the clock. */
const deciding = (size: number, kinds: number): number => {
  const decider = indexed(false)
  let [ms, decided] = [0, 0]
  const one = steady(
    {
      ...decider,
      decide: (now) => {
        const began = performance.now()
        const found = decider.decide(now)
        ms += performance.now() - began
        if (found !== undefined) decided++
        return found
      },
    },
    size,
    kinds
  )
  for (let n = 0; n < 60; n++) one.run(1000)
  ;[ms, decided] = [0, 0]
  for (let n = 0; n < 100; n++) one.run(1000)
  return (decided / ms) * 1000
}
const perSecond = (us: readonly number[]): number => 1e6 / median(us)

const plainly = (size: number): number => {
  const one = steady(plain(), size, profiles)
  one.run(3)
  return 1000 / one.run(size >= 10_000 ? 10 : 30)
}

/** At its best: no pause between ticks, and as many become free in one as in a tenth of a second when contacts last five minutes. */
const polled = (size: number): number => {
  const one = polling(size, profiles, waiting)
  const freed = Math.max(1, Math.round(size / 3000))
  one.tick(freed)
  const began = performance.now()
  let decided = 0
  for (let n = 0; n < 10; n++) decided += one.tick(freed)
  return (decided / (performance.now() - began)) * 1000
}

console.log(machine())
console.log('\n10,000 waiting, 12 topics, 3 queues, 20 kinds of training: decisions a second')
console.log('attendants     indexed   with reasons   p99 of these   deciding alone   the plain form   polled')
const found = new Map<number, ReturnType<typeof measured>>()
for (const size of sizes) {
  const one = measured(size, profiles)
  found.set(size, one)
  console.log(`${shown(size)}${shown(perSecond(one.us.without))}/s   ${shown(perSecond(one.us.withReasons))}/s    ${shown(one.p99)} µs   ${shown(deciding(size, profiles))}/s     ${shown(plainly(size))}/s ${shown(polled(size))}/s`)
}

const growth = (few: number, many: number, kind: 'without' | 'withReasons'): string =>
  (median(found.get(many)?.us[kind] ?? []) / median(found.get(few)?.us[kind] ?? [])).toFixed(1)
console.log('\nOne decision with a hundred times the attendants costs (wanted: at most 3 times)')
for (const [few, many] of [[10, 1000], [100, 10_000]] as const) {
  console.log(`  ${few} to ${many.toLocaleString('en')}: ${growth(few, many, 'without')} times as much; ${growth(few, many, 'withReasons')} times with reasons`)
}

const hard = measured(1000, 1000)
console.log('\n1,000 attendants, each with a training of his own')
console.log(`  ${shown(perSecond(hard.us.without))}/s, ${shown(perSecond(hard.us.withReasons))}/s with reasons, p99 ${shown(hard.p99)} µs`)
