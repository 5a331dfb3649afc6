import { isLeft } from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { SealFor, Sealed, SubjectRef, VaultFailure } from '@disque/core'
import type { Scene } from './scene.js'
import { Unexpected } from './send.js'

const answered = async <A>(what: string, task: TaskEither<VaultFailure, A>): Promise<A> => {
  const result = await task()
  if (isLeft(result)) throw new Unexpected(what, result.left)
  return result.right
}

/** The person behind a number; who withholds it is known by this call alone. */
export const subjectOf = (s: Scene, telephone: string | undefined): Promise<SubjectRef> =>
  telephone === undefined ? Promise.resolve(s.ids.subjectRef()) : answered('finding a caller', s.vault.subjectOf('telephone', telephone))

/** Personal data is sealed at the edge, before a command exists. */
export const sealed = (s: Scene, value: string, where: SealFor): Promise<Sealed<string>> => answered('sealing personal data', s.vault.seal(value, where))
