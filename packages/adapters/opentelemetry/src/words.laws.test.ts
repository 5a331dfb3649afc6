import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { words } from './words.js'

const names = ['ReceiveCall', 'process/routing/4', 'view/waiting-contacts/1', 'timers', 'stop-ringing', 'CallNotWaiting', 'to-do']

describe('OTEL-06 what stands in a metric', () => {
  test.prop([fc.array(fc.oneof(fc.string(), fc.stringMatching(/^[A-Z][a-z]{2,9}$/), fc.anything()), { maxLength: 50 })])('is a short word of the code, or other', (texts) => {
    const word = words()
    for (const text of texts) expect(word(text)).toMatch(/^[A-Za-z][\w/.-]{0,79}$/)
  })

  test.prop([fc.constantFrom('+5511987654321', '529.982.247-25', 'Maria Souza', 'Maria de Souza e Silva', 'maria@example.org', 'José', '', ' ', 'line\nbreak')])('is never what a person would type', (text) => {
    expect(words()(text)).toBe('other')
  })

  test.prop([fc.constantFrom(...names)])('leaves the names of the code as they are', (name) => {
    expect(words()(name)).toBe(name)
  })

  test.prop([fc.integer({ min: 1001, max: 3000 })])('is one of a thousand words and other, however many there are', (count) => {
    const word = words()
    const told = new Set(Array.from({ length: count }, (_, n) => word(`Command${n}`)))
    expect(told.size).toBe(1001)
    expect(word('Command0')).toBe('Command0')
  })
})
