import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import * as E from 'fp-ts/lib/Either.js'
import { lampDecider, right, type Event } from '../testing/samples/lamp.js'
import { fold, outcomes } from './decider.js'
import type { Instant } from './instant.js'

const at = (n: number) => n as Instant
const on: Event = { type: 'SwitchedOn', at: at(50), lamp: 'l', out: at(90) }

describe('a decider', () => {
  it('counts a late claim from the stream’s last event on, and keeps what was claimed', () => {
    const late = lampDecider.decide({ type: 'SwitchOff', at: at(20), lamp: 'l' }, fold(lampDecider, [on]))
    expect(late).toEqual(E.right([{ type: 'WentOut', at: 50, reportedAt: 20, lamp: 'l', by: 'hand' }]))
  })

  it('leaves a command in time as it is', () => {
    const inTime = lampDecider.decide({ type: 'SwitchOff', at: at(50), lamp: 'l' }, fold(lampDecider, [on]))
    expect(inTime).toEqual(E.right([{ type: 'WentOut', at: 50, lamp: 'l', by: 'hand' }]))
  })

  it('refuses a late claim as it would refuse it then', () => {
    const broken = fold(lampDecider, [on, { type: 'Broken', at: at(60), lamp: 'l' }])
    expect(lampDecider.decide({ type: 'SwitchOn', at: at(20), lamp: 'l' }, broken)).toEqual(E.left({ _tag: 'LampBroken' }))
  })

  it('keeps everything else of what it is made from', () => {
    expect({ ...lampDecider, decide: right.decide }).toEqual(right)
  })

  test.prop([fc.nat(1), fc.nat(1)])('folds from the state it is given', (a, b) => {
    const events: readonly Event[] = [on, { type: 'WentOut', at: at(60), lamp: 'l' }].slice(a, a + b) as Event[]
    expect(fold(lampDecider, events, fold(lampDecider, [on]))).toEqual(fold(lampDecider, [on, ...events]))
  })
})

describe('the three answers', () => {
  it('are events, none, or a refusal', () => {
    const { emit, refuse, nothing } = outcomes<Event, { readonly _tag: 'No' }>()
    expect([emit(on, on), nothing, refuse({ _tag: 'No' })]).toEqual([E.right([on, on]), E.right([]), E.left({ _tag: 'No' })])
  })
})
