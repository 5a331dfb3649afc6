import * as E from 'fp-ts/lib/Either.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attendantDecider, handler, streamName, type Attendant, type AttendantId, type CentreId, type Clock, type CommandId, type Ids, type Instant } from '@disque/core'
import { startTestServer, type TestServer } from '@disque/eventstoredb-testserver'
import type { EventStoreDb } from './index.js'
import { opened } from './opened.test-kit.js'

let server: TestServer
let db: EventStoreDb
beforeAll(async () => {
  server = await startTestServer()
  db = await opened(server.connectionString)
})
afterAll(async () => {
  await db.close()
  await server.stop()
})

const at = 1_593_561_600_000 as Instant
const clock: Clock = { now: () => at, pause: (span) => new Promise((resolve) => setTimeout(resolve, span)) }
const unused = (): never => {
  throw new Error('not needed here')
}
const ids: Ids = { next: unused, commandId: unused, subjectRef: unused, protocolNumber: unused, chance: () => 0.5 }
const as = (id: string) => ({ commandId: id as CommandId })

const register = (attendant: AttendantId): Attendant.Command => ({ type: 'RegisterAttendant', at, attendant, centre: 'central' as CentreId, capacity: 1 })

const types = async (attendant: AttendantId) => {
  const found: string[] = []
  for await (const event of db.store.read(streamName('attendant', attendant))) found.push(E.isRight(event) ? event.right.type : event.left._tag)
  return found
}

describe('handle, on EventStoreDB', () => {
  it('ESDB-10 HANDLE-04 a command whose answer was lost is carried out once, with its events', async () => {
    const attendant = 'lost' as AttendantId
    const handle = handler(attendantDecider, { store: db.store, clock, ids })
    server.loseNextAppendAnswer()
    expect(await handle(register(attendant), as('c1'))()).toMatchObject({ right: { revision: 0, events: [{ type: 'AttendantRegistered' }] } })
    expect(await types(attendant)).toEqual(['AttendantRegistered'])
  })

  it('HANDLE-01 a command that another process carried out is answered with its events', async () => {
    const attendant = 'twice' as AttendantId
    const another = await opened(server.connectionString)
    const [one, two] = [db.store, another.store].map((store) => handler(attendantDecider, { store, clock, ids }))
    const change: Attendant.Command = { type: 'ChangeCapacity', at, attendant, capacity: 3 }
    for (const [command, id] of [[register(attendant), 'r'], [change, 'c']] as const) {
      const first = await one?.(command, as(id))()
      expect(first).toMatchObject({ right: { already: false } })
      expect(await two?.(command, as(id))()).toMatchObject({ right: { already: true, revision: first !== undefined && E.isRight(first) ? first.right.revision : -1 } })
    }
    expect(await types(attendant)).toEqual(['AttendantRegistered', 'CapacityChanged'])
    await another.close()
  })
})
