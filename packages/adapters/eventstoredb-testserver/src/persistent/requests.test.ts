import { expect, test } from 'vitest'
import persistent from '@eventstore/db-client/generated/persistent_pb.js'
import shared from '@eventstore/db-client/generated/shared_pb.js'
import { described } from './requests.js'

const identifier = (stream: string) => {
  const named = new shared.StreamIdentifier()
  named.setStreamName(Buffer.from(stream))
  return named
}

const older = (revision: string) => {
  const options = new persistent.CreateReq.Options()
  const settings = new persistent.CreateReq.Settings()
  settings.setRevision(revision)
  settings.setMessageTimeoutTicks('50000')
  settings.setCheckpointAfterTicks('20000')
  options.setSettings(settings)
  options.setStreamIdentifier(identifier('order-1'))
  options.setGroupName('mails')
  return options
}

test('TESTSERVER-39 an older request names stream and revision in other fields, and times in ticks', () => {
  expect(described(older('7'))).toMatchObject({
    source: 'order-1',
    name: 'mails',
    settings: { startFrom: { revision: 7n }, messageTimeout: 5, checkpointAfter: 2, strategy: 'DispatchToSingle' },
  })
  expect(described(older('18446744073709551615'))?.settings.startFrom).toEqual({ revision: -1n })
})

test('the strategy by name goes before the one by number', () => {
  const options = older('0')
  options.getSettings()?.setConsumerStrategy('PinnedByCorrelation')
  expect(described(options)?.settings.strategy).toBe('PinnedByCorrelation')
})

const onAll = (change: (all: persistent.CreateReq.AllOptions) => void) => {
  const options = older('0')
  const all = new persistent.CreateReq.AllOptions()
  change(all)
  options.setAll(all)
  return described(options)
}

test('a request that makes no sense is none: no settings, $all as a stream, no start, a position that cannot be, no regular expression', () => {
  expect(described(new persistent.CreateReq.Options())).toBeUndefined()
  const misnamed = older('0')
  misnamed.setStreamIdentifier(identifier('$all'))
  expect(described(misnamed)).toBeUndefined()
  expect(onAll(() => undefined)).toBeUndefined()
  const position = new persistent.CreateReq.Position()
  position.setCommitPosition('5')
  position.setPreparePosition('6')
  expect(onAll((all) => all.setPosition(position))).toBeUndefined()
  const filter = new persistent.CreateReq.AllOptions.FilterOptions()
  const expression = new persistent.CreateReq.AllOptions.FilterOptions.Expression()
  expression.setRegex('(')
  filter.setEventType(expression)
  expect(onAll((all) => all.setStart(new shared.Empty()).setFilter(filter))).toBeUndefined()
  expression.setRegex('^order')
  expect(onAll((all) => all.setStart(new shared.Empty()).setFilter(filter))?.filter).toEqual({ on: 'type', by: { regex: '^order' } })
})
