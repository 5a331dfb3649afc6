import type { Unexpected } from '../traffic/send.js'

const reasonIn = (failure: { readonly _tag: string }): string =>
  'reason' in failure && typeof failure.reason === 'string' ? `${failure._tag}: ${failure.reason}` : failure._tag

/** Why the days, or something else that is simulated, could not be finished, and what to do. */
export const unfinishedWords = (store: string, { command, failure }: Unexpected, what = 'The days'): string => {
  const nothing = 'What was written has been removed.'
  const isFull = failure._tag === 'StoreFull' || reasonIn(failure).includes('disk is full')
  if (isFull) return `There is no room left for ${store}: make room on its disk, or name a file on another with --store. ${nothing}`
  switch (failure._tag) {
    case 'StoreUnavailable':
    case 'OutcomeUnknown':
    case 'StoreClosed':
    case 'KeysUnavailable':
      return `${store} could not be written (${reasonIn(failure)}): see to the disk and to other programs that hold the file, and start again. ${nothing}`
    default:
      return `${what} broke off at "${command}", which ended in ${reasonIn(failure)}. That is a fault of this program: report it with the seed. ${nothing}`
  }
}
