import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import type { Database } from 'better-sqlite3'
import { codeOf, failureOf, isBusy, reasonOf, type WriteFailure } from './failures.js'

interface Job {
  /** Looks first, then writes: one that refuses has written nothing. */
  readonly run: () => void
  readonly done: () => void
  readonly fail: (failure: WriteFailure) => void
}

export interface Writer {
  /** Runs the job in a transaction, together with whatever else waits; answers once it is committed. */
  readonly submit: <L, A>(job: () => Either<L, A>) => Promise<Either<L | WriteFailure, A>>
  /** Carries out what waits, and takes no more. */
  readonly close: () => void
}

const together = 256
const busyPauseMs = 2

export const writer = (db: Database, busyTimeoutMs: number): Writer => {
  const [begin, commit, rollback] = [db.prepare('BEGIN IMMEDIATE'), db.prepare('COMMIT'), db.prepare('ROLLBACK')]
  let queue: Job[] = []
  let scheduled = false
  let closed = false
  let busySince: number | undefined

  const undo = () => {
    if (db.inTransaction) rollback.run()
  }

  /** What went wrong after the transaction had begun. */
  const failed = (error: unknown, committing: boolean): WriteFailure => {
    try {
      undo()
    } catch (later) {
      return { _tag: 'OutcomeUnknown', reason: reasonOf(later) }
    }
    const certain = !committing || codeOf(error) === 'SQLITE_FULL' || isBusy(error)
    return certain ? failureOf(error) : { _tag: 'OutcomeUnknown', reason: reasonOf(error) }
  }

  /** SQLITE-02 Appends that wait at the same time share one transaction, are answered after its commit, and fail alone. */
  const transact = (jobs: readonly Job[]): void => {
    let committing = false
    try {
      for (const job of jobs) job.run()
      committing = true
      commit.run()
    } catch (error) {
      const failure = failed(error, committing)
      if (jobs.length === 1 || failure._tag === 'OutcomeUnknown') {
        for (const job of jobs) job.fail(failure)
        return
      }
      for (const job of jobs) {
        try {
          begin.run()
        } catch (busy) {
          job.fail(failureOf(busy))
          continue
        }
        transact([job])
      }
      return
    }
    for (const job of jobs) job.done()
  }

  const next = (): readonly Job[] => {
    if (queue.length > together) return queue.splice(0, together)
    const jobs = queue
    queue = []
    return jobs
  }

  const flush = (): void => {
    scheduled = false
    if (queue.length === 0) return
    try {
      begin.run()
    } catch (error) {
      busySince ??= performance.now()
      if (!closed && isBusy(error) && performance.now() - busySince < busyTimeoutMs) {
        // Another process writes: ask again, while this one goes on with its other work.
        scheduled = true
        setTimeout(flush, busyPauseMs * Math.random())
        return
      }
      busySince = undefined
      for (const job of next()) job.fail(failureOf(error))
      schedule()
      return
    }
    busySince = undefined
    transact(next())
    schedule()
  }

  const schedule = (): void => {
    if (scheduled || queue.length === 0) return
    scheduled = true
    setImmediate(flush)
  }

  return {
    submit: <L, A>(job: () => Either<L, A>) =>
      new Promise<Either<L | WriteFailure, A>>((resolve) => {
        if (closed) {
          resolve(E.left({ _tag: 'StoreClosed' }))
          return
        }
        let result: Either<L, A> | undefined
        queue.push({
          run: () => {
            result = job()
          },
          done: () => {
            if (result !== undefined) resolve(result)
          },
          fail: (failure) => resolve(E.left(failure)),
        })
        schedule()
      }),
    close: () => {
      closed = true
      while (queue.length > 0) flush()
    },
  }
}
