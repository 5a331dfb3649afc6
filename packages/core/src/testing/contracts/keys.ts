import * as E from 'fp-ts/lib/Either.js'
import type { KeyKind, KeyStore } from '../../ports/vault.js'
import { same, succeeds, upTo, type Case } from './case.js'

export interface KeysUnderTest {
  readonly keys: KeyStore
  readonly dispose?: () => Promise<void>
}

/** What every place for the vault's keys must do. */
export const keyStoreContract = (open: () => Promise<KeysUnderTest>): readonly Case[] => {
  const the = (name: string, body: (keys: KeyStore) => Promise<void>): Case => ({
    name,
    run: async () => {
      const { keys, dispose } = await open()
      try {
        await body(keys)
      } finally {
        await dispose?.()
      }
    },
  })
  const kinds: readonly KeyKind[] = ['key', 'lookup', 'sealed']
  return [
    the('VAULT-01 what was put first is kept, and answered to whoever comes later', async (keys) => {
      same(await keys.get('key', 'a')(), E.right(undefined), 'before')
      same(await succeeds(keys.put('key', 'a', 'first')), 'first', 'the first')
      same(await succeeds(keys.put('key', 'a', 'second')), 'first', 'the second')
      same(await succeeds(keys.get('key', 'a')), 'first', 'what is kept')
    }),
    the('of many that put at once, all hear the same', async (keys) => {
      const heard = await Promise.all(upTo(30).map((n) => succeeds(keys.put('lookup', 'x', `value ${n}`))))
      same(new Set(heard).size, 1, 'values heard')
      same(await succeeds(keys.get('lookup', 'x')), heard[0], 'what is kept')
    }),
    the('kinds do not meet', async (keys) => {
      for (const kind of kinds) await succeeds(keys.put(kind, 'a', kind))
      for (const kind of kinds) same(await succeeds(keys.get(kind, 'a')), kind, kind)
    }),
    the('what is removed is gone, and can be put anew', async (keys) => {
      await succeeds(keys.put('key', 'a', 'first'))
      await succeeds(keys.put('key', 'b', 'other'))
      await succeeds(keys.remove('key', 'a'))
      await succeeds(keys.remove('key', 'never'))
      same(await keys.get('key', 'a')(), E.right(undefined), 'removed')
      same(await succeeds(keys.put('key', 'a', 'second')), 'second', 'put anew')
      same(await succeeds(keys.get('key', 'b')), 'other', 'the other')
    }),
  ]
}
