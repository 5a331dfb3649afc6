import { describe, expect, it } from 'vitest'
// #region pipe-imports
import * as TE from 'fp-ts/lib/TaskEither.js'
import { pipe } from 'fp-ts/lib/function.js'
// #endregion pipe-imports
import { ContactId, minutes, plus, streamName, toIso, Waiting, why, whyInWords, type AttendantId, type CallId, type CommandId, type OfferId, type ShiftId } from '@disque/core'
import { centreRooms } from '@disque/runtime'
import { must, openCentre, type Centre } from './centre.js'
import { centre, places, plan } from './plan.js'

const call = 'call-1' as CallId

const withPlan = async (): Promise<Centre> => {
  const opened = openCentre()
  const { rooms, clock } = opened
  // #region change-plan
  await must(rooms.centre({ type: 'ChangePlan', centre, plan, at: clock.now() }))
  // #endregion change-plan
  return opened
}

const receive = ({ rooms, plans, clock, ids }: Centre) => {
  // #region receive
  const at = clock.now()
  const edition = plans.inForce(centre, at)
  if (edition === undefined) throw new Error('the centre has no plan yet')
  const received = rooms.call({
    type: 'ReceiveCall', call, at, centre,
    plan: edition.version,
    planNow: edition.version,
    protocol: ids.protocolNumber(at, edition.plan.timeZone),
    dialled: '156', origin: 'landline', subject: ids.subjectRef(),
  })
  // #endregion receive
  return must(received).then(() => edition.version)
}

const typesOf = async ({ store }: Centre, category: string, id: string) => {
  const types: string[] = []
  for await (const read of store.read(streamName(category, id))) if (read._tag === 'Right') types.push(read.right.type)
  return types
}

describe('how to embed the core', () => {
  it('a command is answered with events, nothing, or a refusal', async () => {
    const opened = await withPlan()
    const { rooms, clock } = opened
    const planNow = await receive(opened)
    const said: string[] = []
    const say = (words: string) => void said.push(words)
    const press = async (digit: string) => {
      const command = { type: 'PressDigit', call, digit, at: clock.now(), planNow } as const
      // #region plain
      const r = await rooms.call(command)()
      if (r._tag === 'Left') {
        switch (r.left._tag) {
          case 'CallNotInMenu':
            return say(`no menu is heard: the call is ${r.left.status}`)
          case 'StoreUnavailable':
          case 'OutcomeUnknown':
            return say('try again, under the same command id')
          default:
            return say(`not done: ${r.left._tag}`)
        }
      }
      return say(r.right.events.map((event) => event.type).join(', ') || 'it was already so')
      // #endregion plain
    }
    await press('1')
    await press('1')
    expect(said).toEqual(['DigitPressed, CallQueued', 'no menu is heard: the call is waiting'])
  })

  it('the same in a pipe', async () => {
    const opened = await withPlan()
    const { rooms, clock } = opened
    const planNow = await receive(opened)
    const command = { type: 'PressDigit', call, digit: '2', at: clock.now(), planNow } as const
    // #region pipe
    const answer = await pipe(
      rooms.call(command),
      TE.match(
        (failure) => `not done: ${failure._tag}`,
        ({ events }) => events.map((event) => event.type).join(', ') || 'it was already so'
      )
    )()
    // #endregion pipe
    expect(answer).toBe('DigitPressed, SelfServiceAnswered')
  })

  it('a retry under the same command id changes nothing', async () => {
    const opened = await withPlan()
    const { rooms, clock } = opened
    await receive(opened)
    const command = { type: 'HangUp', call, by: 'caller', at: clock.now() } as const
    // #region retry
    const context = { commandId: 'gateway-7/call-1/hang-up' as CommandId, actor: 'telephone-exchange', centre }
    const first = await rooms.call(command, context)()
    const again = await rooms.call(command, context)()
    // #endregion retry
    expect(first).toMatchObject({ right: { already: false, events: [{ type: 'CallLeftInMenu' }] } })
    expect(again).toMatchObject({ right: { already: true, events: [{ type: 'CallLeftInMenu' }] } })
  })

  it('a claim from before the stream’s last event is kept beside the time that counts', async () => {
    const opened = await withPlan()
    const { rooms, clock } = opened
    const earlier = clock.now()
    clock.advance(5000)
    await receive(opened)
    const r = await rooms.call({ type: 'HangUp', call, by: 'caller', at: earlier })()
    expect(r).toMatchObject({ right: { events: [{ at: clock.now(), reportedAt: earlier }] } })
    expect(toIso(clock.now())).toBe('2020-07-01T13:00:05.000Z')
  })

  it('who may send what is asked first', async () => {
    const { store, readModel, clock, ids, plans } = await withPlan()
    // #region authorise
    const rooms = centreRooms({
      store, readModel, clock, ids, plans,
      authorise: (actor, command) => (command.type === 'ChangePlan' && actor !== 'supervisor' ? 'only a supervisor changes the plan' : undefined),
    })
    // #endregion authorise
    const r = await rooms.centre({ type: 'ChangePlan', centre, plan: { ...plan, name: 'Ours' }, at: clock.now() }, { actor: 'attendant' })()
    expect(r).toMatchObject({ left: { _tag: 'NotAllowed', reason: 'only a supervisor changes the plan' } })
  })

  it('an attendant signs in, is reserved for the call, and accepts', async () => {
    const opened = await withPlan()
    const { rooms, runtime, clock, store, plans } = opened
    // #region sign-in
    const [attendant, shift] = ['ana' as AttendantId, 'ana-2020-07-01' as ShiftId]
    const at = clock.now()
    await must(rooms.attendant({ type: 'RegisterAttendant', attendant, centre, capacity: 1, at }))
    await must(rooms.attendant({ type: 'TrainAttendant', attendant, topic: places.rubbish, level: 1, at }))
    await must(rooms.attendant({ type: 'OpenShift', attendant, shift, startBy: plus(at, minutes(1)), at }))
    await must(runtime.settle(clock.now()))
    // #endregion sign-in
    const planNow = await receive(opened)
    await must(rooms.call({ type: 'PressDigit', call, digit: '1', at: clock.now(), planNow }))
    await must(runtime.settle(clock.now()))
    const offers: OfferId[] = []
    for await (const read of store.readAll({ filter: { types: ['Reserved'] } })) if (read._tag === 'Right') offers.push(read.right.data['offer'] as OfferId)
    expect(offers).toHaveLength(1)
    for (const offer of offers) {
      // #region accept
      await must(rooms.shift({ type: 'Accept', shift, offer, at: clock.now() }))
      await must(runtime.settle(clock.now()))
      // #endregion accept
    }
    expect(await typesOf(opened, 'call', call)).toEqual(['CallReceived', 'MenuEntered', 'DigitPressed', 'CallQueued', 'CallOffered', 'CallAnswered'])
    const said: string[] = []
    const say = (words: string) => void said.push(words)
    // #region why
    for await (const read of store.read(streamName('call', call))) {
      if (read._tag === 'Left') continue
      const { stream: contact, data: { reason } } = read.right
      if (ContactId.is(contact) && Waiting.Reason.is(reason)) whyInWords(await must(why(store, plans, { contact, reason })), 'en').forEach(say)
    }
    // #endregion why
    expect(said).toEqual([
      // #region why-said
      'call-call-1 had waited 0 s in front-desk and was offered to ana.',
      'Nobody else could have been offered it.',
      // #endregion why-said
    ])
    expect(await typesOf(opened, 'shift', shift)).toEqual(['ShiftStarted', 'Reserved', 'Engaged', 'EngagementConfirmed'])
  })
})
