import { expect, it } from 'vitest'
import { fc, test } from '@fast-check/vitest'
import { database } from '../database.js'
import { openPostgres } from '../index.js'
import { freshSchema, onPostgres, opened } from '../opened.test-kit.js'
import { session } from '../session.test-kit.js'
import { migrate } from './migrate.js'
import { migrations } from './migrations.js'

onPostgres('the tables', (place) => {
  it('POSTGRES-06 of many that open at once, one makes them, and all find them', async () => {
    const schema = freshSchema()
    const handles = await Promise.all(Array.from({ length: 8 }, () => opened(place().connectionString, { schema, maxConnections: 1 })))
    const admin = await session(place().connectionString)
    expect(await admin.ask(`SELECT version FROM "${schema}".disque_version`)).toEqual([{ version: 1 }])
    await Promise.all(handles.map((handle) => handle.close()))
    await admin.end()
  })

  it('of a later version are left as they are', async () => {
    const schema = freshSchema()
    await (await opened(place().connectionString, { schema })).close()
    const admin = await session(place().connectionString)
    await admin.ask(`INSERT INTO "${schema}".disque_version (version) VALUES (2)`)
    expect(await openPostgres(place().connectionString, { schema })()).toEqual({ _tag: 'Left', left: { _tag: 'StoreTooNew', schema, found: 2, supported: 1 } })
    await admin.end()
  })

  it('of another application are left as they are, and nothing is put beside them', async () => {
    const schema = freshSchema()
    const admin = await session(place().connectionString)
    await admin.ask(`CREATE SCHEMA "${schema}"`)
    await admin.ask(`CREATE TABLE "${schema}".leases (tenant text)`)
    expect(await openPostgres(place().connectionString, { schema })()).toMatchObject({ _tag: 'Left', left: { _tag: 'SchemaOccupied', schema } })
    expect(await admin.ask('SELECT tablename FROM pg_tables WHERE schemaname = $1', [schema])).toEqual([{ tablename: 'leases' }])
    await admin.end()
  })

  it('are changed version by version: one that fails leaves those before it', async () => {
    const schema = freshSchema()
    const db = database({ connectionString: place().connectionString })
    const admin = await session(place().connectionString)
    const steps = [...migrations, (s: string) => `CREATE TABLE ${s}.second (a int)`, (s: string) => `CREATE TABLE ${s}.third (a int); SELECT 1 / 0`]
    await expect(migrate(db, schema, 5000, steps)).rejects.toThrow('division by zero')
    expect(await admin.ask(`SELECT max(version) AS at, to_regclass('"${schema}".second') IS NOT NULL AS second, to_regclass('"${schema}".third') IS NOT NULL AS third FROM "${schema}".disque_version`)).toEqual([{ at: 2, second: true, third: false }])
    expect(await migrate(db, schema, 5000, steps.slice(0, 2))).toMatchObject({ _tag: 'Right' })
    await db.close(() => Promise.resolve())
    await admin.end()
  })

  test.prop([fc.string({ unit: fc.constantFrom('a', 'Z', '"', "'", '\\', '$', ';', ' ', '.', '%', '-', 'é', '😀'), minLength: 1, maxLength: 12 })], { numRuns: 8 })('lie in a schema of any name', async (name) => {
    const schema = `${name}${freshSchema()}`
    const { readModel, keys, close } = await opened(place().connectionString, { schema, maxConnections: 1 })
    expect(await readModel.commit({ subscriber: 'reader', checkpoint: '1', writes: [{ collection: 'things', key: 'a', document: 1 }] })()).toMatchObject({ _tag: 'Right' })
    expect(await keys.put('key', 'a', 'wrapped')()).toEqual({ _tag: 'Right', right: 'wrapped' })
    await close()
    await (await opened(place().connectionString, { schema, maxConnections: 1 })).close()
    const admin = await session(place().connectionString)
    expect(await admin.ask('SELECT count(*)::int AS n FROM pg_namespace WHERE nspname = $1', [schema])).toEqual([{ n: 1 }])
    await admin.end()
  })
})
