import { describe, expect, test } from 'vitest'
import type { AttendantId, CentreId, ShiftId, TopicId } from '../shared/ids.js'
import { plus, seconds } from '../shared/instant.js'
import { at, drive } from './recorded.test-kit.js'
import { signing } from './signing.js'

const ids = { attendant: 'ana' as AttendantId, shift: 's1' as ShiftId }
const startBy = plus(at, seconds(60))
const training = [{ topic: 'general' as TopicId, level: 1, since: at }]
const open = { type: 'ShiftOpened' as const, ...ids, centre: 'central' as CentreId, capacity: 1, training: [], startBy }
const started = { type: 'ShiftStarted' as const, ...ids, centre: 'central' as CentreId, capacity: 1, training: [] }
const granted = () => {
  const p = drive(signing, 'ana')
  p.see('attendant-ana', open)
  return p
}
const present = () => {
  const p = granted()
  p.done('s1/start', { _tag: 'events', types: ['ShiftStarted'] })
  p.see('shift-s1', started)
  return p
}

describe('signing in and out', () => {
  test('SIGN-01 a granted shift is started with the capacity and training that it was granted', () => {
    expect(granted().todo(startBy)).toEqual([['s1/start', { type: 'StartShift', ...ids, at: startBy, centre: 'central', capacity: 1, training: [] }]])
  })

  test('SIGN-01 one that was not started in time is fenced, then closed', () => {
    const p = granted()
    const late = plus(startBy, 1)
    expect(p.todo(late)).toEqual([['s1/cancel', { type: 'CancelShift', ...ids, at: late }]])
    p.done('s1/cancel', { _tag: 'events', types: ['ShiftCancelled'] })
    p.see('shift-s1', { type: 'ShiftCancelled', ...ids })
    expect(p.todo(late)).toEqual([['s1/close', { type: 'CloseShift', ...ids, at: late }]])
    p.done('s1/close', { _tag: 'events', types: ['ShiftClosed'] })
    p.see('attendant-ana', { type: 'ShiftClosed', ...ids })
    expect([p.todo(late), p.over()]).toEqual([[], true])
  })

  test('SIGN-01 one that had started after all is kept', () => {
    const p = granted()
    p.done('s1/cancel', { _tag: 'refusal', refusal: { _tag: 'ShiftAlreadyStarted' } })
    expect(p.todo(plus(startBy, 1))).toEqual([])
  })

  test('SIGN-02 a change of capacity or training reaches the open shift, once', () => {
    const p = present()
    p.see('attendant-ana', { type: 'CapacityChanged', attendant: ids.attendant, capacity: 3 })
    expect(p.todo()).toEqual([['s1/capacity/1', { type: 'AdjustCapacity', shift: 's1', capacity: 3, at }]])
    p.done('s1/capacity/1')
    p.see('attendant-ana', { type: 'AttendantTrained', attendant: ids.attendant, topic: 'general' as TopicId, level: 1, since: at, training })
    expect(p.todo()).toEqual([['s1/training/2', { type: 'AdjustTraining', shift: 's1', training, at }]])
    p.done('s1/training/2')
    expect(p.todo()).toEqual([])
  })

  test('SIGN-02 two changes before the first is told are told together', () => {
    const p = present()
    p.see('attendant-ana', { type: 'CapacityChanged', attendant: ids.attendant, capacity: 3 })
    p.see('attendant-ana', { type: 'AttendantTrained', attendant: ids.attendant, topic: 'general' as TopicId, level: 1, since: at, training })
    expect(p.todo().map(([id]) => id)).toEqual(['s1/capacity/2', 's1/training/2'])
  })
})
