import { expect, test } from 'vitest'
import { memoryLog } from './log.js'
import { event, metadata, readable, revisions, said, saidOfDelete, textOf, written } from './log.test-kit.js'

const three = () => [event(), event(), event()]

test('TESTSERVER-14 a retry is known by its ids only if its expectation lies behind the stream', () => {
  const log = memoryLog()
  const events = three()
  expect(said(log.append('s', 'no-stream', events))).toBe('Appended 2')
  expect(said(log.append('s', 'no-stream', events))).toBe('Already 2')
  expect(said(log.append('s', 'no-stream', events.slice(0, 2)))).toBe('Already 1')
  expect(said(log.append('s', { revision: 0n }, events.slice(1)))).toBe('Already 2')
  expect(said(log.append('s', { revision: 0n }, events))).toBe('WrongRevision 2')
  expect(said(log.append('s', 'no-stream', [...events, event()]))).toBe('WrongRevision 2')
  expect(said(log.append('s', { revision: 9n }, events))).toBe('WrongRevision 2')
  expect(said(log.append('s', { revision: 2n }, events))).toBe('Appended 5')
})

test('TESTSERVER-14 for any and stream-exists the first id decides, and ids count in their own stream', () => {
  const log = memoryLog()
  const events = three()
  const [first, second] = events
  log.append('s', 'any', events)
  expect(said(log.append('s', 'any', [second!]))).toBe('Already 1')
  expect(said(log.append('s', 'stream-exists', events))).toBe('Already 2')
  expect(said(log.append('s', 'any', [first!, event()]))).toBe('WrongRevision 2')
  expect(said(log.append('s', 'any', [event(), first!]))).toBe('Appended 4')
  expect(said(log.append('other', 'any', [first!]))).toBe('Appended 0')
  expect(said(log.append('other', 'any', [first!]))).toBe('Appended 1')
  expect(said(log.append('s', 'any', [first!]))).toBe('Already 0')
})

test('TESTSERVER-14 a stream that does not exist takes any and no-stream only', () => {
  const log = memoryLog()
  expect(said(log.append('s', 'stream-exists', three()))).toBe('WrongRevision -1')
  expect(said(log.append('s', { revision: 0n }, three()))).toBe('WrongRevision -1')
  expect(said(log.append('s', 'any', []))).toBe('Appended -1')
  expect(readable(log, 's')).toBe('NotFound')
  log.append('$$s', 'any', [metadata({})])
  expect(said(log.append('s', 'stream-exists', three()))).toBe('Appended 2')
})

test('TESTSERVER-15 metadata hides events from readers of the stream, not from readers of all', () => {
  const log = memoryLog()
  log.append('s', 'any', [event(), event(), event(), event(), event()])
  log.append('$$s', 'any', [metadata({ $maxCount: 2 })])
  expect(readable(log, 's')).toEqual([3, 4])
  expect(revisions(log.readStream('s', 'end', 10, 'backwards'))).toEqual([4, 3])
  log.append('$$s', 'any', [metadata({ $tb: 1 })])
  expect(readable(log, 's')).toEqual([1, 2, 3, 4])
  log.append('$$s', 'any', [metadata({ $maxCount: 0 })])
  expect(readable(log, 's')).toEqual([0, 1, 2, 3, 4])
  log.append('$$s', 'any', [event('$metadata', undefined, 'no JSON')])
  expect(readable(log, 's')).toEqual([0, 1, 2, 3, 4])
  expect(readable(log, '$$s')).toEqual([3])
  expect(written(log)).toHaveLength(9)
  expect(log.readLive('s', 0n, 10)).toHaveLength(5)
})

test('TESTSERVER-15 events older than $maxAge are hidden', () => {
  let now = 1_000_000
  const log = memoryLog({ now: () => now })
  log.append('s', 'any', [event()])
  now += 10_000
  log.append('s', 'any', [event()])
  log.append('$$s', 'any', [metadata({ $maxAge: 5 })])
  expect(readable(log, 's')).toEqual([1])
  expect(revisions(log.readStream('s', 'end', 10, 'backwards'))).toEqual([1])
  now += 10_000
  expect(readable(log, 's')).toEqual([])
})

test('TESTSERVER-16 a stream deleted softly goes on with the next revision, and keeps what its metadata says besides', () => {
  const log = memoryLog()
  const events = three()
  log.append('s', 'any', events)
  expect(saidOfDelete(log.deleteStream('s', { revision: 1n }))).toBe('WrongRevision 2')
  expect(saidOfDelete(log.deleteStream('s', 'any'))).toBe('Done')
  expect(readable(log, 's')).toBe('NotFound')
  expect(log.append('s', 'any', events)).toEqual({ _tag: 'Already', last: 2n })
  expect(said(log.append('s', 'stream-exists', [event()]))).toBe('Deleted')
  expect(said(log.append('s', 'no-stream', [event()]))).toBe('Appended 3')
  expect(readable(log, 's')).toEqual([3])
  expect(log.readAll('end', 1, 'backwards').map(textOf)).toEqual(['{"$tb":3}'])
})

test('TESTSERVER-16 metadata written to a stream deleted softly wakes it too', () => {
  const log = memoryLog()
  log.append('s', 'any', three())
  log.deleteStream('s', 'any')
  log.append('$$s', 'any', [metadata({ $maxCount: 7 })])
  expect(log.readAll('end', 1, 'backwards').map(textOf)).toEqual(['{"$maxCount":7,"$tb":3}'])
  expect(readable(log, 's')).toEqual([])
})

test('TESTSERVER-17 a tombstone closes a stream and its metadata for ever', () => {
  const log = memoryLog()
  expect(saidOfDelete(log.tombstone('s', 'stream-exists'))).toBe('WrongRevision -1')
  log.append('s', 'any', three())
  expect(saidOfDelete(log.tombstone('s', 'any'))).toBe('Done')
  expect(readable(log, 's')).toBe('Deleted')
  expect(readable(log, '$$s')).toBe('Deleted')
  expect(said(log.append('s', 'any', [event()]))).toBe('Deleted')
  expect(said(log.append('$$s', 'any', [metadata({})]))).toBe('Deleted')
  // As the real server does: its writer remembers metadata that it wrote before.
  log.append('$$t', 'any', [metadata({})])
  log.tombstone('t', 'any')
  expect(said(log.append('$$t', 'any', [metadata({})]))).toBe('Appended 1')
  expect(readable(log, '$$t')).toBe('Deleted')
  expect(saidOfDelete(log.deleteStream('s', 'any'))).toBe('Deleted')
  expect(written(log)).toContain('s#9223372036854775807 $streamDeleted')
  expect(log.readLive('s', 3n, 10).map(({ type }) => type)).toEqual(['$streamDeleted'])
  expect(log.readLive('s', 9223372036854775808n, 10)).toEqual([])
})

test('TESTSERVER-18 the data of an append may have as many bytes as the limit says', () => {
  const log = memoryLog({ maxAppendSize: 10 })
  expect(said(log.append('s', 'any', [event('A type longer than the limit', undefined, '12345'), event('T', undefined, '67890')]))).toBe('Appended 1')
  expect(said(log.append('s', 'any', [event('T', undefined, '12345678901')]))).toBe('TooLarge')
})

test('TESTSERVER-13 a log begins with records of the system, and with its users if there are any', () => {
  const types = (log: ReturnType<typeof memoryLog>) => log.readAll('start', 20, 'forwards').map(({ stream }) => stream)
  expect(types(memoryLog())).toEqual(['$epoch-information', '$$$scavenges'])
  expect(types(memoryLog({ accounts: { admin: { roles: ['$admins'] } } })).slice(2)).toEqual(['$$$user-admin', '$user-admin', '$users'])
})

test('TESTSERVER-10 standard projections write links behind the events of an append', () => {
  const log = memoryLog({ standardProjections: true })
  log.append('call-1', 'any', [event('Began'), event('Ended')])
  expect(written(log)).toEqual([
    'call-1#0 Began',
    'call-1#1 Ended',
    '$$$streams#0 $metadata',
    '$streams#0 $>',
    '$$$ce-call#0 $metadata',
    '$ce-call#0 $>',
    '$$$category-call#0 $metadata',
    '$category-call#0 $@',
    '$$$et-Began#0 $metadata',
    '$et-Began#0 $>',
    '$ce-call#1 $>',
    '$$$et-Ended#0 $metadata',
    '$et-Ended#0 $>',
  ])
  expect(log.readStream('$ce-call', 'start', 9, 'forwards')).toMatchObject({ events: [{ isJson: false, revision: 0n }, {}] })
  expect(log.readLive('$ce-call', 0n, 9).map(textOf)).toEqual(['0@call-1', '1@call-1'])
})

test('TESTSERVER-10 a deletion is linked as one, and correlated events by what correlates them', () => {
  const log = memoryLog({ standardProjections: true })
  log.append('call-1', 'any', [{ ...event(), metadata: Buffer.from('{"$correlationId":"c1"}') }])
  expect(log.readLive('$bc-c1', 0n, 9).map(textOf)).toEqual(['0@call-1'])
  log.deleteStream('call-1', 'any')
  log.append('call-2', 'any', [event()])
  log.tombstone('call-2', 'any')
  expect(log.readLive('$et-$deleted', 0n, 9).map(textOf)).toEqual(['0@call-1', '9223372036854775807@call-2'])
  expect(log.readLive('$ce-call', 0n, 9).map(textOf)).toEqual(['0@call-1', '0@$$call-1', '0@call-2', '9223372036854775807@call-2'])
})

test('TESTSERVER-11 a link gives its target as far as that can be read', () => {
  const log = memoryLog()
  log.append('s', 'any', [event('A'), event('B')])
  const linked = (text: string) => {
    log.append('l', 'any', [event('$>', undefined, text)])
    const { event: target, link } = log.resolve(log.readAll('end', 1, 'backwards')[0]!)
    return `${target?.type ?? 'nothing'} by ${link?.type ?? 'nothing'}`
  }
  expect(linked('0@s')).toBe('A by $>')
  expect(linked('-1@s')).toBe('B by $>')
  expect(linked('2@s')).toBe('nothing by $>')
  expect(linked('0@none')).toBe('nothing by $>')
  expect(linked('no link')).toBe('$> by nothing')
  log.append('$$s', 'any', [metadata({ $tb: 1 })])
  expect(linked('0@s')).toBe('nothing by $>')
  log.tombstone('s', 'any')
  expect(linked('1@s')).toBe('nothing by $>')
})

test('listeners are called after each append until they stop', () => {
  const log = memoryLog()
  let called = 0
  const stop = log.onAppended(() => {
    called += 1
  })
  log.append('s', 'any', three())
  log.append('s', { revision: 9n }, three())
  log.tombstone('s', 'any')
  expect(called).toBe(2)
  stop()
  log.append('t', 'any', three())
  expect(called).toBe(2)
})
