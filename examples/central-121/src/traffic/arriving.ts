import { CallId, streamName, type Call, type CommandId, type ContactId, type Instant, type Sealed, type SubjectRef } from '@disque/core'
import { named } from '../plan/names.js'
import type { Caller } from './callers.js'
import type { Scene } from './scene.js'
import { sealed, subjectOf } from './sealing.js'

/** The contact's id is the name of the call's stream. */
export const contactOf = (call: CallId): ContactId => streamName('call', call) as string as ContactId

/** What the telephone exchange remembers of callers who gave up: the vault lets it compare people without knowing them. */
export type GaveUp = Map<SubjectRef, NonNullable<Call.ReceiveCall['previous']>>

/** A call before it rings, its caller's number sealed already. */
export interface Dialling {
  /** Names the chance by which this caller behaves: the same in every run. */
  readonly chance: string
  readonly caller: Caller
  readonly call: CallId
  readonly commandId: CommandId
  readonly subject: SubjectRef
  readonly hidden?: Sealed<string>
}

export const dial = async (s: Scene, caller: Caller, chance: string): Promise<Dialling> => {
  const { telephone } = caller
  const [call, commandId] = [named(CallId)(s.ids.next()), s.ids.commandId()]
  const subject = await subjectOf(s, telephone)
  if (telephone === undefined) return { chance, caller, call, commandId, subject }
  return { chance, caller, call, commandId, subject, hidden: await sealed(s, telephone, { subject, stream: streamName('call', call), commandId, field: 'caller' }) }
}

const together = 200

/** Many at once share the store's transactions. */
export const dialAll = async (s: Scene, callers: readonly Caller[], chance: (place: number) => string): Promise<readonly Dialling[]> => {
  const all: Dialling[] = []
  for (let i = 0; i < callers.length; i += together) all.push(...(await Promise.all(callers.slice(i, i + together).map((caller, n) => dial(s, caller, chance(i + n))))))
  return all
}

/** The call reaches the centre: a caller who gave up before is recognised, the protocol number is made. */
export const arrive = (s: Scene, { caller, call, commandId, subject, hidden }: Dialling, gaveUp: GaveUp, at: Instant): Promise<readonly Call.Event[]> => {
  const { version, plan } = s.edition()
  const previous = gaveUp.get(subject)
  return s.toCall(
    {
      type: 'ReceiveCall', call, at, centre: s.centre, plan: version, protocol: s.ids.protocolNumber(at, plan.timeZone), dialled: caller.dialled, origin: caller.origin, subject,
      ...s.live(),
      ...(hidden === undefined ? {} : { caller: hidden }),
      ...(previous === undefined ? {} : { previous }),
    },
    { actor: 'telephone-exchange', commandId }
  )
}
