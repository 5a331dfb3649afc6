import { heapOf, machine, median, perSecond, rate, ratio, rounds } from './measure.js'
import { subjects, type Load, type Subject } from './subjects.js'

/**
 * Load, fold, decide, append in memory: `handle` on the store in memory against a bare Map that keeps the same envelopes, and against peers.
 * What it must reach while its cache holds the streams: 0.4 of the Map, twice castore, 15 times emmett; at 100,000 streams at once 0.8 of its rate at 1,000;
 * on the heap 1.3 of the Map, the cache aside. Every first command of a stream is a cold load, also where the cache holds the rest.
 */
const cached = 200_000
const of = (subject: Subject, load: Load) => () => rate(load.streams * load.each, async () => void (await subject(load)))

const { bareMap, disque, castore, emmett } = subjects

console.log(machine())
console.log('\n10,000 streams, 10 commands each, in turn')
const load: Load = { streams: 10_000, live: 10_000, each: 10 }
const short = await rounds(5, {
  map: of(bareMap, load),
  warm: of(disque(cached), load),
  cold: of(disque(0), load),
  castore: of(castore, load),
  // It counts all of its streams at each append: the more there are, the slower it is.
  emmett: of(emmett, load),
})
console.log(`  a bare Map         ${perSecond(short.map)}`)
console.log(`  disque             ${perSecond(short.warm)} = ${ratio(short.warm, short.map).toFixed(2)} of the Map (wanted 0.4)`)
console.log(`  disque, no cache   ${perSecond(short.cold)} = ${ratio(short.cold, short.map).toFixed(2)} of the Map: every load is a cold one`)
console.log(`  castore 2.4.2      ${perSecond(short.castore)}; disque is ${ratio(short.warm, short.castore).toFixed(1)} times as fast (wanted 2)`)
console.log(`  emmett 0.42.0      ${perSecond(short.emmett)}; disque is ${ratio(short.warm, short.emmett).toFixed(1)} times as fast (wanted 15)`)

console.log('\n100,000 streams, 10 commands each: 1,000 at once, or all at once')
const few: Load = { streams: 100_000, live: 1000, each: 10 }
const all: Load = { streams: 100_000, live: 100_000, each: 10 }
const long = await rounds(3, {
  mapFew: of(bareMap, few),
  mapAll: of(bareMap, all),
  few: of(disque(cached), few),
  all: of(disque(cached), all),
})
console.log(`  a bare Map         ${perSecond(long.mapFew)} and ${perSecond(long.mapAll)}: ${ratio(long.mapAll, long.mapFew).toFixed(2)}`)
console.log(`  disque             ${perSecond(long.few)} and ${perSecond(long.all)}: ${ratio(long.all, long.few).toFixed(2)} (wanted 0.8)`)

console.log('\nHeap for 10,000 streams of 10 events')
const megabytes = async (subject: Subject): Promise<number> => median([await heapOf(() => subject(load)), await heapOf(() => subject(load)), await heapOf(() => subject(load))]) / 2 ** 20
const [map, store] = [await megabytes(bareMap), await megabytes(disque(cached))]
const withCache = await megabytes(disque(cached, (kept, handle) => [kept, handle]))
console.log(`  a bare Map         ${map.toFixed(1)} MB`)
console.log(`  disque             ${store.toFixed(1)} MB = ${(store / map).toFixed(2)} of the Map (wanted 1.3), and ${(withCache - store).toFixed(1)} MB for the cache`)
console.log(`  castore            ${(await megabytes(castore)).toFixed(1)} MB`)
