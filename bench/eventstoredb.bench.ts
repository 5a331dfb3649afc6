import { randomUUID } from 'node:crypto'
import { EventStoreDBClient, jsonEvent, NO_STREAM } from '@eventstore/db-client'
import { catalogue, streamName, uuidFrom, type CommandId, type EventStore, type Instant, type NewEvent } from '@disque/core'
import { openEventStoreDb } from '@disque/eventstoredb'
import { server } from './eventstoredb/server.js'
import { machine, perSecond, rate, ratio, rounds } from './measure.js'

/**
 * The adapter against the vendor's client making the same kind of call, in one run on one server.
 * `--events N` catches up with so many events instead of 40,000, and shows whether memory stays flat.
 * What it must reach: 64 appends in flight 0.9 of the client; catching up with decoding 0.7 of the client's `subscribeToAll`.
 */
const callers = 64
const eachCaller = 50
const perStream = 10
const at = process.argv.indexOf('--events')
const stored = at < 0 ? 40_000 : Number(process.argv[at + 1])

const eventAt = (run: string, n: number): NewEvent => {
  const id = `${run}-${n}`
  const data = { type: 'CallAnswered', at: 1_593_561_600_000 + n, offer: `offer-${n}`, attendant: `attendant-${n % 50}`, shift: `shift-${n % 50}-2020-07-01` }
  return { id: uuidFrom(id, 0), type: data.type, data, metadata: { schema: 1, commandId: id as CommandId, correlation: `call-${n % 1000}`, recordedAt: 1_593_561_600_000 as Instant } }
}

type Append = (stream: string, revision: number, event: NewEvent) => Promise<void>

/** So many callers at once, each of which waits for its answer. */
const inFlight = (append: Append) => {
  const run = randomUUID()
  const caller = async (c: number) => {
    for (let n = 0; n < eachCaller; n++) await append(streamName('call', `${run}.${c}.${Math.floor(n / perStream)}`), (n % perStream) - 1, eventAt(run, c * eachCaller + n))
  }
  return rate(callers * eachCaller, async () => {
    await Promise.all(Array.from({ length: callers }, (_, c) => caller(c)))
  })
}

const byClient = (client: EventStoreDBClient): Append => async (stream, revision, { id, type, data, metadata }) => {
  await client.appendToStream(stream, jsonEvent({ id, type, data, metadata: { ...metadata } }), { expectedRevision: revision < 0 ? NO_STREAM : BigInt(revision) })
}

const byStore = (store: EventStore): Append => async (stream, revision, event) => {
  const result = await store.append(streamName('call', stream.slice('call-'.length)), revision < 0 ? 'no-stream' : revision, [event])()
  if (result._tag === 'Left') throw new Error(JSON.stringify(result.left))
}

const clientCatchesUp = async (client: EventStoreDBClient): Promise<void> => {
  const subscription = client.subscribeToAll()
  let seen = 0
  for await (const { event } of subscription) if (event !== undefined && !event.type.startsWith('$') && ++seen >= stored) break
  await subscription.unsubscribe()
}

/** Bytes of heap at each tenth of the latest catch-up. */
const heaps: number[] = []

/** A projection that counts by attendant: every event is decoded by its codec. */
const projectionCatchesUp = async (store: EventStore): Promise<void> => {
  const answered = new Map<string, number>()
  let seen = 0
  heaps.length = 0
  for await (const delivery of store.subscribe({ after: 'start' })) {
    if (delivery._tag === 'dropped') throw new Error(delivery.reason)
    if (delivery._tag !== 'event') continue
    const decoded = catalogue[delivery.event.type]?.codec.decode(delivery.event.data)
    if (decoded?._tag === 'Right' && decoded.right.type === 'CallAnswered') answered.set(decoded.right.attendant, (answered.get(decoded.right.attendant) ?? 0) + 1)
    if (++seen % (stored / 10) === 0) heaps.push(process.memoryUsage().heapUsed)
    if (seen >= stored) break
  }
}

const served = await server()
const client = EventStoreDBClient.connectionString(served.connectionString)
const opened = await openEventStoreDb(served.connectionString)()
if (opened._tag === 'Left') throw new Error(JSON.stringify(opened.left))
const { store } = opened.right

const appends = await rounds(7, { client: () => inFlight(byClient(client)), disque: () => inFlight(byStore(store)) })
for (let n = 0; n < stored; n += 500) {
  const events = Array.from({ length: 500 }, (_, i) => eventAt('stored', n + i)).map(({ id, type, data, metadata }) => jsonEvent({ id, type, data, metadata: { ...metadata } }))
  await client.appendToStream(`call-${randomUUID()}`, events, { expectedRevision: NO_STREAM })
}
const reads = await rounds(5, {
  client: () => rate(stored, () => clientCatchesUp(client)),
  disque: () => rate(stored, () => projectionCatchesUp(store)),
})

console.log(machine())
console.log(`on ${served.says}`)
console.log(`${callers} appends in flight: client ${perSecond(appends.client)} | disque ${perSecond(appends.disque)} = ${ratio(appends.disque, appends.client).toFixed(2)} of it (wanted 0.9)`)
console.log(`catching up with ${stored.toLocaleString('en')} events: client ${perSecond(reads.client)} | disque, decoded ${perSecond(reads.disque)} = ${ratio(reads.disque, reads.client).toFixed(2)} of it (wanted 0.7)`)
console.log(`heap at each tenth: ${heaps.map((bytes) => Math.round(bytes / 2 ** 20)).join(' ')} MB, resident in the end ${Math.round(process.memoryUsage().rss / 2 ** 20)} MB`)

await store.close()
await client.dispose()
served.stop()
