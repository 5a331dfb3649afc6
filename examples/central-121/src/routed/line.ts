import { isLeft } from 'fp-ts/lib/Either.js'
import { plus, QueueId, streamName, type ContactId, type Effect, type SubjectRef } from '@disque/core'
import { recordedProtocol } from '../calls/commands.js'
import type { Way } from '../calls/plan.js'
import type { Planned } from '../traffic/agenda.js'
import type { Scene } from '../traffic/scene.js'
import type { Caller } from './callers.js'

const exchange = { actor: 'telephone-exchange' }

export interface Calling {
  readonly caller: Caller
  readonly way: Way
  readonly subject: SubjectRef
}

/** The caller's end of one recorded call: dials, chooses and hangs up as the log says, waits as long as his patience lasts, and talks as long as his matter takes. */
export const line = (s: Scene, { caller: { recorded, patience, handling }, way, subject }: Calling, over: () => void) => {
  const { call, row } = recorded
  const contact = streamName('call', call) as string as ContactId
  let planned: Planned | undefined
  let waits = false

  const gone = (): void => {
    planned?.callOff()
    s.waiting.leaves(contact)
    over()
  }
  const hangUp = async (): Promise<void> => {
    await s.toCall({ type: 'HangUp', call, at: s.now(), by: 'caller' }, exchange)
    gone()
  }

  const wait = (queue: QueueId): void => {
    s.waiting.joins(contact, queue)
    if (waits || patience === Infinity) return
    waits = true
    planned = s.at(plus(s.now(), patience), hangUp)
  }

  return {
    contact,
    dial: async (): Promise<void> => {
      const { version, plan } = s.edition()
      const protocol = recordedProtocol(s.now(), plan.timeZone, row.line)
      await s.toCall({ type: 'ReceiveCall', call, at: s.now(), centre: s.centre, plan: version, protocol, dialled: way.dialled, origin: 'withheld', subject, ...s.live() }, exchange)
      planned = s.at(recorded.queued, recorded.end === 'leftInMenu' ? hangUp : async () => {
        await s.toCall({ type: 'PressDigit', call, at: s.now(), digit: way.digit, ...s.live() }, exchange)
      })
    },
    /** What the centre does to this line. */
    hear: ({ kind, detail }: Effect): void => {
      const queue = QueueId.decode(detail.queue)
      if (kind === 'notify' && !isLeft(queue)) wait(queue.right)
      if (kind === 'hang-up' || (kind === 'announce' && detail.last === true)) gone()
    },
    /** An attendant is on the line. */
    answered: (): void => {
      s.waiting.leaves(contact)
      planned?.callOff()
      planned = s.at(plus(s.now(), handling), hangUp)
    },
  }
}
export type Line = ReturnType<typeof line>
