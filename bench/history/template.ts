import { plus, uuidFrom, type AttendantId, type CallId, type CentreId, type CommandId, type EventData, type Instant, type Metadata, type NewEvent, type Recorded, type ShiftId } from '@disque/core'
import { aims, trainingOf } from '../load/plan.js'
import { inMemory } from './scenario.js'

/** What is other in each copy. */
export interface Copy {
  readonly call: string
  readonly attendant: string
  readonly shift: string
  readonly at: Instant
}

export interface Append {
  readonly stream: string
  readonly events: readonly [NewEvent, ...NewEvent[]]
}

/** Appends as they were made once, to be made again for others at another time. */
export type Template = (copy: Copy) => readonly Append[]

const names = { call: 'the-call', attendant: 'the-attendant', shift: 'the-shift' }
const instant = /\b1[5-9]\d{11}\b/g

/** JSON with places for what is other; instants as their distance from the template's first. */
const cut = (text: string, from: Instant) => {
  const parts = text.split(/(the-call|the-attendant|the-shift|o-[0-9a-f-]{36}|\b1[5-9]\d{11}\b)/)
  return ({ call, attendant, shift, at }: Copy): string => {
    let made = ''
    for (const part of parts)
      made +=
        part === names.call ? call
        : part === names.attendant ? attendant
        : part === names.shift ? shift
        : part.startsWith('o-') && part.length === 38 ? `o-${call}`
        : part.length === 13 && part.search(instant) === 0 ? String(plus(at, Number(part) - from))
        : part
    return made
  }
}

const templateOf = (recorded: readonly Recorded[]): Template => {
  const from = recorded[0]?.data.at as Instant
  const groups: { readonly commandId: CommandId; readonly stream: (copy: Copy) => string; readonly events: { readonly type: string; readonly data: (copy: Copy) => string; readonly metadata: (copy: Copy) => string }[] }[] = []
  for (const { stream, type, data, metadata } of recorded) {
    const event = { type, data: cut(JSON.stringify(data), from), metadata: cut(JSON.stringify(metadata), from) }
    const last = groups.at(-1)
    if (last?.commandId === metadata.commandId) last.events.push(event)
    else groups.push({ commandId: metadata.commandId, stream: cut(stream, from), events: [event] })
  }
  return (copy) =>
    groups.map(({ stream, events }, n): Append => {
      const name = stream(copy)
      const commandId = `history/${copy.at}/${n}` as CommandId
      const made = events.map(({ type, data, metadata }, i): NewEvent => ({
        id: uuidFrom(`${name}/${copy.call}/${commandId}`, i), type, data: JSON.parse(data(copy)) as EventData, metadata: { ...(JSON.parse(metadata(copy)) as Metadata), commandId },
      }))
      return { stream: name, events: made as unknown as Append['events'] }
    })
}

export interface Templates {
  readonly plan: Template
  readonly hire: Template
  readonly signIn: Template
  readonly contained: Template
  readonly served: Template
  readonly signOut: Template
}

/** What contacts and attendants leave behind, taken from a centre in memory that did each of it once. */
export const templates = async (centre: CentreId): Promise<Templates> => {
  const [s, alone] = [inMemory(centre), inMemory(centre)]
  const [attendant, shift, call] = [names.attendant as AttendantId, names.shift as ShiftId, names.call as CallId]
  const after = async (act: () => Promise<void>, of = s): Promise<Template> => {
    const before = new Set((await of.all()).map(({ id }) => id))
    await act()
    return templateOf((await of.all()).filter(({ id }) => !before.has(id)))
  }
  const subject = aims.findIndex(({ topic }) => trainingOf(0).some((training) => training.topic === topic && training.level >= 2))
  const plan = await after(s.open)
  const hire = await after(() => s.hire(attendant, 0))
  const signIn = await after(() => s.signIn(attendant, shift))
  const served = await after(() => s.served(call, subject))
  const signOut = await after(() => s.signOut(shift))
  await alone.open()
  const contained = await after(() => alone.contained(call), alone)
  return { plan, hire, signIn, served, signOut, contained }
}
