import { fc } from '@fast-check/vitest'
import { line, unqueued, unserved } from './log.test-kit.js'

const time = (seconds: number): string => {
  const s = ((seconds % 86_400) + 86_400) % 86_400
  const two = (n: number) => String(n).padStart(2, '0')
  return `${Math.floor(s / 3600)}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`
}

const small = fc.oneof(fc.constantFrom(0, 5, 20), fc.integer({ min: 0, max: 90 }))

/** A line that can be read, of a busy little centre: few attendants, short times, two days with midnight between, now and then a quirk. */
const written = fc
  .record({
    entry: fc.oneof(fc.integer({ min: 86_100, max: 86_399 }), fc.integer({ min: 0, max: 600 })),
    menu: fc.oneof({ weight: 9, arbitrary: small }, { weight: 1, arbitrary: fc.constant(-36) }),
    wait: fc.option(small, { nil: undefined, freq: 4 }),
    talk: small,
    early: fc.constantFrom(0, 1, 2, 6),
    outcome: fc.constantFrom('AGENT', 'AGENT', 'AGENT', 'HANG', 'PHANTOM'),
    server: fc.constantFrom('agent-01', 'agent-02', 'agent-03', 'NO_SERVER'),
    priority: fc.constantFrom('0', '1', '2'),
    type: fc.constantFrom('PS', 'NW', 'TT'),
    customer_id: fc.constantFrom('0', '1001', '1002'),
    call_id: fc.constantFrom('1', '2', '3', '4', '5', '6', '7', '8'),
    'vru+line': fc.constantFrom('LA0101', 'LA0102'),
  })
  .map(({ entry, menu, wait, talk, early, outcome, server, ...same }) => {
    const [date, queued] = [entry > 43_200 ? '990401' : '990402', entry + menu]
    const served = queued + (wait ?? 0)
    return line({
      ...same, date, outcome, vru_entry: time(entry), vru_exit: time(queued), vru_time: String(menu),
      ...(wait === undefined ? unqueued : { q_start: time(queued), q_exit: time(served), q_time: String(wait) }),
      ...(outcome === 'AGENT' ? { ser_start: time(served - early), ser_exit: time(served + talk), ser_time: String(talk), server } : unserved),
    })
  })

export const logLines: fc.Arbitrary<readonly string[]> = fc.array(written, { minLength: 1, maxLength: 40, size: 'max' })
