import { plus, seconds, type CentreId, type EventStore, type Instant, type Position, type StreamName } from '@disque/core'
import { start } from './scenario.js'
import { templates, type Copy, type Template } from './template.js'

const lanes = 256
const contactsOfShift = 100
const servedOfTen = 4

export interface Filled {
  readonly contacts: number
  readonly events: number
  readonly seconds: number
  /** Of the last event. */
  readonly position: Position
  readonly until: Instant
}

/** Fills a store with contacts that are over, as many lanes of attendants at once, each with shifts of a hundred contacts. */
export const fill = async (store: EventStore, centre: CentreId, contacts: number): Promise<Filled> => {
  const made = await templates(centre)
  const revisions = new Map<string, number>()
  const began = performance.now()
  let [events, left, calls] = [0, contacts, 0]
  let position: Position = ''
  let until = start

  const append = async (template: Template, copy: Copy): Promise<void> => {
    for (const { stream, events: all } of template(copy)) {
      const revision = revisions.get(stream)
      const stored = await store.append(stream as StreamName, revision ?? 'no-stream', all)()
      if (stored._tag === 'Left') throw new Error(`${stream}: ${JSON.stringify(stored.left)}`)
      revisions.set(stream, stored.right.revision)
      events += all.length
      if (stored.right.position > position) position = stored.right.position
    }
  }

  const lane = async (n: number): Promise<void> => {
    const attendant = `${centre}-${n}`
    let at = start
    const copy = (call: string, shift: string): Copy => ({ call, attendant, shift, at })
    await append(made.hire, copy('none', 'none'))
    for (let day = 0; left > 0; day++) {
      const shift = `${attendant}-${day}`
      await append(made.signIn, copy('none', shift))
      for (let i = 0; i < contactsOfShift && left > 0; i++) {
        left--
        const contact = calls++
        const call = `${centre}-${contact}`
        await append(contact % 10 < servedOfTen ? made.served : made.contained, copy(call, shift))
        revisions.delete(`call-${call}`)
        at = plus(at, seconds(90))
      }
      await append(made.signOut, copy('none', shift))
      revisions.delete(`shift-${shift}`)
    }
    if (at > until) until = at
  }

  await append(made.plan, { call: 'none', attendant: 'none', shift: 'none', at: start })
  await Promise.all(Array.from({ length: Math.min(lanes, Math.ceil(contacts / contactsOfShift)) }, (_, n) => lane(n)))
  return { contacts, events, seconds: (performance.now() - began) / 1000, position, until }
}
