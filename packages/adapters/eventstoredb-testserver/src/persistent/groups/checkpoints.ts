import { checkpointStream } from './names.js'
import { text, type Place } from '../group/place.js'
import type { Log } from '../../log/model.js'

const type = 'SubscriptionCheckpoint'

/** The last checkpoint of a group as text; undefined if it has none. */
export const loadCheckpoint = (log: Log, key: string): string | undefined => {
  const slice = log.readStream(checkpointStream(key), 'end', 1, 'backwards')
  const stored = slice._tag === 'Found' ? slice.events[0] : undefined
  if (stored?.type !== type) return undefined
  const written: unknown = JSON.parse(Buffer.from(stored.data).toString())
  return typeof written === 'string' ? written : undefined
}

export const saveCheckpoint = (log: Log, key: string, place: Place, id: string): void => {
  const data = Buffer.from(JSON.stringify(text(place)))
  log.append(checkpointStream(key), 'any', [{ id, type, isJson: true, data, metadata: new Uint8Array() }])
}
