import { expect, test } from 'vitest'
import { event, metadata, textOf } from './log.test-kit.js'
import { memoryLog } from './log.js'
import type { Log } from './model.js'

const links = (log: Log, stream: string) => {
  const slice = log.readStream(stream, 'start', 100, 'forwards')
  return slice._tag === 'Found' ? slice.events.map((one) => `${String(one.revision)}: ${textOf(one)}`) : slice._tag
}

const versionsIn = (log: Log, stream: string) => log.readLive(stream, 0n, 100).map((stored) => /"\$v":"([^"]+)"/.exec(Buffer.from(stored.metadata).toString())?.[1])

const state = (log: Log, name: string) => log.projections.list().find((one) => one.name === name)

const withCalls = () => {
  const log = memoryLog()
  log.append('call-1', 'any', [event('Began'), event('Ended')])
  log.append('$$call-1', 'any', [metadata({ $maxCount: 9 })])
  return log
}

test('TESTSERVER-61 a projection that is enabled writes links for what came before, and for what comes', () => {
  const log = withCalls()
  let told = 0
  log.onAppended(() => told++)
  expect(links(log, '$ce-call')).toBe('NotFound')
  log.projections.enable('$by_category')
  expect([links(log, '$ce-call'), told]).toEqual([['0: 0@call-1', '1: 1@call-1'], 1])
  log.append('call-2', 'any', [event('Began')])
  expect(links(log, '$ce-call')).toEqual(['0: 0@call-1', '1: 1@call-1', '2: 0@call-2'])
  expect([links(log, '$streams'), links(log, '$et-Began'), links(log, '$category-call')]).toEqual(['NotFound', 'NotFound', 'NotFound'])
})

test('TESTSERVER-61 disabled it stands still, and enabled again it goes on there, once for each event', () => {
  const log = withCalls()
  log.projections.enable('$by_category')
  log.projections.disable('$by_category', true)
  log.append('call-2', 'any', [event('Began')])
  expect(links(log, '$ce-call')).toHaveLength(2)
  log.projections.enable('$by_category')
  log.projections.enable('$by_category')
  expect(links(log, '$ce-call')).toEqual(['0: 0@call-1', '1: 1@call-1', '2: 0@call-2'])
  expect(versionsIn(log, '$ce-call')).toEqual(['3:-1:1:4', '3:-1:1:4', '3:-1:3:4'])
})

test('each projection enabled later has the links that it would have had from the start', () => {
  const [late, early] = [memoryLog(), memoryLog({ standardProjections: true })]
  for (const log of [late, early]) {
    log.append('call-1', 'any', [event('Began'), { ...event('Ended'), metadata: Buffer.from('{"$correlationId":"c1"}') }])
    log.append('note', 'any', [event('Noted')])
    log.append('call-2', 'any', [event('Began')])
    log.deleteStream('call-1', 'any')
    log.tombstone('call-2', 'any')
  }
  for (const { name } of late.projections.list()) late.projections.enable(name)
  for (const stream of ['$streams', '$ce-call', '$category-call', '$et-Began', '$et-Ended', '$et-Noted', '$et-$deleted', '$bc-c1']) {
    expect([stream, links(late, stream)]).toEqual([stream, links(early, stream)])
  }
})

test('TESTSERVER-62 a projection that is reset writes its links anew, and those of before are hidden', () => {
  const log = withCalls()
  log.projections.enable('$by_category')
  log.projections.disable('$by_category', true)
  log.projections.reset('$by_category')
  expect([links(log, '$ce-call'), state(log, '$by_category')]).toMatchObject([{ length: 2 }, { status: 'Stopped', version: 3n, epoch: 3n, processed: 0n }])
  log.projections.enable('$by_category')
  expect(links(log, '$ce-call')).toEqual(['2: 0@call-1', '3: 1@call-1'])
  expect(versionsIn(log, '$ce-call').slice(2)).toEqual(['3:3:4:4', '3:3:4:4'])
  log.projections.reset('$by_category')
  expect([links(log, '$ce-call'), state(log, '$by_category')]).toMatchObject([['4: 0@call-1', '5: 1@call-1'], { status: 'Running', version: 5n, epoch: 5n }])
})

test('TESTSERVER-66 the state tells how far a projection has come, and where it stood when it was disabled with a checkpoint', () => {
  const log = withCalls()
  const stood = () => {
    const { status, version, epoch, processed, position, checkpoint } = state(log, '$streams') ?? {}
    return [status, version, epoch, processed, position?.commit, checkpoint?.commit]
  }
  expect(stood()).toEqual(['Stopped', 0n, -1n, 0n, undefined, undefined])
  const last = log.readAll('end', 1, 'backwards')[0]?.commit
  log.projections.enable('$streams')
  expect(stood()).toEqual(['Running', 1n, -1n, 3n, last, undefined])
  log.projections.disable('$streams', false)
  expect(stood()).toEqual(['Aborted/Stopped', 1n, -1n, 3n, last, undefined])
  log.projections.disable('$streams', true)
  expect(stood()).toEqual(['Stopped', 1n, -1n, 3n, last, undefined])
  log.projections.enable('$streams')
  // Without a checkpoint it goes over all events again, and writes nothing twice.
  expect([...stood(), links(log, '$streams')]).toEqual(['Running', 4n, -1n, 3n, last, undefined, ['0: 0@call-1', '1: 0@$$call-1']])
  log.projections.disable('$streams', true)
  expect(stood()).toEqual(['Stopped', 4n, -1n, 3n, last, last])
  log.projections.disable('$streams', false)
  log.projections.enable('$streams')
  expect(stood()).toEqual(['Running', 7n, -1n, 0n, last, last])
})
