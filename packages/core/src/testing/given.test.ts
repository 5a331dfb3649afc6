import { describe, expect, it } from 'vitest'
import type { Instant } from '../shared/instant.js'
import { given } from './given.js'
import { lampDecider, type Command, type Event } from './samples/lamp.js'

const at = 5_000 as Instant
const out = 15_000 as Instant
const on: Event = { type: 'SwitchedOn', at, lamp: 'l', out }
const off: Event = { type: 'WentOut', at, lamp: 'l', by: 'hand' }
const broken: Event = { type: 'Broken', at, lamp: 'l' }
const switchOn: Command = { type: 'SwitchOn', at, lamp: 'l' }
const switchOff: Command = { ...switchOn, type: 'SwitchOff' }
const aLamp = given(lampDecider)

describe('given, when, then', () => {
  it('holds for exactly what happens, and goes on from there', () => {
    aLamp()
      .when(switchOn)
      .then(on)
      .when(switchOn)
      .thenNothing()
      .when({ type: 'GoOut', at, lamp: 'l', dueAt: out })
      .thenRefused({ _tag: 'TooEarly', dueAt: out })
      .when(switchOff)
      .then(off)
  })

  it('says which field differs', () => {
    expect(() => aLamp().when(switchOn).then({ ...on, out: at })).toThrow('SwitchOn: the events differ (wanted 1, found 1)\n  ~ SwitchedOn\n    out: wanted 5000, found 15000')
    expect(() => aLamp(on).when(switchOff).then({ type: 'WentOut', at, lamp: 'l' })).toThrow('by: wanted nothing, found "hand"')
  })

  it('tells a missing event, one too many, and a wrong order', () => {
    expect(() => aLamp(on).when(switchOff).then(off, broken)).toThrow('(wanted 2, found 1)\n  = WentOut\n  - wanted Broken {"at":5000,"lamp":"l","type":"Broken"}')
    const twice = given({ ...lampDecider, decide: () => ({ _tag: 'Right', right: [on, off] }) })
    expect(() => twice().when(switchOn).then(on)).toThrow('(wanted 1, found 2)\n  = SwitchedOn\n  + found  WentOut')
    expect(() => twice().when(switchOn).then(off, on)).toThrow('  - wanted WentOut {"at":5000,"by":"hand","lamp":"l","type":"WentOut"}\n  + found  SwitchedOn')
    twice().when(switchOn).then(on, off)
  })

  it('tells events, nothing and a refusal apart', () => {
    expect(() => aLamp().when(switchOn).thenNothing()).toThrow('(wanted 0, found 1)')
    expect(() => aLamp(on).when(switchOn).then(on)).toThrow('(wanted 1, found 0)')
    expect(() => aLamp(broken).when(switchOn).then(on)).toThrow('SwitchOn: refused with {"_tag":"LampBroken"}\n  wanted SwitchedOn')
    expect(() => aLamp(broken).when(switchOn).thenNothing()).toThrow('refused with {"_tag":"LampBroken"}\n  wanted nothing')
    expect(() => aLamp().when(switchOn).thenRefused({ _tag: 'LampBroken' })).toThrow('not refused, but SwitchedOn\n  wanted {"_tag":"LampBroken"}')
    expect(() => aLamp(on).when(switchOn).thenRefused({ _tag: 'LampBroken' })).toThrow('not refused, but nothing')
  })

  it('compares every field of a refusal', () => {
    const tooEarly: Command = { type: 'GoOut', at, lamp: 'l', dueAt: out }
    expect(() => aLamp(on).when(tooEarly).thenRefused({ _tag: 'TooEarly', dueAt: at })).toThrow('the refusals differ\n    dueAt: wanted 5000, found 15000')
    expect(() => aLamp(on).when(tooEarly).thenRefused({ _tag: 'LampBroken' })).toThrow('_tag: wanted "LampBroken", found "TooEarly"')
  })
})
