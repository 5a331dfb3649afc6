import * as E from 'fp-ts/lib/Either.js'
import type { KeyStore } from '@disque/core'

/** The vault's keys in this process's memory: gone with it. */
export const memoryKeys = (): KeyStore => {
  const kept = new Map<string, string>()
  return {
    get: (kind, id) => () => Promise.resolve(E.right(kept.get(`${kind}/${id}`))),
    // VAULT-01 What was put first is kept, and answered to whoever comes later.
    put: (kind, id, value) => () => {
      const there = kept.get(`${kind}/${id}`)
      if (there === undefined) kept.set(`${kind}/${id}`, value)
      return Promise.resolve(E.right(there ?? value))
    },
    remove: (kind, id) => () => {
      kept.delete(`${kind}/${id}`)
      return Promise.resolve(E.right(undefined))
    },
  }
}
