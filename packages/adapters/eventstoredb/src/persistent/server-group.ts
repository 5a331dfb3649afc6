import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import {
  END, eventTypeFilter, persistentSubscriptionToAllSettingsFromDefaults, persistentSubscriptionToStreamSettingsFromDefaults, START, streamNameFilter,
  type EventStoreDBClient, type PersistentSubscriptionToAll, type PersistentSubscriptionToAllInfo, type PersistentSubscriptionToStream, type PersistentSubscriptionToStreamInfo,
} from '@eventstore/db-client'
import { callFailure, isAccessDenied } from '../failures.js'
import { serverFilter } from '../read/filter.js'
import type { GroupFailure, GroupSettings, GroupSource } from './options.js'

export type GroupInfo = PersistentSubscriptionToAllInfo | PersistentSubscriptionToStreamInfo
type InfoSettings = Omit<GroupInfo['settings'], 'startFrom'>

/** The server's side of one group, whatever it listens to. */
export interface ServerGroup {
  readonly parkedStream: string
  readonly info: () => Promise<GroupInfo>
  readonly create: (settings: GroupSettings) => Promise<void>
  /** Changes what is said; where the group began stays. */
  readonly update: (info: GroupInfo, settings: GroupSettings) => Promise<void>
  readonly connect: (bufferSize: number) => PersistentSubscriptionToAll | PersistentSubscriptionToStream
  readonly replay: (stopAt: bigint | undefined) => Promise<void>
}

const startOf = ({ startFrom = 'end' }: GroupSettings) => (startFrom === 'start' ? START : END)
const changed = ({ settings }: GroupInfo, { startFrom: _, ...said }: GroupSettings): InfoSettings => ({ ...settings, ...said })

const ofStream = (client: EventStoreDBClient, stream: string, group: string): Omit<ServerGroup, 'parkedStream'> => ({
  info: () => client.getPersistentSubscriptionToStreamInfo(stream, group),
  create: (settings) => client.createPersistentSubscriptionToStream(stream, group, persistentSubscriptionToStreamSettingsFromDefaults({ ...settings, startFrom: startOf(settings), resolveLinkTos: true })),
  update: (info, settings) => client.updatePersistentSubscriptionToStream(stream, group, { ...changed(info, settings), startFrom: (info as PersistentSubscriptionToStreamInfo).settings.startFrom }),
  connect: (bufferSize) => client.subscribeToPersistentSubscriptionToStream(stream, group, { bufferSize }),
  replay: (stopAt) => client.replayParkedMessagesToStream(stream, group, stopAt === undefined ? {} : { stopAt }),
})

const ofAll = (client: EventStoreDBClient, { filter }: GroupSource, group: string): Omit<ServerGroup, 'parkedStream'> => {
  const { on, regex } = serverFilter(filter)
  const wanted = on === 'type' ? eventTypeFilter({ regex }) : streamNameFilter({ regex })
  return {
    info: () => client.getPersistentSubscriptionToAllInfo(group),
    create: (settings) => client.createPersistentSubscriptionToAll(group, persistentSubscriptionToAllSettingsFromDefaults({ ...settings, startFrom: startOf(settings) }), { filter: wanted }),
    update: (info, settings) => client.updatePersistentSubscriptionToAll(group, { ...changed(info, settings), startFrom: (info as PersistentSubscriptionToAllInfo).settings.startFrom }),
    connect: (bufferSize) => client.subscribeToPersistentSubscriptionToAll(group, { bufferSize }),
    replay: (stopAt) => client.replayParkedMessagesToAll(group, stopAt === undefined ? {} : { stopAt }),
  }
}

export const serverGroup = (client: EventStoreDBClient, source: GroupSource, group: string): ServerGroup => ({
  ...(source.stream === undefined ? ofAll(client, source, group) : ofStream(client, source.stream, group)),
  parkedStream: `$persistentsubscription-${source.stream ?? '$all'}::${group}-parked`,
})

export const isMissing = (error: unknown): boolean => callFailure(error).exception === 'persistent-subscription-does-not-exist'
const isThere = (error: unknown): boolean => callFailure(error).exception === 'persistent-subscription-exists'

export const groupFailure = (error: unknown, group: string): GroupFailure => {
  const failure = callFailure(error)
  if (isMissing(error)) return { _tag: 'GroupMissing', group }
  if (isAccessDenied(failure)) return { _tag: 'AccessDenied', reason: failure.reason }
  const refused = failure.code === 3 || failure.exception === 'persistent-subscription-failed'
  return { _tag: refused ? 'SettingsRefused' : 'StoreUnavailable', reason: failure.reason }
}

const infoIfThere = async (server: ServerGroup): Promise<GroupInfo | undefined> => {
  try {
    return await server.info()
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

const differs = ({ settings }: GroupInfo, { startFrom: _, ...said }: GroupSettings): boolean =>
  Object.entries(said).some(([name, value]) => value !== undefined && settings[name as keyof InfoSettings] !== value)

/** ESDB-30 A group is made where there is none, and changed only where a setting that is said differs; several may do so at once. */
export const ensured = async (server: ServerGroup, group: string, settings: GroupSettings): Promise<Either<GroupFailure, GroupInfo>> => {
  try {
    let info = await infoIfThere(server)
    if (info === undefined) {
      try {
        await server.create(settings)
      } catch (error) {
        if (!isThere(error)) throw error
      }
      info = await server.info()
    }
    if (!differs(info, settings)) return E.right(info)
    await server.update(info, settings)
    return E.right(await server.info())
  } catch (error) {
    return E.left(groupFailure(error, group))
  }
}
