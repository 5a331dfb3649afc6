import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as E from 'fp-ts/lib/Either.js'
import { attendantDecider, handler, snapshots, streamName, type Attendant, type CommandId, type EventStore, type Recorded } from '@disque/core'
import { attendant, at, centre, realClock, realIds } from './handling.test-kit.js'
import { inFolder, opened } from './opened.test-kit.js'
import { gateFor, runs } from './running.test-kit.js'

let folder: ReturnType<typeof inFolder>
beforeEach(() => {
  folder = inFolder()
})
afterEach(() => folder.dispose())

const stream = streamName('attendant', attendant)
const upTo = (n: number) => Array.from({ length: n }, (_, i) => i)
const allOf = async (store: EventStore): Promise<readonly Recorded[]> => {
  const found: Recorded[] = []
  for await (const read of store.read(stream)) if (E.isRight(read)) found.push(read.right)
  return found
}
const as = (id: string) => ({ commandId: id as CommandId })
const register: Attendant.Command = { type: 'RegisterAttendant', at, attendant, centre, capacity: 1 }
const capacity = (n: number): Attendant.Command => ({ type: 'ChangeCapacity', at, attendant, capacity: n })

describe('handle, on a file', () => {
  it.each([['without snapshots', ''], ['with snapshots', 'snapshots']])('HANDLE-01 processes that send the same commands at once carry each out once, %s', async (_, kept) => {
    const gate = gateFor(3)
    const results = await Promise.all(upTo(3).map(() => runs('sender.test-kit.ts', [folder.path, '40', kept], { gate })))
    expect(results.map((r) => [r.code, r.errors])).toEqual(upTo(3).map(() => [0, '']))
    const { store, close } = await opened(folder.path)
    expect((await allOf(store)).map((e) => [e.revision, e.metadata.commandId])).toEqual(upTo(40).map((n) => [n, `command-${n}`]))
    const answers = results.flatMap((r) => r.lines.slice(1))
    expect(answers.filter((line) => line.includes('stored')).map((line) => parseInt(line)).sort((a, b) => a - b)).toEqual(upTo(40))
    expect(new Set(answers.map((line) => line.replace(/ (stored|already)/, '')))).toEqual(new Set(upTo(40).map((n) => `${n} ${n + 1}`)))
    await close()
  })

  it('HANDLE-04 a command whose answer was lost with its process is carried out once', async () => {
    const first = await opened(folder.path)
    const deaf: EventStore = { ...first.store, append: (...args) => async () => {
      await first.store.append(...args)()
      return E.left({ _tag: 'OutcomeUnknown', reason: 'the process ended' })
    } }
    const gone = handler(attendantDecider, { store: { ...deaf, read: first.store.read }, clock: realClock, ids: realIds, tries: 0 })
    await gone(register, as('r'))()
    await first.close()
    const second = await opened(folder.path)
    const handle = handler(attendantDecider, { store: second.store, clock: realClock, ids: realIds })
    expect(await handle(register, as('r'))()).toMatchObject({ right: { events: [{ type: 'AttendantRegistered' }], revision: 0, already: true } })
    expect(await allOf(second.store)).toHaveLength(1)
    await second.close()
  })

  it('HANDLE-08 a command sent again after 1,000 later appends is known, from the snapshot and without it', async () => {
    const { store, readModel, close } = await opened(folder.path, { durability: 'process' })
    const kept = () => snapshots<Attendant.State>({ readModel, store, category: 'attendant', version: 1 })
    const warm = handler(attendantDecider, { store, clock: realClock, ids: realIds, snapshots: kept() })
    await warm(register, as('r'))()
    for (const n of upTo(1000)) await warm(capacity(n + 2), as(`c${n}`))()
    for (const handle of [warm, handler(attendantDecider, { store, clock: realClock, ids: realIds, snapshots: kept() }), handler(attendantDecider, { store, clock: realClock, ids: realIds })]) {
      expect(await handle(register, as('r'))()).toMatchObject({ right: { events: [{ type: 'AttendantRegistered' }], revision: 1000, already: true } })
      expect(await handle(capacity(5), as('c3'))()).toMatchObject({ right: { events: [{ capacity: 5 }], already: true } })
      expect(await handle(capacity(1001), as('again'))()).toMatchObject({ right: { events: [], revision: 1000, already: false } })
    }
    expect(await allOf(store)).toHaveLength(1001)
    await close()
  })
})
