import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { hash53, type Plan, type ReadModel } from '@disque/core'

/** Which run a store holds: written when it is over. */
const Marker = t.type({ log: t.string, timeZone: t.string, seed: t.number, plan: t.number }, 'RoutedLog')
export type Marker = t.TypeOf<typeof Marker>

const [collection, key] = ['central-121', 'routed-log']

export const markerOf = (log: string, timeZone: string, seed: number, plan: Plan.Plan): Marker => ({ log, timeZone, seed, plan: hash53(JSON.stringify(plan)) })

export const isSame = (a: Marker, b: Marker): boolean => a.log === b.log && a.timeZone === b.timeZone && a.seed === b.seed && a.plan === b.plan

/** Undefined when no run was finished here. */
export const markerIn = async (readModel: ReadModel): Promise<Marker | undefined> => {
  const found = await readModel.get(collection, key)()
  if (E.isLeft(found)) return undefined
  const marker = Marker.decode(found.right)
  return E.isRight(marker) ? marker.right : undefined
}

export const mark = (readModel: ReadModel, marker: Marker) => readModel.commit({ subscriber: collection, writes: [{ collection, key, document: marker }] })
