import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { freshSchema, onPostgres, opened } from './opened.test-kit.js'
import { pastPrefix, storedText, textFromStored } from './stored-text.js'

const odd = fc.constantFrom('\0', '\u0001', '\u0002', 'a', '\ud7fe', '\ud7ff', '\ud800', '\udbff', '\udc00', '\udfff', '\ue000', '\uffff', '😀')
const anyText = fc.oneof(fc.string({ unit: odd, maxLength: 6 }), fc.string({ unit: 'binary', maxLength: 6 }))
const bytes = (text: string) => Buffer.from(text)

describe('a text as it is stored', () => {
  test.prop([anyText])('comes back, and is text that PostgreSQL can hold', (text) => {
    const stored = storedText(text)
    expect(textFromStored(stored)).toBe(text)
    expect(stored).not.toMatch(/[\0\p{Surrogate}]/u)
  })

  test.prop([anyText, anyText])('POSTGRES-05 has the order of its code units in its bytes', (a, b) => {
    expect(Math.sign(bytes(storedText(a)).compare(bytes(storedText(b))))).toBe(a < b ? -1 : a > b ? 1 : 0)
  })

  test.prop([anyText, anyText])('lies below the end of a prefix only if it begins so', (prefix, text) => {
    const [begin, stored] = [storedText(prefix), bytes(storedText(text))]
    expect(stored.compare(bytes(begin)) >= 0 && stored.compare(bytes(pastPrefix(begin))) < 0).toBe(text.startsWith(prefix))
  })
})

onPostgres('any text and any JSON', (place) => {
  test.prop([fc.uniqueArray(anyText, { minLength: 1, maxLength: 8 }), anyText, fc.json({ stringUnit: 'binary' })], { numRuns: 40 })('come back from the server as they went in, keys in their order', async (keys, name, json) => {
    const { readModel, close } = await shared(place().connectionString)
    const document = [JSON.parse(json) as unknown, { b: '\0', a: '\ud800', 1: -0.1e-7 }]
    const collection = `${name}${Math.random()}`
    expect(await readModel.commit({ subscriber: name, checkpoint: name, writes: keys.map((key) => ({ collection, key, document })) })()).toMatchObject({ _tag: 'Right' })
    const found: string[] = []
    for await (const one of readModel.scan(collection)) {
      if (one._tag === 'Left') throw new Error(JSON.stringify(one.left))
      found.push(one.right.key)
      expect(JSON.stringify(one.right.document)).toBe(JSON.stringify(document))
    }
    expect(found).toEqual([...keys].sort())
    expect(await readModel.checkpoint(name)()).toEqual({ _tag: 'Right', right: name })
    await close()
  })
})

const schema = freshSchema()
const shared = (connectionString: string) => opened(connectionString, { schema, maxConnections: 1 })
