import { allows, type Allows } from './filter.js'
import { begin, step } from '../group/step.js'
import { counted, figures, type Figures } from './figures.js'
import { readPage, resolved } from './history.js'
import { isFull, newGroup, type Input, type Output } from '../group/group.js'
import { all, keyOf } from './names.js'
import { loadCheckpoint, saveCheckpoint } from './checkpoints.js'
import { parked } from './parked.js'
import type { Connecting } from '../group/consumers.js'
import type { Kept } from './config.js'
import type { Log, Stored } from '../../log/model.js'
import type { Message } from '../group/message.js'

/** What groups need from outside; `now` in milliseconds since 1970. */
export interface World {
  readonly log: Log
  readonly now: () => number
  readonly newId: () => string
  /** Does the task when those before it are done: a group's outputs cause inputs that must wait for their turn. */
  readonly soon: (task: () => void) => void
}

/** How events reach a consumer. */
export interface Receiver {
  readonly push: (message: Message) => void
  /** The group is updated, deleted, restarted, or can no longer be read. */
  readonly dropped: () => void
}

/** A group that runs on the log. */
export interface Running {
  readonly kept: Kept
  readonly tell: (input: Input) => void
  readonly committed: (stored: Stored) => void
  readonly connect: (consumer: Connecting, receiver: Receiver) => void
  readonly isFull: () => boolean
  readonly figures: () => Figures
  /** Drops all consumers; what is told later changes nothing. */
  readonly stop: () => void
  /** Deletes what the group has written. */
  readonly remove: () => void
}

export const run = ({ log, now, newId, soon }: World, kept: Kept): Running => {
  const { source, settings } = kept
  const key = keyOf(source, kept.name)
  const allowed: Allows = source === all ? allows(kept.filter) : () => true
  const origin = { source, resolveLinks: settings.resolveLinks, filtered: kept.filter !== undefined, allows: allowed }
  const receivers = new Map<string, Receiver>()
  const checkpoint = loadCheckpoint(log, key)
  const parking = parked(log, key, now, newId, checkpoint !== undefined)
  let group = newGroup(settings, checkpoint)
  let last = counted(group, now())
  let stopped = false

  const receive = (input: Input) => {
    const turn = step(group, input, now())
    group = turn.group
    turn.out.forEach(perform)
  }
  const tell = (input: Input) => {
    soon(() => {
      if (!stopped) receive(input)
    })
  }
  const perform = (output: Output): void => {
    switch (output._tag) {
      case 'Push':
        receivers.get(output.consumer)?.push(output.message)
        return
      case 'Drop':
        receivers.get(output.consumer)?.dropped()
        receivers.delete(output.consumer)
        return
      case 'Read':
        tell(readPage(log, origin, output))
        return
      case 'Park':
        parking.park(output.message, output.reason)
        return
      case 'Checkpoint':
        saveCheckpoint(log, key, output.place, newId())
        return
      case 'ReadParked': {
        const events = parking.take(output.stopAt)
        if (events.length > 0) tell({ _tag: 'ParkedRead', events })
        tell({ _tag: 'Replayed' })
        return
      }
    }
  }

  soon(() => {
    const turn = begin(group, now())
    group = turn.group
    turn.out.forEach(perform)
  })

  return {
    kept,
    tell,
    committed: (stored) => {
      tell({ _tag: 'Committed', event: resolved(log, settings.resolveLinks, stored), allowed: allowed(stored) })
    },
    connect: (consumer, receiver) => {
      receivers.set(consumer.id, receiver)
      tell({ _tag: 'Connect', consumer })
    },
    isFull: () => isFull(group),
    figures: () => {
      const shown = figures(kept, group, parking.count(), last, now())
      last = counted(group, now())
      return shown
    },
    stop: () => {
      receive({ _tag: 'Shutdown' })
      stopped = true
    },
    remove: parking.remove,
  }
}
