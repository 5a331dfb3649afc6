import projections from '@eventstore/db-client/generated/projections_pb.js'
import { empty, nested } from '../streams/wire.js'
import { text } from '../persistent/group/place.js'
import type { Position, ProjectionState } from '../log/model.js'

/** An answer whose state or result is a document without fields: standard projections keep none. */
export const emptyDocument: Buffer = nested(1, empty(5))

const beforeTheFirst: Position = { commit: 0n, prepare: -1n }

/** TESTSERVER-66 Statistics tell whether a projection runs, how far it has come and how often that was changed; what belongs to threads and buffers is 0. */
export const details = ({ name, status, version, epoch, processed, position, checkpoint }: ProjectionState): projections.StatisticsResp => {
  const one = new projections.StatisticsResp.Details()
  one.setName(name)
  one.setEffectivename(name)
  one.setMode('Continuous')
  one.setStatus(status)
  one.setVersion(String(version))
  one.setEpoch(String(epoch))
  one.setPartitionscached(1)
  one.setPosition(text(position ?? beforeTheFirst))
  one.setLastcheckpoint(text(checkpoint ?? beforeTheFirst))
  one.setProgress(position === undefined ? -1 : 100)
  one.setEventsprocessedafterrestart(String(processed))
  one.setCoreprocessingtime('0')
  one.setBufferedevents('0')
  const response = new projections.StatisticsResp()
  response.setDetails(one)
  return response
}
