import { randomBytes, randomUUID } from 'node:crypto'
import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import * as E from 'fp-ts/lib/Either.js'
import { erased, streamName, type CommandId, type KeyStore, type SealFor, type SubjectRef } from '@disque/core'
import { memoryKeys } from '@disque/memory'
import { createVault, normaliseDocument, normaliseEmail, normaliseTelephone } from './index.js'

const reading = { actor: 'supervisor-1', purpose: 'complaint of the citizen' }
const id = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,20}$/)
const place: fc.Arbitrary<SealFor> = fc
  .record({ subject: id, stream: id, commandId: fc.string({ minLength: 1, maxLength: 30 }), field: id })
  .map(({ subject, stream, commandId, field }) => ({ subject: subject as SubjectRef, stream: streamName('call', stream), commandId: commandId as CommandId, field }))
const value = fc.jsonValue()

/** Keeps all that was ever put, to look for plaintext in. */
const watched = () => {
  const keys = memoryKeys()
  const seen: string[] = []
  const put: KeyStore['put'] = (kind, key, text) => {
    seen.push(kind, key, text)
    return keys.put(kind, key, text)
  }
  return { seen, keys: { ...keys, put } }
}

const fresh = (keys: KeyStore = memoryKeys(), masterKey: Uint8Array = randomBytes(32)) => createVault({ keys, masterKey, subjectRef: () => randomUUID() as SubjectRef })

const succeeds = async <A>(task: () => Promise<E.Either<unknown, A>>): Promise<A> => {
  const result = await task()
  if (E.isLeft(result)) throw new Error(JSON.stringify(result.left))
  return result.right
}

describe('the vault', () => {
  test.prop([value, place])('VAULT-02 what is sealed opens again, and a retry gives the same bytes', async (v, where) => {
    const vault = fresh()
    const sealed = await succeeds(vault.seal(v, where))
    expect(await succeeds(vault.seal(v, where))).toEqual(sealed)
    expect(await succeeds(vault.reveal(JSON.parse(JSON.stringify(sealed)) as typeof sealed, reading))).toEqual(JSON.parse(JSON.stringify(v)))
    expect(vault.verify(sealed, where)).toBe(true)
  })

  test.prop([value, place, fc.nat(), fc.integer({ min: 1, max: 255 })])('VAULT-03 any changed byte of the box is found', async (v, where, at, by) => {
    const vault = fresh()
    const sealed = await succeeds(vault.seal(v, where))
    const bytes = Buffer.from(sealed.box, 'base64')
    bytes[at % bytes.length]! ^= by
    expect(await vault.reveal({ ...sealed, box: bytes.toString('base64') }, reading)()).toEqual(E.left({ _tag: 'SealBroken', field: where.field }))
  })

  test.prop([value, place, place])('VAULT-03 a box that is moved is found', async (v, where, other) => {
    fc.pre(JSON.stringify(where) !== JSON.stringify(other))
    const vault = fresh()
    const { subject, ...origin } = other
    const moved = { ...(await succeeds(vault.seal(v, where))), subject, origin }
    expect(vault.verify(moved, where)).toBe(false)
    expect(await vault.reveal(moved, reading)()).toEqual(E.left({ _tag: 'SealBroken', field: other.field }))
  })

  test.prop([fc.string({ minLength: 8, unit: 'grapheme' }), place])('neither plaintext nor the number stands in the key store', async (secret, where) => {
    const { keys, seen } = watched()
    const vault = fresh(keys)
    await succeeds(vault.seal({ secret }, where))
    await succeeds(vault.subjectOf('telephone', secret))
    const encoded = [secret, JSON.stringify(secret), Buffer.from(secret).toString('base64'), Buffer.from(secret).toString('hex')]
    for (const text of seen) for (const form of encoded) expect(text).not.toContain(form)
  })

  test.prop([place])('VAULT-04 a key made anew does not open what the destroyed one sealed', async (where) => {
    const keys = memoryKeys()
    const vault = fresh(keys)
    const old = await succeeds(vault.seal('before', where))
    await succeeds(keys.remove('key', where.subject))
    const next = await succeeds(vault.seal('after', { ...where, field: `${where.field}x` }))
    expect(await succeeds(vault.revealAll([old, next], reading))).toEqual([erased, 'after'])
  })

  test('a forged key reference is no erasure', async () => {
    const vault = fresh()
    const sealed = await succeeds(vault.seal('Maria', { subject: 's' as SubjectRef, stream: streamName('call', 'a'), commandId: 'c' as CommandId, field: 'caller' }))
    for (const key of ['', '1', randomBytes(18).toString('base64url')]) {
      expect(await vault.reveal({ ...sealed, key }, reading)()).toEqual(E.left({ _tag: 'SealBroken', field: 'caller' }))
    }
  })

  test('another master key opens nothing and finds nobody', async () => {
    const keys = memoryKeys()
    const [mine, other] = [fresh(keys), fresh(keys)]
    const where: SealFor = { subject: 's' as SubjectRef, stream: streamName('call', 'a'), commandId: 'c' as CommandId, field: 'caller' }
    const sealed = await succeeds(mine.seal('Maria', where))
    expect(E.isLeft(await other.reveal(sealed, reading)())).toBe(true)
    expect(await other.seal('Maria', { ...where, field: 'note' })()).toMatchObject({ left: { _tag: 'KeysUnavailable' } })
    expect(await succeeds(other.subjectOf('telephone', '+556133334444'))).not.toBe(await succeeds(mine.subjectOf('telephone', '+556133334444')))
  })

  test('VAULT-06 two vaults on one key store find one person', async () => {
    const [keys, masterKey] = [memoryKeys(), randomBytes(32)]
    const found = await Promise.all([1, 2, 3, 4].flatMap(() => [fresh(keys, masterKey), fresh(keys, masterKey)]).map((vault) => succeeds(vault.subjectOf('document', '52998224725'))))
    expect(new Set(found).size).toBe(1)
  })

  test('a master key of another length is refused', () => {
    expect(() => fresh(memoryKeys(), randomBytes(16))).toThrow(/16 bytes; it needs 32/)
  })
})

describe('normal forms', () => {
  test('a telephone number has one form, however it is dialled in Brazil', () => {
    for (const text of ['+55 61 3333-4444', '(61) 3333-4444', '6133334444', '061 3333 4444', '0 15 61 3333-4444', '0xx61 3333-4444'.replace('xx', '21')]) {
      expect(normaliseTelephone(text), text).toBe('+556133334444')
    }
    expect(normaliseTelephone('(61) 99999-0000')).toBe('+5561999990000')
    expect(normaliseTelephone('+972 2 530 0000')).toBe('+97225300000')
    for (const text of ['', '121', 'abc', '3333', '+55 61 0000-0000']) expect(normaliseTelephone(text), text).toBeUndefined()
  })

  test.prop([fc.constantFrom('+556133334444', '+5561999990000', '+351211234567')])('a normal number is its own normal form', (number) => {
    expect(normaliseTelephone(number)).toBe(number)
  })

  test('documents and addresses lose the accidents of typing', () => {
    expect(normaliseDocument(' 529.982.247-25 ')).toBe('52998224725')
    expect(normaliseDocument('12.abc.345/01de-35')).toBe('12ABC34501DE35')
    expect(normaliseEmail(' Maria@Example.ORG ')).toBe('maria@example.org')
  })
})
