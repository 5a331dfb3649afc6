import { randomUUID } from 'node:crypto'
import type { StatusObject } from '@grpc/grpc-js'
import { shownInAll } from '../log/event-filter.js'
import { filteredPage } from '../log/filtered.js'
import type { Log, Position, Stored } from '../log/model.js'
import { caughtUp, checkpoint, confirmation, eventAnswer } from './answers.js'
import type { Outlet } from './outlet.js'
import type { Filtering, ReadRequest } from './read-request.js'
import { handlerFailed } from './statuses.js'
import { waiting } from './waiting.js'
import type { Waiting } from './waiting.js'

type Request = Extract<ReadRequest, { readonly kind: 'all-subscription' }>

const pageSize = 128
// The server reads its filtered pages by so many matches.
const filteredPageSize = 32

/** TESTSERVER-07 A subscription to all gives every record behind the position it names, once and in order, and says when it has caught up. */
export const subscribeToAll = async (log: Log, outlet: Outlet, request: Request): Promise<StatusObject | undefined> => {
  const { from } = request
  if (typeof from === 'object' && (from.commit < from.prepare || (from.commit <= log.end().commit && !log.isBoundary(from)))) return handlerFailed()
  const appends = waiting(log, outlet)
  try {
    await (request.filtering === undefined ? plain(log, outlet, request, appends) : filtered(log, outlet, request, request.filtering, appends))
    return undefined
  } finally {
    appends.stop()
  }
}

/** Subscriptions begin behind the position that they name. */
const behind = (from: Request['from'], log: Log): Position => {
  if (from === 'start') return { commit: 0n, prepare: 0n }
  if (from === 'end' || from.commit > log.end().commit) return log.end()
  return from.commit === 0n ? from : { commit: from.commit + 1n, prepare: 0n }
}

const plain = async (log: Log, outlet: Outlet, request: Request, appends: Waiting): Promise<void> => {
  const answer = eventAnswer(log, request)
  let cursor = behind(request.from, log)
  let live = false
  if (!(await outlet.send(confirmation(randomUUID())))) return
  for (;;) {
    const records = log.readAll(cursor, pageSize, 'forwards')
    for (const stored of records) {
      cursor = { commit: stored.commit + 1n, prepare: 0n }
      if (!shownInAll(stored)) continue
      const sent = outlet.send(answer(stored))
      if (!(sent === true || (await sent))) return
    }
    if (records.length > 0) continue
    if (live) {
      if (!(await appends.forAppend())) return
    } else {
      live = true
      if (!(await outlet.send(caughtUp))) return
    }
  }
}

/**
 * TESTSERVER-08 With a filter, a checkpoint comes after as many records as its interval says, whether they matched or not:
 * while catching up after whole pages, at the last match or where the page began; then at the record itself.
 */
const filtered = async (log: Log, outlet: Outlet, request: Request, filtering: Filtering, appends: Waiting): Promise<void> => {
  const answer = eventAnswer(log, request)
  const { filter, window } = filtering
  const interval = filtering.multiplier * window
  let cursor = behind(request.from, log)
  let counted = 0
  if (!(await outlet.send(confirmation(randomUUID())))) return

  while (request.from !== 'end') {
    const page = filteredPage(log, cursor, { max: filteredPageSize, window, filter, direction: 'forwards' })
    for (const stored of page.events) {
      const sent = outlet.send(answer(stored))
      if (!(sent === true || (await sent))) return
    }
    const reached = page.events.at(-1) ?? cursor
    cursor = page.next
    counted += page.considered
    if (page.atEnd) break
    if (counted >= interval) {
      counted %= interval
      if (!(await outlet.send(checkpoint(reached)))) return
    }
  }

  if (!(await outlet.send(caughtUp))) return
  const deliver = async (stored: Stored): Promise<boolean> => {
    cursor = { commit: stored.commit + 1n, prepare: 0n }
    if (filter(stored) && !(await outlet.send(answer(stored)))) return false
    counted += 1
    if (counted < interval) return true
    counted = 0
    return outlet.send(checkpoint(stored))
  }
  for (;;) {
    const records = log.readAll(cursor, pageSize, 'forwards')
    for (const stored of records) if (!(await deliver(stored))) return
    if (records.length === 0 && !(await appends.forAppend())) return
  }
}
