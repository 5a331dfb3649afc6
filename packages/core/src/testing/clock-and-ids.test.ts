import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { instant } from '../shared/instant.js'
import { CommandId, EventId, SubjectRef } from '../shared/ids.js'
import { isProtocolNumber } from '../shared/protocol-number.js'
import { heldClock } from './held-clock.js'
import { seededIds } from './seeded-ids.js'

const noon = instant('2020-07-01T12:00:00Z')
const zone = 'America/Sao_Paulo'

describe('a held clock', () => {
  it('moves only when it is moved', async () => {
    const clock = heldClock(noon)
    expect(clock.now()).toBe(noon)
    await clock.pause(60_000)
    expect(clock.now()).toBe(noon)
    expect(clock.advance(60_000)).toBe(noon + 60_000)
    clock.set(noon)
    expect(clock.now()).toBe(noon)
  })
})

describe('seeded ids', () => {
  const first = (ids: ReturnType<typeof seededIds>) => [ids.next(), ids.next(), ids.commandId(), ids.subjectRef(), ids.protocolNumber(noon, zone), ids.chance()]

  test.prop([fc.string()])('are the same for the same seed', (seed) => {
    expect(first(seededIds(seed))).toEqual(first(seededIds(seed)))
  })

  test.prop([fc.uniqueArray(fc.string(), { minLength: 2, maxLength: 2 })])('are others for another seed', ([a, b]) => {
    const [one, other] = [first(seededIds(a)), first(seededIds(b))]
    one.forEach((id, i) => expect(id).not.toBe(other[i]))
  })

  test.prop([fc.nat()])('have the form of their kind', (seed) => {
    const ids = seededIds(seed)
    expect(EventId.is(ids.next()) && CommandId.is(ids.commandId()) && SubjectRef.is(ids.subjectRef())).toBe(true)
    expect(isProtocolNumber(ids.protocolNumber(noon, zone))).toBe(true)
  })

  it('never come twice', () => {
    const ids = seededIds(1)
    const many = Array.from({ length: 20_000 }, () => [ids.next(), ids.protocolNumber(noon, zone)]).flat()
    expect(new Set(many).size).toBe(many.length)
  })

  it('of one kind do not depend on how many of another were asked for', () => {
    const [one, other] = [seededIds(1), seededIds(1)]
    other.next()
    expect(one.protocolNumber(noon, zone)).toBe(other.protocolNumber(noon, zone))
  })

  it('spread their chances over all of 0 to 1', () => {
    const ids = seededIds(1)
    const tenths = Array.from({ length: 10 }, () => 0)
    for (let n = 0; n < 10_000; n++) tenths[Math.floor(ids.chance() * 10)]! += 1
    for (const n of tenths) expect(n).toBeGreaterThan(850)
    expect(tenths.reduce((a, b) => a + b)).toBe(10_000)
  })
})
