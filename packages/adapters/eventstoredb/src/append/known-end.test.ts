import { describe, expect, it } from 'vitest'
import type { Position } from '@disque/core'
import { knownEnd } from './known-end.js'

const watched = (end: Position | undefined) => {
  const log = { asked: 0, end, now: 0 }
  const known = knownEnd(
    () => {
      log.asked++
      return Promise.resolve(log.end)
    },
    () => log.now
  )
  return { log, known }
}

describe('the end as it is known', () => {
  it('ESDB-10 is asked for first, not while something is heard, and again after a silence or a doubt', async () => {
    const { log, known } = watched('5')
    expect(await known.before()).toBe('5')
    known.stored('7')
    expect(known.before()).toBe('7')
    known.stored('6')
    expect(known.before()).toBe('7')
    expect(log.asked).toBe(1)
    log.now += 10
    log.end = '9'
    expect(await Promise.all([known.before(), known.before()])).toEqual(['9', '9'])
    known.doubt()
    expect(await known.before()).toBe('9')
    expect(log.asked).toBe(3)
  })

  it('ESDB-10 what is seen of older events, or stored meanwhile, ends neither a silence nor a doubt', async () => {
    const { log, known } = watched('5')
    await known.before()
    log.now += 10
    known.saw('6')
    log.end = '8'
    expect(await known.before()).toBe('8')
    known.doubt()
    known.saw('7')
    known.stored('9')
    log.end = '95'
    expect(await known.before()).toBe('95')
  })

  it('ESDB-10 a doubt is not ended by an answer to what was asked before it', async () => {
    const answers: ((end: Position) => void)[] = []
    const known = knownEnd(() => new Promise((resolve) => answers.push(resolve)), () => 0)
    const before = known.before()
    known.doubt()
    answers[0]?.('5')
    expect(await before).toBe('5')
    const after = known.before()
    expect(answers.length).toBe(2)
    answers[1]?.('6')
    expect(await after).toBe('6')
    expect(known.before()).toBe('6')
  })

  it('ESDB-10 an answer to what was asked before a doubt does not make later appends ask a third time', async () => {
    const answers: ((end: Position) => void)[] = []
    const known = knownEnd(() => new Promise((resolve) => answers.push(resolve)), () => 0)
    const first = known.before()
    known.doubt()
    const second = known.before()
    answers[0]?.('5')
    await first
    expect(known.before()).toBe(second)
    expect(answers.length).toBe(2)
  })

  it('ESDB-10 an empty store has nothing that could be a repeat', async () => {
    const { known } = watched(undefined)
    expect(await known.before()).toBe('')
  })
})
