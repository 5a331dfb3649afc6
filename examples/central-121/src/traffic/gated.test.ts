import { describe, it } from 'vitest'
import type { Instant } from '@disque/core'
import { heldClock, outboundContract, type Done } from '@disque/core/testing'
import { gated } from './gated.js'

describe('the made-up exchange', () => {
  const open = () => {
    const [clock, done]: [ReturnType<typeof heldClock>, Done[]] = [heldClock(0 as Instant), []]
    return Promise.resolve({ clock, done: () => done, outbound: gated(clock.now, ({ id, kind, key }) => done.push({ id, kind, key })) })
  }
  for (const { name, run } of outboundContract(open)) it(name, run)
})
