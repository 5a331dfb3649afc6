import { describe, expect, test } from 'vitest'
import { storePlace } from './place.js'

describe('where a shared store lies', () => {
  test.each([
    ['a.db', { kind: 'sqlite', file: '/here/a.db' }], ['sqlite:/there/a.db', { kind: 'sqlite', file: '/there/a.db' }], ['esdb://h:1?tls=false', { kind: 'eventstoredb', text: 'esdb://h:1?tls=false' }],
    ['kurrentdb+discover://h', { kind: 'eventstoredb', text: 'kurrentdb+discover://h' }],
  ])('%s', (text, place) => expect(storePlace('--store', text, '/here')).toEqual({ _tag: 'Right', right: place }))

  test.each([['memory:', 'seen by one process only'], ['mongodb://x', 'no store is reached by mongodb:'], ['sqlite:', 'is empty'], ['', 'is empty']])('"%s" is refused with what to name instead', (text, words) => {
    const { left } = storePlace('--store', text, '/here') as { readonly left: { readonly words: string } }
    expect(left.words).toContain(words)
    expect(left.words).toContain('esdb://')
  })
})
