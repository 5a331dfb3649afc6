import { fc, test } from '@fast-check/vitest'
import streams from '@eventstore/db-client/generated/streams_pb.js'
import type { ReadResp } from '@eventstore/db-client/generated/streams_pb.js'
import { expect } from 'vitest'
import type { Stored } from '../log/model.js'
import { eventBytes } from './event-bytes.js'
import { idOf } from './uuids.js'
import { long, longSize } from './wire.js'

const most = 18446744073709551615n
const uint64 = fc.oneof(fc.bigInt({ min: 0n, max: most }), fc.bigInt({ min: 0n, max: 300n }))
const bytes = fc.uint8Array({ maxLength: 200 })

const stored: fc.Arbitrary<Stored> = fc.record({
  id: fc.uuid(),
  type: fc.string({ unit: 'grapheme', minLength: 1 }),
  isJson: fc.boolean(),
  data: bytes,
  metadata: bytes,
  stream: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }),
  revision: uint64,
  commit: uint64,
  prepare: uint64,
  created: fc.bigInt({ min: 0n, max: 10n ** 18n }),
})

const seen = (record: ReadResp.ReadEvent.RecordedEvent | undefined): Stored | undefined =>
  record && {
    id: idOf(record.getId()) ?? '',
    type: String(record.getMetadataMap().get('type')),
    isJson: record.getMetadataMap().get('content-type') === 'application/json',
    data: Uint8Array.from(record.getData_asU8()),
    metadata: Uint8Array.from(record.getCustomMetadata_asU8()),
    stream: Buffer.from(record.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString(),
    revision: BigInt(record.getStreamRevision()),
    commit: BigInt(record.getCommitPosition()),
    prepare: BigInt(record.getPreparePosition()),
    created: BigInt(String(record.getMetadataMap().get('created'))),
  }

test.prop([fc.option(stored, { nil: undefined }), fc.option(stored, { nil: undefined }), fc.option(uint64, { nil: undefined }), fc.constantFrom('text', 'structured')])(
  'TESTSERVER-01 records survive the way to a client, with all their numbers, in both forms of ids',
  (event, link, commit, form) => {
    const resolved = { ...(event && { event }), ...(link && { link }), ...(commit === undefined ? {} : { commit }) }
    const answer = streams.ReadResp.deserializeBinary(eventBytes(resolved, form)).getEvent()
    expect(seen(answer?.getEvent())).toEqual(event)
    expect(seen(answer?.getLink())).toEqual(link)
    expect(answer?.hasNoPosition()).toBe(commit === undefined)
    if (commit !== undefined) expect(BigInt(answer?.getCommitPosition() ?? -1)).toBe(commit)
  }
)

test.prop([uint64])('numbers of 64 bits take the bytes that were reckoned', (value) => {
  expect(long(5, value)).toHaveLength(1 + longSize(value))
})
