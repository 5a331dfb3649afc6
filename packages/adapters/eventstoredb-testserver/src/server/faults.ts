import { startError } from './failures.js'
import { told } from './checks.js'

/** What goes wrong on purpose, and what services ask about it. */
export interface Faults {
  /**
   * Asked after an append was carried out and before it is answered: true means that the answer is lost.
   * The connection of that call is destroyed then, and the service answers nothing.
   * @param peer the call's `getPeer()`
   */
  readonly loseAppendAnswer: (peer: string) => boolean
  /** True if this call, or this append of a call that carries several, is to be refused; counts it. */
  readonly refusesCall: () => boolean
  /** The pause before each answer, in milliseconds; the server keeps it, services need not. */
  readonly delay: () => number
}

/** One who waits until a delay or a pause is over. */
export interface Waiter {
  readonly goOn: () => void
  /** Nobody waits for it any more. */
  readonly giveUp: () => void
}

/** What a test turns on and off, and what the front reads. */
export interface FaultState extends Faults {
  readonly setDelay: (milliseconds: number) => void
  readonly armLostAnswer: () => void
  readonly armRefusals: (calls: number) => void
  readonly pause: () => void
  readonly resume: () => void
  readonly paused: () => boolean
  /** Has the waiter told when a delay is set, traffic goes on, or everything is given up. Returns the way to stop listening. */
  readonly onChange: (waiter: Waiter) => () => void
  /** All connections are gone, and so is what waits for them. */
  readonly giveUp: () => void
}

export const noFaults: Faults = { loseAppendAnswer: () => false, refusesCall: () => false, delay: () => 0 }

/** The most that a timer takes, in milliseconds. */
const longestDelay = 2_147_483_647

/** TESTSERVER-57 What a server is asked to do with a value that makes no sense it does not do, and says what to give instead. */
export const refuseArgument = (method: string, value: unknown, expected: string): never => {
  throw startError({ _tag: 'ArgumentNotValid', method, value: value === undefined ? 'nothing' : told(value), expected })
}

/** TESTSERVER-52 An append whose answer is lost was carried out, and the connection of its call is destroyed. */
export const faultState = (destroyPeer: (peer: string) => void): FaultState => {
  let milliseconds = 0
  let lost = 0
  let refusals = 0
  let held = false
  const waiters = new Set<Waiter>()
  const tell = (what: keyof Waiter): void => {
    for (const waiter of [...waiters]) waiter[what]()
  }
  return {
    loseAppendAnswer: (peer) => {
      if (lost === 0) return false
      lost -= 1
      destroyPeer(peer)
      return true
    },
    delay: () => milliseconds,
    setDelay: (next) => {
      if (!(typeof next === 'number' && next >= 0 && next <= longestDelay)) refuseArgument('delay', next, `a number of milliseconds from 0 to ${longestDelay}`)
      milliseconds = next
      tell('goOn')
    },
    armLostAnswer: () => {
      lost += 1
    },
    armRefusals: (calls) => {
      if (!(typeof calls === 'number' && calls >= 0 && (Number.isInteger(calls) || calls === Infinity))) refuseArgument('refuse', calls, 'a whole number of calls from 0 up, or Infinity')
      refusals = calls
    },
    refusesCall: () => {
      if (refusals === 0) return false
      refusals -= 1
      return true
    },
    pause: () => {
      held = true
    },
    resume: () => {
      held = false
      tell('goOn')
    },
    paused: () => held,
    onChange: (waiter) => {
      waiters.add(waiter)
      return () => {
        waiters.delete(waiter)
      }
    },
    giveUp: () => tell('giveUp'),
  }
}
