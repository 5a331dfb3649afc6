import type { ReadModel } from '@disque/core'
import type { Either } from 'fp-ts/lib/Either.js'
import type { Instruments } from './instruments.js'
import { quietly } from './quietly.js'
import { nameOf, type Word } from './words.js'

/** Being behind another holder is an answer, not a failure. */
const answers: Readonly<Record<string, string>> = { LeaseHeld: 'held', Fenced: 'fenced' }

/** Measures a read model's answers. It makes no spans: most of what is read and written there belongs to no one contact. */
export const watchedReadModel =
  (word: Word, { readModel: duration }: Instruments) =>
  (readModel: ReadModel): ReadModel => {
    const measured = async <E extends { readonly _tag: string }, A>(operation: string, run: () => Promise<Either<E, A>>): Promise<Either<E, A>> => {
      const began = performance.now()
      const end = (outcome: string, error?: string) => {
        quietly(() => {
          duration.record((performance.now() - began) / 1000, { 'disque.operation': operation, 'disque.outcome': outcome, ...(error === undefined ? {} : { 'error.type': word(error) }) })
        })
      }
      try {
        const result = await run()
        const failure = result._tag === 'Left' ? result.left._tag : undefined
        const answer = failure === undefined ? 'done' : answers[failure]
        if (answer === undefined) end('failure', failure)
        else end(answer)
        return result
      } catch (thrown) {
        end('failure', nameOf(thrown))
        throw thrown
      }
    }
    return {
      ...readModel,
      get: (collection, key) => () => measured('get', () => readModel.get(collection, key)()),
      checkpoint: (subscriber) => () => measured('checkpoint', () => readModel.checkpoint(subscriber)()),
      commit: (commit) => () => measured('commit', () => readModel.commit(commit)()),
      acquire: (name, holder, now, ttl) => () => measured('acquire', () => readModel.acquire(name, holder, now, ttl)()),
      release: (lease) => () => measured('release', () => readModel.release(lease)()),
    }
  }
