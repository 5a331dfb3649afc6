import { getEventListeners } from 'node:events'
import { describe, expect, test } from 'vitest'
import { isProtocolNumber } from '@disque/core'
import { randomIds, systemClock } from './index.js'

describe('what the machine gives', () => {
  test('ids do not repeat, and protocol numbers hold their check digit', () => {
    const ids = randomIds()
    const made = Array.from({ length: 1000 }, () => [ids.next(), ids.commandId(), ids.subjectRef(), ids.protocolNumber(systemClock().now(), 'America/Sao_Paulo')])
    expect(new Set(made.flat()).size).toBe(4000)
    expect(made.every(([, , , protocol]) => isProtocolNumber(protocol ?? ''))).toBe(true)
    for (let n = 0; n < 1000; n++) expect(ids.chance()).toSatisfy((x: number) => x >= 0 && x < 1)
  })

  test('a pause ends when it is called off', async () => {
    const control = new AbortController()
    const pause = systemClock().pause(2 ** 30, control.signal)
    control.abort()
    await pause
    await systemClock().pause(2 ** 30, control.signal)
  })

  test.each([['over', 1, false], ['called off', 2 ** 30, true]])('a pause that is %s leaves no listener behind', async (_, span, calledOff) => {
    const control = new AbortController()
    const { signal } = control
    const pause = systemClock().pause(span, signal)
    expect(getEventListeners(signal, 'abort')).toHaveLength(1)
    if (calledOff) control.abort()
    await pause
    expect(getEventListeners(signal, 'abort')).toHaveLength(0)
  })
})
