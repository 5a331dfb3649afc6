import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import type { ReadModel } from '@disque/core'

/** Which days a file holds: written when they are over. */
const Marker = t.type({ seed: t.number, calls: t.number, days: t.readonlyArray(t.string), plan: t.number }, 'Marker')
export type Marker = t.TypeOf<typeof Marker>

const [collection, key] = ['central-121', 'simulated-days']

export const same = (a: Marker, b: Marker): boolean => JSON.stringify(Marker.encode(a)) === JSON.stringify(Marker.encode(b))

/** Undefined when no simulation was finished here. */
export const markerIn = async (readModel: ReadModel): Promise<Marker | undefined> => {
  const found = await readModel.get(collection, key)()
  if (E.isLeft(found)) return undefined
  const marker = Marker.decode(found.right)
  return E.isRight(marker) ? marker.right : undefined
}

export const mark = (readModel: ReadModel, marker: Marker) => readModel.commit({ subscriber: collection, writes: [{ collection, key, document: marker }] })
