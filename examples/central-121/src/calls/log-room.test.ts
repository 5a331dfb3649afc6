import { fc } from '@fast-check/vitest'
import { describe, it } from 'vitest'
import { deciderLaws, given } from '@disque/core/testing'
import type { Instant } from '@disque/core'
import { logDecider, type Command, type Opened } from './log-room.js'

const opened = (log: string, timeZone = 'UTC'): Opened => ({ log, timeZone, rows: 3, malformed: 1, phantom: 0, anomalies: 1, contradictions: { clockBackwards: 1 } })
const at = 1000 as Instant

const instants = fc.integer({ min: 0, max: 1e9 }).map((n) => n as Instant)
const command: fc.Arbitrary<Command> = fc.oneof(
  fc.record({ log: fc.constantFrom('a', 'b'), zone: fc.constantFrom('UTC', 'Asia/Jerusalem'), when: instants }).map(({ log, zone, when }): Command => ({ type: 'OpenCallLog', at: when, ...opened(log, zone) })),
  fc.record({ log: fc.constantFrom('a', 'b'), when: instants }).map(({ log, when }): Command => ({ type: 'CompleteCallLog', at: when, log }))
)

describe('the log that a store holds', () => {
  const isOpen = given(logDecider)({ type: 'CallLogOpened', at, ...opened('a') })

  it('is opened once', () => {
    isOpen.when({ type: 'OpenCallLog', at, ...opened('a') }).thenNothing()
  })

  it('is one: another one, or the same in another zone, is refused', () => {
    for (const other of [opened('b'), opened('a', 'Asia/Jerusalem')])
      isOpen.when({ type: 'OpenCallLog', at, ...other }).thenRefused({ _tag: 'StoreHoldsAnotherLog', log: 'a', timeZone: 'UTC' })
  })

  it('is completed once, after it was opened', () => {
    given(logDecider)().when({ type: 'CompleteCallLog', at, log: 'a' }).thenRefused({ _tag: 'CallLogNotOpened' })
    isOpen.when({ type: 'CompleteCallLog', at, log: 'b' }).thenRefused({ _tag: 'CallLogNotOpened' })
    isOpen.when({ type: 'CompleteCallLog', at, log: 'a' }).then({ type: 'CallLogImported', at, log: 'a' })
      .when({ type: 'CompleteCallLog', at, log: 'a' }).thenNothing()
  })

  for (const { name, run } of deciderLaws(logDecider, command)) it(name, run)
})
