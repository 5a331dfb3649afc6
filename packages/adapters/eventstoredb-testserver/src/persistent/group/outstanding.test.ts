import { expect, test } from 'vitest'
import { countOf, delivered, expired, lowestOutstanding, noneOutstanding, unanswered, withoutAnswered, type Outstanding } from './outstanding.js'
import { event } from './simulation.test-kit.js'
import type { Message } from './message.js'

const message = (n: number, id = `event-${n}`): Message => ({ resolved: { event: event(n) }, id, retries: 0, replayed: false, sequence: BigInt(n) })

test('of two events with the same id the first is the one that is unanswered, and one answer frees it', () => {
  const both = [message(0, 'same'), message(1, 'same')].reduce((so, one) => delivered(so, { message: one, expires: 9, turn: one.sequence ?? 0n }), noneOutstanding)
  expect([countOf(both), unanswered(both, 'same')?.sequence, lowestOutstanding(both)?.sequence]).toEqual([1, 0n, 0n])
  expect(withoutAnswered(both, ['same'])).toEqual(noneOutstanding)
})

test('what was delivered too long ago is told longest first, and in the order of delivery', () => {
  const add = (so: Outstanding, [id, expires, turn]: readonly [string, number, number]) => delivered(so, { message: message(turn, id), expires, turn: BigInt(turn) })
  const unansweredOnes = ([['z', 20, 0], ['b', 10, 1], ['c', 20, 2], ['a', 20, 3], ['d', 21, 4]] as const).reduce<Outstanding>(add, noneOutstanding)
  expect(expired(unansweredOnes, 20).map(({ id }) => id)).toEqual(['b', 'z', 'c', 'a'])
})
