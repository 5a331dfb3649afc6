import { describe, expect, it } from 'vitest'
import type { Event } from '../call/call.js'
import type { Recorded } from '../ports/event-store.js'
import { recorded } from '../processes/recorded.test-kit.js'
import { project } from '../shared/projection.js'
import {
  anasOffer, answered, askedCall, at, calls, dialledCall, ended, escalated, failed, offered, over, second, sport, subject, waitingCall,
} from '../testing/samples/call.js'
import { waitingContacts } from './waiting-contacts.js'

const waitingAfter = (history: readonly Event[]) => [...project(waitingContacts, history.map((e, i): Recorded => recorded('call-c1', i, e))).values()]

describe('who waits where', () => {
  it('VIEW-02 whoever joined a queue waits in it until answered, gone or let go', () => {
    expect(waitingAfter(waitingCall)).toEqual([{ queue: calls, since: at(0) }])
    expect(waitingAfter([...waitingCall, offered(anasOffer, 3), over(anasOffer, 'noAnswer', 9)])).toEqual([{ queue: calls, since: at(0) }])
    expect(waitingAfter([...waitingCall, offered(anasOffer, 3), answered(anasOffer, 4)])).toEqual([])
    expect(waitingAfter([...waitingCall, { type: 'CallAbandoned', at: at(9), queue: calls, rankSince: at(0), enteredAt: at(0), subject }])).toEqual([])
    expect(waitingAfter([...waitingCall, ended('system', 'unserved', 9)])).toEqual([])
  })

  it('VIEW-02 whoever is moved waits in the new queue, from then on; other steps change nothing', () => {
    const moved = escalated('other', { do: 'queue', queue: second, topic: sport }, 300)
    expect(waitingAfter([...waitingCall, escalated('raise', { do: 'priority', by: 2 }, 90)])).toEqual([{ queue: calls, since: at(0) }])
    expect(waitingAfter([...waitingCall, moved])).toEqual([{ queue: second, since: at(300) }])
  })

  it('VIEW-02 whoever is to be called back keeps the place, dialled or not, until the talk or the end', () => {
    const place = [{ queue: calls, since: at(0) }]
    const failing = [...dialledCall, failed(anasOffer, 1, 'busy', 20, 40)]
    for (const history of [askedCall, dialledCall, failing]) expect(waitingAfter(history)).toEqual(place)
    for (const history of [[...dialledCall, answered(anasOffer, 25)], [...failing, ended('caller', 'withdrawn', 30)]]) expect(waitingAfter(history)).toEqual([])
  })
})
