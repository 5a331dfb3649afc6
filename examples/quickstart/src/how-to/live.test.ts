import { describe, expect, it } from 'vitest'
import { isProtocolNumber, minutes, plus, storedPlans, type AttendantId, type CallId, type Plan, type ShiftId } from '@disque/core'
import { memoryReadModel, memoryStore } from '@disque/memory'
import { centreRooms, createRuntime, previousOf, randomIds, systemClock, waitingNow } from '@disque/runtime'
import { must } from './centre.js'
import { centre, places, plan } from './plan.js'

const allDay = [{ from: '00:00', until: '24:00' }]
/** Open at whatever hour the tests run. */
const alwaysOpen: Plan.Plan = {
  ...plan,
  calendars: {
    [places.officeHours]: { timeZone: plan.timeZone, weekly: { mon: allDay, tue: allDay, wed: allDay, thu: allDay, fri: allDay, sat: allDay, sun: allDay }, breaks: [], holidays: [], exceptions: [] },
  },
}

describe('how to run live', () => {
  it('the runtime moves whatever is stored, until it is stopped', async () => {
    const trouble: string[] = []
    const note = (words: string) => void trouble.push(words)
    // #region live
    const [store, readModel] = [memoryStore(), memoryReadModel()]
    const [clock, ids] = [systemClock(), randomIds()]
    const common = { store, readModel, clock, ids, plans: storedPlans(store) }
    const rooms = centreRooms(common)
    const runtime = createRuntime({
      ...common, rooms,
      telemetry: { observe: (seen) => seen._tag === 'trouble' && note(`the store: ${seen.failure._tag}`) },
      onParked: (work, key, parked) => note(`${work} does nothing more for ${key}: ${parked.reason}`),
    })
    await must(common.plans.refresh(centre))
    const running = runtime.run()
    // #endregion live
    const at = clock.now()
    const [attendant, call] = ['ana' as AttendantId, 'call-1' as CallId]
    await must(rooms.centre({ type: 'ChangePlan', centre, plan: alwaysOpen, at }))
    await must(rooms.attendant({ type: 'RegisterAttendant', attendant, centre, capacity: 1, at }))
    await must(rooms.attendant({ type: 'TrainAttendant', attendant, topic: places.rubbish, level: 1, at }))
    await must(rooms.attendant({ type: 'OpenShift', attendant, shift: 'ana-1' as ShiftId, startBy: plus(at, minutes(1)), at }))
    const version = common.plans.inForce(centre, clock.now())!.version
    const protocol = ids.protocolNumber(at, plan.timeZone)
    expect(isProtocolNumber(protocol)).toBe(true)
    const subject = ids.subjectRef()
    // #region views
    const previous = await must(previousOf(readModel, subject))
    const waiting = await must(waitingNow(readModel))
    await must(rooms.call({
      type: 'ReceiveCall', call, at: clock.now(), centre, plan: version, planNow: version, protocol, dialled: '156', origin: 'landline', subject,
      waitingNow: waiting,
      ...(previous === undefined ? {} : { previous }),
    }))
    // #endregion views
    await must(rooms.call({ type: 'PressDigit', call, at: clock.now(), digit: '1', planNow: version, waitingNow: waiting }))
    for await (const delivery of store.subscribe({ after: 'start', filter: { types: ['CallOffered'] } })) if (delivery._tag === 'event') break
    // #region stop
    await runtime.stop()
    await running
    // #endregion stop
    expect(trouble).toEqual([])
    expect(runtime.holds()).toEqual([])
  })
})
