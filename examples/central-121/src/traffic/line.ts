import { isLeft } from 'fp-ts/lib/Either.js'
import { MenuId, QueueId, type CallId, type Effect } from '@disque/core'
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

/** The caller's end of one call: hears what the centre has played, presses keys, waits, hangs up. */
export const line = (s: Scene, call: CallId, caller: Caller, chance: Random, onHangUp: (call: CallId) => Promise<void>) => {
  const silent = chance.chance(habits.silent)
  let planned: Planned | undefined
  let asked = false

  const then = (seconds: number, act: () => Promise<void>): void => {
    planned?.callOff()
    planned = s.after(seconds, act)
  }
  const quiet = (): void => planned?.callOff()
  const hangUp = () => onHangUp(call)
  const press = async (digit: string): Promise<void> => {
    await s.toCall({ type: 'PressDigit', call, at: s.now(), digit, ...s.live() }, { actor: 'telephone-exchange' }, 'CallNotInMenu')
  }

  /** The next key on the way; whoever's wish is in no menu asks for an attendant. */
  const choose = (menu: MenuId): string => {
    if (chance.chance(habits.wrongKey)) return wrongKey(s.edition().plan, menu, s.now())
    const from = caller.byHabit && menu === menus.main ? menus.oldMain : menu
    return asked ? '9' : (keysTo(s.edition().plan, from, caller.wish, s.now())[0] ?? '9')
  }

  const hearMenu = (menu: MenuId): void => {
    if (chance.chance(habits.hangsUpInMenu)) return then(chance.exponential(takes.choosing), hangUp)
    // Silence: the centre's own timer goes on.
    if (silent) return quiet()
    then(1 + chance.lognormal(takes.choosing, 0.45), () => press(choose(menu)))
  }

  const hearAnswer = (): void => {
    const asksMore = !asked && chance.chance(habits.asksAfterAnswer)
    asked = true
    then(5 + chance.exponential(takes.hearingAnswer), asksMore ? () => press('9') : hangUp)
  }

  const wait = (queue: QueueId): void => {
    s.waiting.joins(contactOf(call), queue)
    then(chance.chance(habits.givesUpAtOnce) ? 1 + 4 * chance.next() : 4 + chance.exponential(takes.patience), hangUp)
  }

  return {
    /** What the centre does to this line. */
    hear: ({ kind, detail }: Effect): void => {
      switch (kind) {
        case 'announce': {
          const menu = MenuId.decode(detail.menu)
          if (detail.last === true) return quiet()
          // What is said while the caller waits is no answer.
          if (detail.why !== undefined) return undefined
          return isLeft(menu) ? hearAnswer() : hearMenu(menu.right)
        }
        case 'notify': {
          const queue = QueueId.decode(detail.queue)
          return isLeft(queue) ? undefined : wait(queue.right)
        }
        case 'hang-up':
        case 'bridge':
          s.waiting.leaves(contactOf(call))
          return quiet()
        case 'ring':
        case 'stop-ringing':
        case 'dial':
        case 'send':
          return undefined
      }
    },
    hangUp,
  }
}
export type Line = ReturnType<typeof line>
