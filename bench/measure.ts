import { cpus, loadavg, totalmem } from 'node:os'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** What the figures were measured on. */
export const machine = (): string =>
  `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, load ${loadavg().map((n) => n.toFixed(2)).join(' ')}, Node ${process.version}`

export const median = (numbers: readonly number[]): number => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN

/** How many a second. */
export const rate = async (count: number, work: () => Promise<void> | void): Promise<number> => {
  const start = performance.now()
  await work()
  return (count / (performance.now() - start)) * 1000
}

setFlagsFromString('--expose-gc')
export const collect = runInNewContext('gc') as () => void

/** Bytes that `make` leaves behind as long as its result is held. */
export const heapOf = async (make: () => Promise<unknown>): Promise<number> => {
  collect()
  const before = process.memoryUsage().heapUsed
  const held = await make()
  collect()
  const after = process.memoryUsage().heapUsed
  return held === undefined ? NaN : after - before
}

/** Every subject once a round, so that what disturbs the machine disturbs all of them; answers a list of figures for each. */
export const rounds = async <K extends string>(count: number, subjects: Readonly<Record<K, () => Promise<number>>>): Promise<Record<K, number[]>> => {
  const names = Object.keys(subjects) as K[]
  const found = Object.fromEntries(names.map((name): [K, number[]] => [name, []])) as Record<K, number[]>
  for (let round = 0; round < count; round++) {
    for (const name of names) {
      collect()
      found[name].push(await subjects[name]())
    }
  }
  return found
}

/** The median over the rounds of what the one was to the other in the same round. */
export const ratio = (one: readonly number[], other: readonly number[]): number => median(one.map((n, i) => n / (other[i] ?? NaN)))

export const perSecond = (numbers: readonly number[]): string => `${Math.round(median(numbers)).toLocaleString('en')}/s`
