import * as E from 'fp-ts/lib/Either.js'
import type { EventStore, ReadModel } from '@disque/core'

const down = { _tag: 'StoreUnavailable' as const, reason: 'the worker has died' }

export interface Mortal {
  readonly store: EventStore
  readonly readModel: ReadModel
  /** Appends carried out so far. */
  readonly appended: () => number
}

/**
 * A worker's view of the store until it dies: after so many appends nothing it asks is done any more.
 * `loses`: from so many appends on its read model's writes are lost too, as when it dies before its next checkpoint.
 */
export const mortal = (store: EventStore, readModel: ReadModel, appends: number, loses = appends): Mortal => {
  let done = 0
  const dead = () => done >= appends
  return {
    appended: () => done,
    store: {
      ...store,
      append: (stream, expected, events) => async () => {
        if (dead()) return E.left(down)
        done++
        return store.append(stream, expected, events)()
      },
      read: (stream, options) => (dead() ? failing : store.read(stream, options)),
      readAll: (options) => (dead() ? failing : store.readAll(options)),
    },
    readModel: {
      ...readModel,
      commit: (commit) => async () => (dead() ? E.left(down) : done >= loses ? E.right(undefined) : readModel.commit(commit)()),
      acquire: (name, holder, now, ttl) => async () => (dead() ? E.left(down) : readModel.acquire(name, holder, now, ttl)()),
    },
  }
}

const failing = {
  [Symbol.asyncIterator]: () => {
    let said = false
    return {
      next: () => {
        if (said) return Promise.resolve({ done: true as const, value: undefined })
        said = true
        return Promise.resolve({ done: false as const, value: E.left(down) })
      },
    }
  },
}
