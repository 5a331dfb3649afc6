import type { AppendFailure, Position, Revision, StreamName } from '@disque/core'
import shared from '@eventstore/db-client/generated/shared_pb.js'
import type { BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js'
import { positionText } from '../position.js'

/** What was asked, as far as an answer needs it. */
export interface Asked {
  readonly stream: StreamName
  readonly expected: 'no-stream' | Revision
  /** Type and size that a refusal for size names. */
  readonly type: string
  readonly bytes: number
}

/** `position` is missing where the server does not know it, which happens to a repeat only. */
export type Stored = { readonly _tag: 'Stored'; readonly revision: Revision; readonly position: Position | undefined }

const notHandled = /not ready|busy/i

const unknown = (reason: string): AppendFailure => ({ _tag: 'OutcomeUnknown', reason })

const refusalOf = (answer: BatchAppendResp, asked: Asked): AppendFailure => {
  const status = answer.getError()
  const details = status?.getDetails()
  const value = details?.getValue_asU8() ?? new Uint8Array()
  const reason = status?.getMessage() ?? ''
  switch (details?.getTypeUrl().split('/').at(-1)?.split('.').at(-1)) {
    case 'WrongExpectedVersion': {
      const wrong = shared.WrongExpectedVersion.deserializeBinary(value)
      const actual = wrong.hasCurrentStreamRevision() ? Number(wrong.getCurrentStreamRevision()) : 'no-stream'
      return { _tag: 'WrongRevision', stream: asked.stream, expected: asked.expected, actual }
    }
    case 'StreamDeleted':
      return { _tag: 'StreamDeleted', stream: asked.stream }
    case 'AccessDenied':
      return { _tag: 'AccessDenied', reason: `the server does not allow writing to ${asked.stream}` }
    case 'MaximumAppendSizeExceeded':
      return { _tag: 'EventTooLarge', type: asked.type, bytes: asked.bytes, limit: shared.MaximumAppendSizeExceeded.deserializeBinary(value).getMaxappendsize() }
    case 'BadRequest':
      return { _tag: 'BadEvent', type: asked.type, reason: shared.BadRequest.deserializeBinary(value).getMessage() }
    case 'InvalidTransaction':
      return { _tag: 'BadEvent', type: asked.type, reason: 'the server cannot keep these events together; send fewer at once' }
    case 'Timeout':
      return unknown('the server did not finish in time')
    default:
      return notHandled.test(reason) ? { _tag: 'StoreUnavailable', reason } : unknown(reason === '' ? 'the server gave no reason' : reason)
  }
}

export const answerOf = (answer: BatchAppendResp, asked: Asked): Stored | AppendFailure => {
  const success = answer.getSuccess()
  if (success === undefined) return refusalOf(answer, asked)
  const position = success.getPosition()
  return {
    _tag: 'Stored',
    revision: Number(success.getCurrentRevision()),
    position: position === undefined ? undefined : positionText(position.getCommitPosition(), position.getPreparePosition()),
  }
}
