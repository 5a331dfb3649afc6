import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import type { Clock, EventStore, ReadModel, ReadModelFailure } from '@disque/core'
import { fastClocks, until } from './clocks.test-kit.js'
import { sqliteFile } from './places.test-kit.js'
import { leaseMs, troubledCentre, type Place } from './troubled-centre.test-kit.js'

/** What the disk does to every write, for as long as it is set. */
interface Disk {
  takesMs?: number
  fails?: Extract<ReadModelFailure, { readonly _tag: 'StoreFull' | 'StoreUnavailable' }>
}

/** A store and a read model whose writes go by such a disk; where it is slow, every fourth append is not known to be stored. */
const on = (disk: Disk, clock: Clock, { store, readModel, close }: Place): Place => {
  let appends = 0
  const write = async <A>(carryOut: () => Promise<A>, failed: (failure: NonNullable<Disk['fails']>) => A): Promise<A> => {
    const { takesMs, fails } = disk
    if (takesMs !== undefined) await clock.pause(takesMs)
    return fails === undefined ? carryOut() : failed(fails)
  }
  const append: EventStore['append'] = (stream, expected, events) => () => write(store.append(stream, expected, events), (failure) => E.left(failure))
  const unsure: EventStore['append'] = (stream, expected, events) => async () => {
    const stored = await append(stream, expected, events)()
    return E.isRight(stored) && disk.takesMs !== undefined && ++appends % 4 === 0 ? E.left({ _tag: 'OutcomeUnknown', reason: 'the disk took too long' }) : stored
  }
  const commit: ReadModel['commit'] = (what) => () => write(readModel.commit(what), (failure) => E.left(failure))
  return { store: { ...store, append: unsure }, readModel: { ...readModel, commit }, close }
}

test('LEASE-03 a disk that takes seconds for every write makes the centre slow; a worker whose writes take longer than its leases last loses them, and what it writes then is refused', async () => {
  const file = sqliteFile()
  const clock = fastClocks()()
  const [ofAll, ofOne]: [Disk, Disk] = [{}, {}]
  const centre = await troubledCentre(async (name) => on(name === 'worker-0' ? ofOne : ofAll, clock, await file.open()))
  const slow = (takesMs: number) => void [ofAll, ofOne].forEach((disk) => (disk.takesMs = takesMs))
  try {
    await centre.untilServed(4)
    slow(1_000)
    await centre.untilServed(4)
    slow(100)
    for (let n = 0; n < 2; n++) {
      const lost = () => centre.workers[0]?.seen.filter(({ _tag }) => _tag === 'lost').length ?? 0
      const before = lost()
      ofOne.takesMs = 1.5 * leaseMs
      await centre.untilServed(4)
      await until(() => lost() > before)
      ofOne.takesMs = 100
    }
    await centre.proveAll()
  } finally {
    await centre.close()
    file.remove()
  }
}, 180_000)

test('HEALTH-02 while the disk takes nothing all workers wait and say why; once it does they go on by themselves', async () => {
  const file = sqliteFile()
  const disk: Disk = {}
  const centre = await troubledCentre(async () => on(disk, fastClocks()(), await file.open()))
  try {
    for (const fails of [{ _tag: 'StoreFull', reason: 'no space left' }, { _tag: 'StoreUnavailable', reason: 'input/output error' }] as const) {
      await centre.untilServed(4)
      disk.fails = fails
      await centre.untilAllWait()
      for (const { health } of centre.workers) expect(health()).toMatchObject({ state: 'waiting', failure: fails })
      delete disk.fails
      await centre.untilAllWork()
    }
    await centre.proveAll()
    for (const tag of ['trouble', 'recovered'] as const) expect(centre.haveAllTold(tag)).toBe(true)
  } finally {
    await centre.close()
    file.remove()
  }
}, 180_000)

test('HEALTH-02 a file that may not grow is a full disk: all workers wait, and go on once there is room', async () => {
  const file = sqliteFile()
  const [pageBytes, filler, roomPages] = [4096, 300, 60]
  // Somebody else's bytes fill the disk, and are taken away in the end: their pages are free then.
  const other = await file.open()
  const fill = (document?: string) =>
    other.readModel.commit({ subscriber: 'filler', writes: Array.from({ length: 10 }, (_, n) => ({ collection: 'filler', key: `${n}`, ...(document === undefined ? {} : { document }) })) })()
  expect(await fill('x'.repeat((filler * pageBytes) / 10))).toMatchObject({ _tag: 'Right' })
  const centre = await troubledCentre(() => file.open({ maxPages: filler + roomPages }))
  try {
    await centre.untilAllWait()
    for (const { health } of centre.workers) expect(health()).toMatchObject({ state: 'waiting', failure: { _tag: 'StoreFull' } })
    expect(await fill()).toMatchObject({ _tag: 'Right' })
    await centre.untilAllWork()
    await centre.untilServed(4)
    await centre.proveAll()
  } finally {
    await centre.close()
    await other.close()
    file.remove()
  }
}, 180_000)
