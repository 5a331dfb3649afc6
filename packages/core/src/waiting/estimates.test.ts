import { describe, expect, it } from 'vitest'
import { asterisk, asteriskHold, estimatedWait, genesysStatServer, googleCcai, mitel, openSips, vicidial } from './estimates.js'

describe('the published estimates', () => {
  it('WAIT-11 Genesys: contacts beyond the ready agents, over the agents', () => {
    expect(genesysStatServer({ meanHandlingSeconds: 50, queued: 10, ready: 0, agents: 5 })).toBe(100)
    expect(genesysStatServer({ meanHandlingSeconds: 50, queued: 10, ready: 4, agents: 5 })).toBe(60)
    expect(genesysStatServer({ meanHandlingSeconds: 50, queued: 2, ready: 3, agents: 5 })).toBe(0)
    expect(genesysStatServer({ meanHandlingSeconds: 50, queued: 10, ready: 0, agents: 5, agentShare: 0.5 })).toBe(200)
    expect(genesysStatServer({ queued: 10, ready: 0, agents: 5 })).toBe(180)
    expect(genesysStatServer({ meanHandlingSeconds: 50, queued: 1, ready: 0, agents: 0 })).toBeCloseTo(500_000, 3)
  })

  it('WAIT-12 Mitel: by talk while somebody is free, else by the time to answer, and 60 s where neither is known', () => {
    expect(mitel({ position: 3, available: 2, meanTalkSeconds: 100, meanAnswerSeconds: 40 })).toBe(150)
    expect(mitel({ position: 3, available: 0, meanTalkSeconds: 100, meanAnswerSeconds: 40 })).toBe(120)
    expect([mitel({ position: 2, available: 0 }), mitel({ position: 2, available: 4, meanTalkSeconds: 0 })]).toEqual([120, 30])
  })

  it('WAIT-13 Google: contacts ahead beyond the free agents, at the pace of the channel, and ten seconds', () => {
    const facts = { meanDurationSeconds: 180, channelAgents: 12, queueAgents: 6, commonAgents: 6, ahead: 5, available: 1 }
    expect(googleCcai(facts)).toBe(70)
    expect(googleCcai({ ...facts, commonAgents: 3, elsewhereSeconds: 20 })).toBe(60)
    expect(googleCcai({ ...facts, available: 9 })).toBe(10)
    const { meanDurationSeconds: _, ...unknown } = facts
    for (const none of [unknown, { ...facts, channelAgents: 0 }, { ...facts, queueAgents: 0 }]) expect(googleCcai(none)).toBeUndefined()
  })

  it('WAIT-14 OpenSIPS: contacts over agents at the mean duration, nothing without agents', () => {
    expect(openSips({ meanDurationSeconds: 180, queued: 4, agents: 12 })).toBe(60)
    expect(openSips({ meanDurationSeconds: 180, queued: 4, agents: 0 })).toBeUndefined()
    expect(openSips({ queued: 4, agents: 12 })).toBeUndefined()
  })

  it('WAIT-15 Asterisk: the hold time less what was waited, in minutes', () => {
    expect([40, 61, 200, 0].reduce(asteriskHold, 0)).toBe(Math.floor((3 * Math.floor((3 * Math.floor((3 * 10 + 61) / 4) + 200) / 4) + 0) / 4))
    expect([asterisk({ holdSeconds: 100, waitedSeconds: 20 }), asterisk({ holdSeconds: 100, waitedSeconds: 5 }), asterisk({ holdSeconds: 29, waitedSeconds: 0 })]).toEqual([60, 120, 0])
    expect(asterisk({ holdSeconds: 30, waitedSeconds: 500 })).toBe(0)
    expect(asterisk({ waitedSeconds: 0 })).toBeUndefined()
  })

  it('WAIT-16 VICIdial: the last five answered, blended with those who wait longer, at least ten seconds', () => {
    expect(vicidial({ answeredAfterSeconds: [900, 20, 30, 40, 50, 60], waitingSeconds: [10, 40], waitedSeconds: 5 })).toBe(36)
    expect(vicidial({ answeredAfterSeconds: [20, 30, 40, 50, 60], waitingSeconds: [10, 80], waitedSeconds: 5 })).toBe(56)
    expect(vicidial({ answeredAfterSeconds: [3], waitingSeconds: [], waitedSeconds: 60 })).toBe(10)
    expect(vicidial({ answeredAfterSeconds: [], waitingSeconds: [80], waitedSeconds: 0 })).toBeUndefined()
  })
})

describe('our own estimate', () => {
  const facts = { position: 4, attendants: 12, meanHandlingSeconds: 180 }

  it('WAIT-17 is the queue’s length at the attendants’ pace, corrected by the longest wait in it', () => {
    expect(estimatedWait(facts)).toBe(60)
    expect(estimatedWait({ ...facts, longestWaitSeconds: 100 })).toBe(70)
    expect(estimatedWait({ ...facts, longestWaitSeconds: 100, longestShare: 0.5 })).toBe(80)
  })

  it('WAIT-17 is the longest wait where nobody serves or nothing is known of handling, and none where nobody waits either', () => {
    expect(estimatedWait({ ...facts, attendants: 0, longestWaitSeconds: 100 })).toBe(100)
    expect(estimatedWait({ position: 4, attendants: 12, longestWaitSeconds: 100 })).toBe(100)
    expect(estimatedWait({ position: 1, attendants: 12 })).toBeUndefined()
  })
})
