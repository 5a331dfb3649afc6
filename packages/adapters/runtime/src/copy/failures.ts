import type { AppendFailure, ReadFailure, Revision } from '@disque/core'

export type CopyFailure =
  | { readonly _tag: 'SourceUnreadable'; readonly failure: ReadFailure }
  | { readonly _tag: 'TargetUnreadable'; readonly failure: ReadFailure }
  /** The target holds an event that is no copy of the source's event in that place: nothing was written. */
  | { readonly _tag: 'TargetHasOtherEvents'; readonly stream: string; readonly revision: Revision }
  /** The target does not take an event: all before it is copied. */
  | { readonly _tag: 'NotTaken'; readonly stream: string; readonly revision: Revision; readonly failure: AppendFailure }
  /** What the target answers when it is read again is not what was read from the source. */
  | { readonly _tag: 'CopyDiffers'; readonly source: Side; readonly target: Side }

/** What was read from one side. */
export interface Side {
  readonly events: number
  /** SHA-256 in hexadecimal digits over id, stream, revision, type and data of all events in their order. */
  readonly hash: string
}

const readingFailed = (side: string, failure: ReadFailure): string =>
  failure._tag === 'StoredEventUnreadable'
    ? `${side} holds what cannot be read: ${failure.stream}, revision ${failure.revision}: ${failure.reason}.`
    : `${side} cannot be read: ${'reason' in failure ? failure.reason : failure._tag}.`

/** One sentence on why a copy ended, and what to do. */
export const copyFailureInWords = (failure: CopyFailure): string => {
  switch (failure._tag) {
    case 'SourceUnreadable': return readingFailed('The source', failure.failure)
    case 'TargetUnreadable': return readingFailed('The target', failure.failure)
    case 'TargetHasOtherEvents':
      return `The target holds other events: revision ${failure.revision} of ${failure.stream} is no copy of the source's event in that place. Nothing was written; take an empty store, or the one that an earlier copy began.`
    case 'NotTaken': {
      const { _tag, ...rest } = failure.failure
      return `The target does not take revision ${failure.revision} of ${failure.stream}: ${_tag} ${JSON.stringify(rest)}. All before it is copied; run again to go on.`
    }
    case 'CopyDiffers':
      return `The copy differs: ${failure.source.events} events with hash ${failure.source.hash} were read from the source, ${failure.target.events} with hash ${failure.target.hash} from the target.`
  }
}
