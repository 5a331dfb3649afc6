import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import type { EventStore, ReadFailure } from '@disque/core'
import { runWithOptions } from '../calls/arguments.js'
import { factsWords, type Failed } from '../calls/messages.js'
import type { Terminal } from '../calls/terminal.js'
import { renderChecked } from './print.js'
import { openEvents } from '../stores/open.js'
import { storePlace } from '../stores/place.js'
import { checker, type Checked } from './check.js'
import { checkOptions, usage, type CheckOptions } from './options.js'

const checkAll = async (store: EventStore): Promise<Either<ReadFailure, Checked>> => {
  const { see, end } = checker()
  for await (const read of store.readAll()) {
    if (E.isLeft(read)) return read
    see(read.right)
  }
  return E.right(end())
}

const report = (checked: Checked, { json }: CheckOptions, { out }: Pick<Terminal, 'out'>): number => {
  const kept = checked.broken.length === 0
  if (json) out(JSON.stringify({ events: checked.events, passedOver: checked.passedOver, ...checked.totals, laws: kept ? 'kept' : checked.broken }))
  else out(renderChecked(checked))
  return kept ? 0 : 1
}

const runWith = async (options: CheckOptions, terminal: Terminal): Promise<Either<Failed, number>> => {
  const place = storePlace('--store', options.store, terminal.folder)
  if (E.isLeft(place)) return place
  const opened = await openEvents(place.right, { mustExist: true })
  if (E.isLeft(opened)) return opened
  try {
    const checked = await checkAll(opened.right.store)
    // Never says a connection string: it may hold a password.
    const name = place.right.kind === 'sqlite' ? place.right.file : 'The EventStoreDB'
    return E.isLeft(checked) ? E.left({ words: factsWords(name, checked.left) }) : E.right(report(checked.right, options, terminal))
  } finally {
    await opened.right.close()
  }
}

/** Looks whether a store's events keep the laws. Answers the exit code. */
export const runCheck = (args: readonly string[], terminal: Terminal): Promise<number> =>
  runWithOptions(checkOptions(args), usage, terminal, (options) => runWith(options, terminal))
