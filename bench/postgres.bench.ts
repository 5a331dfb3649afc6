import { Client } from 'pg'
import type { Instant, ReadModel } from '@disque/core'
import { openPostgres } from '@disque/postgres'
import { machine, perSecond, rate, ratio, rounds } from './measure.js'
import { server } from './postgres/server.js'

/**
 * Commits of a projection, 100 documents and a checkpoint each under a lease, against the bare driver's own batched inserts of the same rows on the same server:
 * without checkpoint, lease, or a second look. What it must reach: 0.4 of them.
 */
const batch = 100
const commits = 150
const spread = 5_000
const schema = `bench_${process.pid}`

const keyAt = (n: number): string => `attendant-${(n * 7919) % spread}`
const documentAt = (n: number) => ({
  attendant: `attendant-${n % 50}`, shift: `shift-${n % 50}-2020-07-01`, answered: n % 40, missed: n % 3, talked: 17_000 + n, waited: [n % 9, n % 31, n % 57], channel: 'telephone',
  subjects: ['culture', 'sport', 'asbestos'], last: { call: `call-${n}`, at: 1_593_561_600_000 + n, offer: `offer-${n}`, disposition: 'informed' },
})

const served = await server()
const client = new Client({ connectionString: served.connectionString })
await client.connect()
const opened = await openPostgres(served.connectionString, { schema })()
if (opened._tag === 'Left') throw new Error(JSON.stringify(opened.left))
const { readModel, close } = opened.right
await client.query(`CREATE TABLE "${schema}".bare (collection text COLLATE "C", key text COLLATE "C", document json, PRIMARY KEY (collection, key))`)

const upTo = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => i)
let serial = 0
const next = (): readonly number[] => {
  serial += batch
  return upTo(batch).map((i) => serial + i)
}

const byDriver = () =>
  rate(batch * commits, async () => {
    for (let c = 0; c < commits; c++) {
      const ns = next()
      await client.query(`INSERT INTO "${schema}".bare SELECT * FROM unnest($1::text[], $2::text[], $3::json[]) ON CONFLICT (collection, key) DO UPDATE SET document = excluded.document`, [
        ns.map(() => 'figures'), ns.map(keyAt), ns.map((n) => JSON.stringify(documentAt(n))),
      ])
    }
  })

const byReadModel = (model: ReadModel, fence: number) =>
  rate(batch * commits, async () => {
    for (let c = 0; c < commits; c++) {
      const writes = next().map((n) => ({ collection: 'figures', key: keyAt(n), document: documentAt(n) }))
      const done = await model.commit({ subscriber: 'figures', checkpoint: String(serial).padStart(12, '0'), lease: { name: 'figures', fence }, writes })()
      if (done._tag === 'Left') throw new Error(JSON.stringify(done.left))
    }
  })

const lease = await readModel.acquire('figures', 'bench', 0 as Instant, 1)()
if (lease._tag === 'Left') throw new Error(JSON.stringify(lease.left))
const found = await rounds(7, { driver: byDriver, disque: () => byReadModel(readModel, lease.right.fence) })

console.log(machine())
console.log(`on ${served.says}`)
console.log(`documents in commits of ${batch}: driver ${perSecond(found.driver)} | disque, with checkpoint and lease ${perSecond(found.disque)} = ${ratio(found.disque, found.driver).toFixed(2)} of it (wanted 0.4)`)

await close()
await client.query(`DROP SCHEMA "${schema}" CASCADE`)
await client.end()
await served.stop()
