import { isLeft } from 'fp-ts/lib/Either.js'
import { QueueId, type Call, type CallId, type Effect, type Instant, type MenuId } from '@disque/core'
import { menus } from '../plan/names.js'
import type { Planned } from './agenda.js'
import { contactOf } from './arriving.js'
import type { Caller } from './callers.js'
import type { Random } from './random.js'
import type { Scene } from './scene.js'
import { keysTo, wrongKey } from './ways.js'

/** How likely a caller does what nobody planned for. */
const habits = { hangsUpInMenu: 0.045, wrongKey: 0.035, silent: 0.025, asksAfterAnswer: 0.18, givesUpAtOnce: 0.02 }
/** Mean seconds. */
const takes = { choosing: 6, hearingAnswer: 35, patience: 260 }
/** Whoever means to do something does it before so much of a prompt's time has passed. */
const inTime = 0.7

export interface Temper {
  readonly chance: Random
  /** So many seconds nobody minds waiting, but for those who give up at once. */
  readonly patientFor: number
}

/**
 * The caller's end of one call: presses keys, waits, hangs up.
 *
 * In the menus he goes by what his own keys lead to, and by its instants: so he does the same however late the centre announces it. Of all else he hears by effects.
 */
export const line = (s: Scene, call: CallId, caller: Caller, { chance, patientFor }: Temper, onHangUp: (at: Instant) => Promise<void>) => {
  const silent = chance.chance(habits.silent)
  let planned: Planned | undefined
  let asked = false
  let waits = false
  let over = false

  const then = (from: Instant, seconds: number, act: (at: Instant) => Promise<void>): void => {
    planned?.callOff()
    planned = s.after(from, seconds, act)
  }
  const quiet = (): void => planned?.callOff()
  const hangUp = (at: Instant): Promise<void> => {
    over = true
    return onHangUp(at)
  }
  const press = (digit: () => string) => async (at: Instant): Promise<void> =>
    follow(await s.toCall({ type: 'PressDigit', call, at, digit: digit(), ...s.live() }, { actor: 'telephone-exchange' }, 'CallNotInMenu'))

  /** The next key on the way; whoever's wish is in no menu asks for an attendant. */
  const choose = (menu: MenuId, at: Instant): string => {
    if (chance.chance(habits.wrongKey)) return wrongKey(s.edition().plan, menu, at)
    const from = caller.byHabit && menu === menus.main ? menus.oldMain : menu
    return asked ? '9' : (keysTo(s.edition().plan, from, caller.wish, at)[0] ?? '9')
  }

  const hearMenu = ({ at, menu, until }: { readonly at: Instant; readonly menu: MenuId; readonly until: Instant }): void => {
    // Silence: the centre's own timer goes on.
    if (silent) return quiet()
    const atMost = (inTime * (until - at)) / 1000
    if (chance.chance(habits.hangsUpInMenu)) return then(at, Math.min(atMost, chance.exponential(takes.choosing)), hangUp)
    then(at, Math.min(atMost, 1 + chance.lognormal(takes.choosing, 0.45)), press(() => choose(menu, at)))
  }

  const hearAnswer = (at: Instant, until: Instant): void => {
    const asksMore = !asked && chance.chance(habits.asksAfterAnswer)
    asked = true
    then(at, Math.min((inTime * (until - at)) / 1000, 5 + chance.exponential(takes.hearingAnswer)), asksMore ? press(() => '9') : hangUp)
  }

  const wait = (at: Instant, queue: QueueId): void => {
    if (over) return
    s.waiting.joins(contactOf(call), queue)
    if (waits) return
    waits = true
    then(at, chance.chance(habits.givesUpAtOnce) ? 1 + 4 * chance.next() : 4 + patientFor + chance.exponential(takes.patience), hangUp)
  }

  /** What the call's arrival or a key of the caller led to. */
  const follow = (events: readonly Call.Event[]): void => {
    for (const e of events) {
      if (e.type === 'MenuEntered' || e.type === 'MenuRepeated') hearMenu(e)
      if (e.type === 'SelfServiceAnswered' && e.until !== undefined) hearAnswer(e.at, e.until)
      if (e.type === 'CallQueued') wait(e.at, e.queue)
    }
  }

  return {
    follow,
    /** What the centre does to this line. */
    hear: ({ kind, detail }: Effect): void => {
      const queue = QueueId.decode(detail.queue)
      if (kind === 'notify' && !isLeft(queue)) wait(s.now(), queue.right)
      if (kind === 'announce' && detail.last === true) quiet()
      if (kind === 'hang-up') over = true
      if (kind !== 'hang-up' && kind !== 'bridge') return
      s.waiting.leaves(contactOf(call))
      waits = false
      quiet()
    },
    hangUp,
  }
}
export type Line = ReturnType<typeof line>
