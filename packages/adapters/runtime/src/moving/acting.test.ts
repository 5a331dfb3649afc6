import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { plus, seconds, type ContactId, type Effect, type Instant } from '@disque/core'
import { seededIds } from '@disque/core/testing'
import { start } from '../scene.test-kit.js'
import type { Seen } from '../telling/telemetry.js'
import type { Step, Work } from '../works/work.js'
import { acting } from './acting.js'

const effect: Effect = { id: 'ring/1', kind: 'ring', key: 'call-1/ana', order: 1, contact: 'call-1' as ContactId, device: 'ana', detail: {} }

/** An exchange that answers when it is told to, and what becomes of one effect for it. */
const slow = (tries: number) => {
  const answers: ((well: boolean) => void)[] = []
  const seen: Seen[] = []
  const heard = { postponed: [] as Instant[], stopped: [] as string[], done: 0, late: 0 }
  const take = acting({
    ids: seededIds(1), rooms: {}, tries, around: undefined,
    outbound: { carry: () => () => new Promise((resolve) => answers.push((well) => resolve(well ? E.right(undefined) : E.left({ _tag: 'OutboundUnavailable', reason: 'busy' })))) },
    observe: (told) => void seen.push(told),
    onLate: () => void heard.late++,
  })
  const work = { name: 'process/telephony/1', postpone: (_key: string, until: Instant) => void heard.postponed.push(until), stop: (_key: string, { reason }: { readonly reason: string }) => void heard.stopped.push(reason) } as unknown as Work
  const step: Step = { id: 'ring/1', key: 'call-1', action: { carry: effect }, cause: undefined, done: () => void heard.done++, isHeld: () => true }
  const attempt = (now: Instant) => take(work, step, now, Promise.resolve())
  return { answers, seen, heard, attempt }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

test('PROC-06 an effect that was not waited for is done once its answer comes, and its key goes on', async () => {
  const { answers, heard, attempt } = slow(3)
  expect(await attempt(start)).toEqual(E.right(false))
  expect(heard).toMatchObject({ postponed: [plus(start, seconds(60))], done: 0 })
  answers[0]?.(true)
  await settled()
  expect(heard).toMatchObject({ postponed: [plus(start, seconds(60)), start], done: 1, late: 1 })
})

test('PROC-06 of several tries the first that goes well counts, and no other changes anything', async () => {
  const { answers, heard, attempt } = slow(9)
  for (const n of [0, 1, 2]) await attempt(plus(start, seconds(61 * n)))
  // The second look found no answer to the first try and counted it; the third tried anew.
  expect(answers).toHaveLength(2)
  answers[0]?.(true)
  await settled()
  answers[1]?.(false)
  await settled()
  expect(heard).toMatchObject({ done: 1, late: 1, stopped: [] })
})

test('PROC-06 an effect that is never answered counts as failed whenever its key comes back, and is parked in the end', async () => {
  const { seen, heard, attempt } = slow(2)
  for (const n of [0, 1, 2, 3]) await attempt(plus(start, seconds(61 * n)))
  expect(seen.filter(({ _tag }) => _tag === 'retried')).toHaveLength(1)
  expect(heard.stopped).toEqual(['{"_tag":"NoAnswer"}'])
})
