import { describe, expect, it } from 'vitest'
import { catalogue, type CallId, type Projection, type Recorded } from '@disque/core'
import { collectionOf } from '@disque/runtime'
import { must, openCentre, type Centre } from './centre.js'
import { centre, plan } from './plan.js'

// #region projection
/** How many calls each number got. */
const callsByNumber: Projection<number> = {
  name: 'calls-by-number',
  version: 1,
  types: ['CallReceived'],
  keys: ({ data }) => [String(data['dialled'])],
  initial: 0,
  evolve: (count) => count + 1,
}
// #endregion projection

const receive = async ({ rooms, plans, clock, ids }: Centre, name: string, dialled: string) => {
  const at = clock.now()
  const { version } = plans.inForce(centre, at)!
  await must(rooms.call({
    type: 'ReceiveCall', call: name as CallId, at, centre, plan: version, planNow: version, protocol: ids.protocolNumber(at, plan.timeZone),
    dialled, origin: 'mobile', subject: ids.subjectRef(),
  }))
}

describe('how to read the events', () => {
  it('a view of one’s own is kept by the runtime', async () => {
    // #region kept
    const opened = openCentre({ projections: [callsByNumber] })
    // #endregion kept
    const { rooms, runtime, readModel, clock } = opened
    await must(rooms.centre({ type: 'ChangePlan', centre, plan, at: clock.now() }))
    await receive(opened, 'a', '156')
    await receive(opened, 'b', '156')
    await receive(opened, 'c', '193')
    // #region read
    await must(runtime.settle(clock.now()))
    await must(runtime.checkpoint())
    const calls = await must(readModel.get(collectionOf(callsByNumber), '156'))
    // #endregion read
    expect(calls).toBe(2)
  })

  it('another program follows the store', async () => {
    const opened = openCentre()
    const { rooms, store, clock } = opened
    await must(rooms.centre({ type: 'ChangePlan', centre, plan, at: clock.now() }))
    await receive(opened, 'a', '156')
    const seen: string[] = []
    const keep = (event: Recorded) => void seen.push(event.type)
    let lastSeen = 'start'
    // #region subscribe
    for await (const delivery of store.subscribe({ after: lastSeen, filter: { categories: ['call'] } })) {
      if (delivery._tag === 'event') {
        const entry = catalogue[delivery.event.type]
        if (entry !== undefined && !entry.codec.is(delivery.event.data)) throw new Error(`${delivery.event.stream} holds what the catalogue does not know`)
        keep(delivery.event)
        lastSeen = delivery.event.position
      }
      if (delivery._tag === 'checkpoint') lastSeen = delivery.position
      if (delivery._tag === 'caughtUp') break
    }
    // #endregion subscribe
    expect(seen).toEqual(['CallReceived', 'MenuEntered'])
    expect(lastSeen > '').toBe(true)
  })
})
