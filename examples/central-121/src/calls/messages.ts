import type { FactsFailure } from '../figures/read.js'
import type { Stopped } from './import.js'
import type { KeyFailure } from './master-key.js'
import type { StoreFailure } from './open-store.js'
import type { NotACallLog } from './parse.js'

/** Why an order cannot be carried out: the place, and what to do. */
export interface Failed {
  readonly words: string
}

export const logWords = (file: string, failure: NotACallLog): string => {
  switch (failure._tag) {
    case 'LogEmpty':
      return `${file} is empty. A call log begins with a line of column names: see docs/reference/call-log.md.`
    case 'NotACallLog':
      return `${file}, line 1: this is no call log. Its first line should name the columns vru+line, call_id … server, separated by tabs: see docs/reference/call-log.md.`
    case 'ColumnsMissing':
      return `${file}, line 1: the column${failure.columns.length === 1 ? '' : 's'} ${failure.columns.join(', ')} ${failure.columns.length === 1 ? 'is' : 'are'} missing. Add what is missing, or name a whole log: see docs/reference/call-log.md.`
  }
}

export const storeWords = (failure: StoreFailure): string => {
  switch (failure._tag) {
    case 'NotAStore':
      return `${failure.path} is no store of Disque; it was left as it is. Name another file with --store.`
    case 'StoreTooNew':
      return `${failure.path} was written by a newer Disque (form ${failure.found}; this one reads up to ${failure.supported}). Use that one, or name another file with --store.`
    case 'CannotOpen':
      return `${failure.path} cannot be opened: ${failure.reason}. Check the folder, its free space and your rights, or name another file with --store.`
    case 'NoSuchStore':
      return `There is no store at ${failure.path}. Make one with: npm run calls -- FILE --recorded --store PATH.`
    case 'ConnectionUnknown':
      return `--store ${failure.connection}: calls and reports are kept in a file (PATH or sqlite:PATH) or in memory (memory:).`
  }
}

export const keyWords = (failure: KeyFailure): string => {
  switch (failure._tag) {
    case 'KeyMissing':
      return `The vault's key ${failure.path} is missing, and the store's callers were named with it. Put it back, or give it in DISQUE_VAULT_KEY.`
    case 'KeyInvalid':
      return `${failure.place} holds no key: it takes 32 bytes, as 64 hexadecimal digits or in base64.`
    case 'KeyFile':
      return `The vault's key ${failure.path} cannot be read or written: ${failure.reason}. Check the folder, its free space and your rights, or give the key in DISQUE_VAULT_KEY.`
  }
}

export const anotherLogWords = (store: string): string => `${store} holds another call log, or this one in another time zone. Name another file with --store.`

const reasonIn = (failure: { readonly _tag: string }): string => ('reason' in failure && typeof failure.reason === 'string' ? `${failure._tag}: ${failure.reason}` : failure._tag)

/** What was stored before stays, and a second run goes on from there. */
export const stoppedWords = (file: string, store: string, { line, command, failure }: Stopped): string => {
  const place = line === 0 ? file : `${file}, line ${line}`
  const goesOn = 'What was stored is whole, and the same command goes on from there.'
  switch (failure._tag) {
    case 'StoreFull':
      return `${place}: there is no room left for ${store}. Make room on its disk and run the same command again. ${goesOn}`
    case 'StoreHoldsAnotherLog':
      return anotherLogWords(store)
    case 'StoreUnavailable':
    case 'TooMuchContention':
    case 'OutcomeUnknown':
    case 'StoreClosed':
      return `${place}: ${store} could not be written (${reasonIn(failure)}). See that no other program holds it, and run the same command again. ${goesOn}`
    default:
      return `${place}: ${command} was refused (${reasonIn(failure)}). ${goesOn}`
  }
}

export const factsWords = (store: string, failure: FactsFailure): string => {
  switch (failure._tag) {
    case 'EventUndecodable':
      return `${store}: event ${failure.revision} of ${failure.stream} is no ${failure.type} that this Disque knows (${failure.path}). Read it with the version that wrote it.`
    case 'StoredEventUnreadable':
      return `${store}: event ${failure.revision} of ${failure.stream} is damaged (${failure.reason}). Take the file from a copy.`
    case 'StoreUnavailable':
      return `${store} could not be read: ${failure.reason}. Try again.`
    case 'StreamDeleted':
      return `${store}: ${failure.stream} was deleted. Take the store from a copy.`
    case 'AccessDenied':
      return `${store} refused access: ${failure.reason}. Check user name, password and rights.`
    case 'StoreClosed':
      return `${store} is closed.`
  }
}
