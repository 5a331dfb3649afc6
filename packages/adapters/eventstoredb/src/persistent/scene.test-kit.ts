import * as E from 'fp-ts/lib/Either.js'
import { uuidFrom } from '@disque/core'
import { jsonEvent, type EventStoreDBClient } from '@eventstore/db-client'
import { fresh } from '../running.test-kit.js'
import type { Handed, HandleFailure, OutboundGroup } from './index.js'

export const right = <L, A>(result: E.Either<L, A>): A => {
  if (E.isLeft(result)) throw new Error(JSON.stringify(result.left))
  return result.right
}

/** Events of a category that no other test uses, numbered from 0 over all streams. */
export const scene = (client: EventStoreDBClient) => {
  const category = fresh('hook').replaceAll('.', '')
  let written = 0
  const write = async (size: number, { stream = `${category}-a`, type = 'Noted' } = {}) => {
    for (let i = 0; i < size; i++) {
      const n = written++
      await client.appendToStream(stream, jsonEvent({ id: uuidFrom(category, n), type, data: { type, at: n, n }, metadata: { schema: 1, commandId: `c${n}`, correlation: 'c', recordedAt: n } }))
    }
  }
  return { category, stream: `${category}-a`, group: `group-${category}`, write }
}

export const numberOf = (event: Handed | undefined): number => Number(event?.data['n'] ?? -1)

/** A handler that notes what it meets, and answers as it is told. */
export const noting = (answer: (n: number, time: number) => HandleFailure | undefined | Promise<HandleFailure | undefined> = () => undefined) => {
  const seen: number[] = []
  return {
    seen,
    handle: (event: Handed) => async () => {
      const n = numberOf(event)
      seen.push(n)
      const failure = await answer(n, seen.filter((m) => m === n).length)
      return failure === undefined ? E.right(undefined) : E.left(failure)
    },
  }
}

export const parkedIn = async (group: OutboundGroup) => right(await group.parked()()).map(({ event, reason }) => [numberOf(event), reason])
export const statsIn = async (group: OutboundGroup) => right(await group.stats()())
export const sorted = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b)
