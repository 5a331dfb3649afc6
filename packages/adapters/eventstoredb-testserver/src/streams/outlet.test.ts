import { Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { answering } from './outlet.js'
import { handlerFailed } from './statuses.js'

/** A call whose client takes one answer at a time, when it is told to. */
const slowCall = () => {
  const taken: string[] = []
  let take: (() => void) | undefined
  const stream = new Writable({
    objectMode: true,
    highWaterMark: 1,
    write: (chunk, _encoding, done) => {
      taken.push(String(chunk))
      take = done
    },
  })
  const call = Object.assign(stream, { cancelled: false })
  return {
    call,
    taken,
    take: () => {
      take?.()
    },
  }
}

const turn = () => new Promise((resolve) => setImmediate(resolve))

test('TESTSERVER-19 what comes next waits while the client is slow', async () => {
  const { call, taken, take } = slowCall()
  let made = 0
  answering(call, async ({ send }) => {
    for (; made < 3; made++) await send(Buffer.from(String(made)))
    return undefined
  })
  await turn()
  expect([made, taken]).toEqual([0, ['0']])
  take()
  await turn()
  expect([made, taken]).toEqual([1, ['0', '1']])
  take()
  await turn()
  take()
  await turn()
  expect(call.writableEnded).toBe(true)
})

test('TESTSERVER-19 a call that is cancelled gets nothing more, also while it waited', async () => {
  const { call, taken } = slowCall()
  const answers: boolean[] = []
  answering(call, async ({ send, over }) => {
    answers.push(await send(Buffer.from('a')))
    answers.push(await send(Buffer.from('b')), over())
    return undefined
  })
  await turn()
  call.cancelled = true
  call.emit('cancelled')
  await turn()
  expect(answers).toEqual([false, false, true])
  expect(taken).toEqual(['a'])
  expect(call.writableEnded).toBe(false)
})

test('a failure is the end of the call, and so is a fault in answering', async () => {
  for (const work of [async () => Promise.resolve(handlerFailed()), async () => Promise.reject(new Error('fault'))]) {
    const { call } = slowCall()
    const failed = new Promise((resolve) => call.once('error', resolve))
    answering(call, work)
    expect(await failed).toMatchObject({ code: 2, details: 'Exception was thrown by handler.' })
  }
})
