import { describe, expect, test } from 'vitest'
import type { Recorded } from '@disque/core'
import { answeredShare, compared, outcomes, type Outcomes } from './outcomes.js'

const of = (calls: Readonly<Record<string, string>>): Outcomes => {
  const { see, found } = outcomes()
  for (const [call, events] of Object.entries(calls))
    for (const [type = '', outcome] of events.split(' ').map((e) => e.split(':'))) see({ stream: `call-${call}`, type, data: { type, at: 0, ...(outcome === undefined ? {} : { outcome }) } } as unknown as Recorded)
  return found
}
const day = {
  a: 'CallReceived CallRefused', b: 'CallReceived MenuEntered CallLeftInMenu', c: 'CallReceived CallQueued CallEnded:answered', d: 'CallReceived CallQueued CallAbandoned', e: 'CallReceived CallEnded:contained',
  f: 'CallReceived CallEnded:unserved',
}
const none = { received: [], refused: [], leftInMenu: [] }

describe('how calls ended in two runs', () => {
  test('each call is counted where it ended', () => {
    const found = of(day)
    expect(Object.fromEntries(Object.entries(found).map(([name, calls]) => [name, [...(calls as ReadonlySet<string>)].map((c) => c.slice(5)).join('')]))).toEqual({
      received: 'abcdef', refused: 'a', leftInMenu: 'b', contained: 'e', offered: 'cd', answered: 'c', abandoned: 'd', unserved: 'f',
    })
  })

  test('the same twice differs in nothing', () => expect(compared(of(day), of(day))).toEqual({ differ: none, unaccounted: [], points: 0 }))

  test('a call that ended otherwise is named, even where the counts are equal', () => {
    const other = of({ ...day, a: day.b, b: day.a })
    expect(compared(other, of(day)).differ).toEqual({ ...none, refused: ['call-b', 'call-a'], leftInMenu: ['call-a', 'call-b'] })
  })

  test('an offered call that was neither answered nor abandoned is named', () =>
    expect(compared(of({ ...day, c: 'CallReceived CallQueued' }), of(day)).unaccounted).toEqual(['call-c']))

  test('shares differ by points of a hundred; of none offered all were answered', () => {
    expect(compared(of({ ...day, d: day.c }), of(day)).points).toBe(50)
    expect(answeredShare(of({}))).toBe(1)
  })
})
