import { all, checkpointStream, keyOf } from './names.js'
import { seenInAll } from './filter.js'
import { invalidStart } from './validation.js'
import { isStrategy, loadConfig, saveConfig, type Kept } from './config.js'
import { run, type Receiver, type Running, type World } from './running.js'
import { seconds, type Every } from './schedule.js'
import type { Connecting } from '../group/consumers.js'
import type { Figures } from './figures.js'
import type { Input } from '../group/group.js'
import type { Log, Stored } from '../../log/model.js'
import type { Settings } from '../group/settings.js'

/** Why a request about a group is refused. */
export type Refusal = { readonly _tag: 'Failed'; readonly reason: string } | { readonly _tag: 'Exists' } | { readonly _tag: 'NotFound' } | { readonly _tag: 'Full' }

type Answer = Refusal | undefined

/** A group as a request describes it; the strategy may be one that does not exist. */
export type Described = Omit<Kept, 'settings'> & { readonly settings: Omit<Settings, 'strategy'> & { readonly strategy: string } }

/** The persistent subscription groups of a server. Each answer is undefined if the request was done. */
export interface Groups {
  readonly create: (described: Described, user: string) => Answer
  readonly update: (described: Described, user: string) => Answer
  readonly remove: (source: string, name: string, user: string) => Answer
  readonly connect: (source: string, name: string, consumer: Connecting, receiver: () => Receiver) => Answer
  /** Tells a group about its consumers; nothing happens if it is gone. */
  readonly tell: (source: string, name: string, input: Input) => void
  readonly replay: (source: string, name: string, stopAt: bigint | undefined) => Answer
  readonly figures: (source: string, name: string) => Figures | undefined
  /** Of all groups, or of one source; undefined if the source never had one. */
  readonly list: (source?: string) => readonly Figures[] | undefined
  readonly restart: () => void
  /** Drops all consumers and stops. */
  readonly close: () => void
}

interface GroupsParts {
  readonly log: Log
  readonly now: () => number
  readonly newId: () => string
  readonly every: Every
}

const failed = (reason: string): Refusal => ({ _tag: 'Failed', reason })
const notFound: Refusal = { _tag: 'NotFound' }

const page = 1000

export const openGroups = ({ log, now, newId, every }: GroupsParts): Groups => {
  // Groups by source, then by name, in the order in which they came: lists show them so.
  let sources = new Map<string, Map<string, Running>>()
  let config: readonly Kept[] = []
  let seen = log.end().commit
  const tasks: (() => void)[] = []
  let busy = false

  const world: World = {
    log,
    now,
    newId,
    soon: (task) => {
      tasks.push(task)
      if (busy) return
      busy = true
      try {
        for (let index = 0; index < tasks.length; index++) tasks[index]?.()
      } finally {
        tasks.length = 0
        busy = false
      }
    },
  }

  const running = () => [...sources.values()].flatMap((groups) => [...groups.values()])
  const find = (source: string, name: string) => sources.get(source)?.get(name)
  const put = (group: Running) => {
    const groups = sources.get(group.kept.source) ?? new Map<string, Running>()
    sources.set(group.kept.source, groups.set(group.kept.name, group))
  }
  const start = (kept: Kept) => {
    put(run(world, kept))
  }
  const load = () => {
    config = loadConfig(log)
    config.forEach(start)
  }

  const route = (stored: Stored) => {
    const ofStream = sources.get(stored.stream)?.values() ?? []
    for (const group of ofStream) group.committed(stored)
    if (!seenInAll(stored)) return
    for (const group of sources.get(all)?.values() ?? []) group.committed(stored)
  }
  const appended = () => {
    if (sources.size === 0) {
      seen = log.end().commit
      return
    }
    for (let records = log.readAll({ commit: seen, prepare: seen }, page, 'forwards'); records.length > 0; ) {
      for (const stored of records) {
        seen = stored.commit + 1n
        route(stored)
      }
      records = records.length < page ? [] : log.readAll({ commit: seen, prepare: seen }, page, 'forwards')
    }
  }

  const save = (groups: readonly Kept[], user: string) => {
    config = groups
    saveConfig(log, { groups, user, now: now(), newId })
  }
  const checked = ({ settings, ...described }: Described): Kept | Refusal => {
    if (described.source === '') return failed('Bad stream name.')
    const { strategy } = settings
    if (!isStrategy(strategy)) return failed(`Consumer strategy ${strategy} does not exist.`)
    const invalid = invalidStart(log, settings.startFrom)
    if (invalid !== undefined) return failed(invalid)
    return { ...described, settings: { ...settings, strategy } }
  }
  const sized = ({ settings }: Kept): Answer =>
    settings.readBatchSize < settings.bufferSize
      ? undefined
      : failed("Specified argument was out of the range of valid values. (Parameter 'ReadBatchSize may not be greater than or equal to BufferSize')")
  const isSame = (one: Kept) => (other: Kept) => one.source === other.source && one.name === other.name

  const unlisten = log.onAppended(appended)
  const stopTicks = every(seconds(1), () => {
    for (const group of running()) group.tell({ _tag: 'Tick' })
  })
  load()

  return {
    create: (described, user) => {
      const kept = checked(described)
      if ('_tag' in kept) return kept
      if (find(kept.source, kept.name) !== undefined) return { _tag: 'Exists' }
      const fault = sized(kept)
      if (fault !== undefined) return fault
      start(kept)
      save([...config, kept], user)
      return undefined
    },
    /** TESTSERVER-32 An update drops the group's consumers; the group goes on at its last checkpoint, with the filter it had. */
    update: (described, user) => {
      const before = find(described.source, described.name)
      if (described.source !== '' && before === undefined) return notFound
      const filter = before?.kept.filter
      const kept = checked({ ...described, ...(filter === undefined ? {} : { filter }) })
      if ('_tag' in kept) return kept
      const fault = sized(kept)
      if (fault !== undefined) return fault
      before?.stop()
      start(kept)
      save(
        config.map((other) => (isSame(kept)(other) ? kept : other)),
        user
      )
      return undefined
    },
    /** TESTSERVER-33 A deleted group drops its consumers, and its checkpoints and parked events are deleted with it. */
    remove: (source, name, user) => {
      if (source === '') return failed('Bad stream name.')
      const group = find(source, name)
      if (group === undefined) return notFound
      group.stop()
      sources.get(source)?.delete(name)
      log.deleteStream(checkpointStream(keyOf(source, name)), 'any')
      group.remove()
      save(
        config.filter((other) => !isSame(group.kept)(other)),
        user
      )
      return undefined
    },
    connect: (source, name, consumer, receiver) => {
      const group = find(source, name)
      if (group === undefined) return notFound
      if (group.isFull()) return { _tag: 'Full' }
      group.connect(consumer, receiver())
      return undefined
    },
    tell: (source, name, input) => find(source, name)?.tell(input),
    replay: (source, name, stopAt) => {
      if (stopAt !== undefined && stopAt < 0n) return failed('Cannot stop replaying parked message at a negative version.')
      const group = find(source, name)
      if (group === undefined) return notFound
      group.tell({ _tag: 'Replay', ...(stopAt === undefined ? {} : { stopAt }) })
      return undefined
    },
    figures: (source, name) => find(source, name)?.figures(),
    list: (source) => {
      const groups = source === undefined ? running() : sources.get(source)?.values()
      return groups === undefined ? undefined : [...groups].map((group) => group.figures())
    },
    /** TESTSERVER-34 A restart drops all consumers and takes up the groups from what is stored. */
    restart: () => {
      for (const group of running()) group.stop()
      sources = new Map()
      load()
    },
    close: () => {
      unlisten()
      stopTicks()
      for (const group of running()) group.stop()
      sources = new Map()
    },
  }
}
