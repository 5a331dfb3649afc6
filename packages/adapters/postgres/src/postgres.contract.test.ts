import { describe, it } from 'vitest'
import { keyStoreContract, readModelContract, type Case } from '@disque/core/testing'
import { freshSchema, onPostgres, opened, throughBouncer, type Place } from './opened.test-kit.js'

const check = (cases: readonly Case[]) => {
  for (const { name, run } of cases) it(name, run)
}

/** A fresh schema, and more handles on it with connections of their own, as another process would have. */
const fresh = async ({ connectionString }: Place) => {
  const schema = freshSchema()
  const handles = [await opened(connectionString, { schema })]
  const another = async () => {
    const other = await opened(connectionString, { schema })
    handles.push(other)
    return other.readModel
  }
  const [{ readModel, keys }] = handles as [(typeof handles)[number]]
  return { readModel, keys, another, dispose: async () => { await Promise.all(handles.map((handle) => handle.close())) } }
}

const both = (place: () => Place) => {
  describe('the read model', () => check(readModelContract(() => fresh(place()))))
  describe('the keys', () => check(keyStoreContract(() => fresh(place()))))
}

onPostgres('in PostgreSQL', both)

throughBouncer('POSTGRES-04 behind pgbouncer', both)
