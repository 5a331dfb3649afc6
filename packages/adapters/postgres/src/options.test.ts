import { describe, expect, it } from 'vitest'
import { optionsOf } from './options.js'

describe('POSTGRES-10 options', () => {
  it('have defaults, also where undefined is given', () => {
    expect(optionsOf({})).toEqual({ _tag: 'Right', right: { schema: 'disque', maxConnections: 10, connectTimeoutMs: 5000, timeoutMs: 10_000 } })
    expect(optionsOf({ ...JSON.parse('{}') as object, maxConnections: 3 })).toMatchObject({ right: { schema: 'disque', maxConnections: 3 } })
  })

  it.each([
    ['schema', ''], ['schema', 5], ['schema', 'a\0'], ['schema', '\ud800'], ['schema', 'é'.repeat(32)], ['schema', 'pg_mine'], ['schema', 'information_schema'],
    ['maxConnections', 0], ['maxConnections', 1.5], ['maxConnections', NaN], ['connectTimeoutMs', 0], ['timeoutMs', Infinity], ['timeoutMs', 2 ** 31], ['timeoutMs', '10'], ['timeout', 5],
  ])('%s: %j is refused by name', (option, value) => {
    expect(optionsOf({ [option]: value })).toMatchObject({ _tag: 'Left', left: { _tag: 'OptionInvalid', option } })
  })
})
