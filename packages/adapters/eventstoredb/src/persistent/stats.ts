import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { GroupFailure } from './options.js'
import { groupFailure, type ServerGroup } from './server-group.js'

/** How a group stands, over all processes that serve it. */
export interface GroupStats {
  /** The server's word for it, such as `Live`. */
  readonly status: string
  /** Processes connected. */
  readonly consumers: number
  /** Events given to them and not answered yet. */
  readonly inFlight: number
  /** Waiting to be given again. */
  readonly waitingForRetry: number
  readonly parked: number
  /** Events given so far, repeats included, since the server started or its leader changed. */
  readonly given: number
}

export const statsOf = (server: ServerGroup, group: string) => (): TaskEither<GroupFailure, GroupStats> => async () => {
  try {
    const { status, connections, stats } = await server.info()
    return E.right({
      status, consumers: connections.length, inFlight: stats.totalInFlightMessages, waitingForRetry: stats.retryBufferCount,
      parked: Number(stats.parkedMessageCount), given: Number(stats.totalItems),
    })
  } catch (error) {
    return E.left(groupFailure(error, group))
  }
}
