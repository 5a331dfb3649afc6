import { fc, test } from '@fast-check/vitest'
import { expect } from 'vitest'
import { loadConfig, saveConfig, type Kept } from './config.js'
import { memoryLog } from '../../log/log.js'
import { strategyNames } from '../group/settings.js'

const count = fc.nat({ max: 100_000 })
const name = fc.string({ minLength: 1, maxLength: 8 })

const settings = (startFrom: fc.Arbitrary<Kept['settings']['startFrom']>) =>
  fc.record({
    startFrom,
    resolveLinks: fc.boolean(),
    extraStatistics: fc.boolean(),
    messageTimeout: count,
    maxRetries: count,
    bufferSize: count,
    liveBufferSize: count,
    readBatchSize: count,
    checkpointAfter: count,
    minCheckpoint: count,
    maxCheckpoint: count,
    maxSubscribers: count,
    strategy: fc.constantFrom(...strategyNames),
  })

const long = fc.bigInt({ min: -1n, max: 2n ** 62n })
const prefix = fc.string({ minLength: 1, maxLength: 5 }).filter((text) => !text.includes(','))

const kept: fc.Arbitrary<Kept> = fc.oneof(
  fc.record({ source: name.filter((source) => source !== '$all'), name, settings: settings(long.map((revision) => ({ revision }))) }),
  fc.record(
    {
      source: fc.constant('$all'),
      name,
      settings: settings(long.map((commit) => ({ commit, prepare: commit }))),
      filter: fc.record({
        on: fc.constantFrom('stream', 'type'),
        by: fc.oneof(fc.record({ regex: name }), fc.record({ prefixes: fc.array(prefix, { minLength: 1, maxLength: 3 }) })),
      }),
    },
    { requiredKeys: ['source', 'name', 'settings'] }
  )
)

test.prop([fc.array(kept, { maxLength: 4 })])('TESTSERVER-34 the groups that are loaded are those that were saved', (groups) => {
  const log = memoryLog()
  let ids = 0
  const newId = () => `00000000-0000-4000-8000-${String(ids++).padStart(12, '0')}`
  saveConfig(log, { groups: [], user: 'admin', now: 0, newId })
  saveConfig(log, { groups, user: 'admin', now: 0, newId })
  expect(loadConfig(log)).toEqual(groups)
})
