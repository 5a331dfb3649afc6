import { existsSync } from 'node:fs'
import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import { masterKey } from '../calls/master-key.js'
import { keyWords, storeWords, type Failed } from '../calls/messages.js'
import { openStore, type OpenedStore } from '../calls/open-store.js'
import type { Terminal } from '../calls/terminal.js'
import { Unexpected } from '../traffic/send.js'
import { destination, discard, keep, type Destination } from './file.js'
import type { Marking } from './marker.js'
import { unfinishedWords } from './stopped.js'

/** Something that is simulated into an empty store, and read back from it. */
export interface KeptRun<A> {
  readonly terminal: Terminal
  /** As the subject of a sentence. */
  readonly called: string
  readonly marking: Marking
  readonly simulate: (into: OpenedStore, name: string, key: Uint8Array) => Promise<void>
  readonly read: (from: OpenedStore, name: string) => Promise<Either<Failed, A>>
  /** Of a file that holds this very run. */
  readonly already: (file: string) => string
  readonly another: (file: string) => string
  /** Told of a file once it is whole. */
  readonly onKept?: (file: string) => void
}

export interface Kept<A> {
  readonly found: A
  /** Where the events lie; absent where they lay in memory. */
  readonly file?: string
}

const fail = (words: string): Either<Failed, never> => E.left({ words })

const fill = async <A>(opened: OpenedStore, name: string, run: KeptRun<A>): Promise<Either<Failed, A>> => {
  const key = masterKey(run.terminal.vaultKey, opened.path, true)
  if (E.isLeft(key)) return fail(keyWords(key.left))
  try {
    await run.simulate(opened, name, key.right)
  } catch (error) {
    if (error instanceof Unexpected) return fail(unfinishedWords(name, error, run.called))
    throw error
  }
  const marked = await run.marking.write(opened.readModel)()
  return E.isLeft(marked) ? fail(unfinishedWords(name, new Unexpected('closing the file', marked.left), run.called)) : run.read(opened, name)
}

const inMemory = async <A>(connection: string, run: KeptRun<A>): Promise<Either<Failed, A>> => {
  const opened = await openStore(connection, { folder: run.terminal.folder, mustExist: false })()
  return E.isLeft(opened) ? fail(storeWords(opened.left)) : fill(opened.right, connection, run)
}

/** A file that is there is never written to: it holds just this run, or is left alone. */
const recognised = async <A>({ path: file }: Destination, run: KeptRun<A>): Promise<Either<Failed, A>> => {
  const opened = await openStore(file, { folder: run.terminal.folder, mustExist: true })()
  if (E.isLeft(opened)) return fail(storeWords(opened.left))
  const mine = await run.marking.isIn(opened.right.readModel)
  if (mine) run.terminal.err(run.already(file))
  const found = mine ? await run.read(opened.right, file) : fail(run.another(file))
  await opened.right.close()
  return found
}

const inFile = async <A>(to: Destination, run: KeptRun<A>): Promise<Either<Failed, A>> => {
  const { terminal } = run
  if (existsSync(to.path)) return recognised(to, run)
  if (existsSync(`${to.path}.key`)) return fail(`${to.path}.key is the key of a store that is not there: move it away, or name another file with --store.`)
  terminal.onStop?.(() => discard(to))
  try {
    const opened = await (terminal.open ?? openStore)(to.partial, { folder: terminal.folder, mustExist: false })()
    if (E.isLeft(opened)) return fail(storeWords(opened.left).replaceAll(to.partial, to.path))
    const found = await fill(opened.right, to.path, run)
    await opened.right.close()
    if (E.isRight(found)) {
      keep(to)
      run.onKept?.(to.path)
    }
    return found
  } finally {
    discard(to)
  }
}

/** Keeps a run whole or not at all: in a store elsewhere, in the file that is named, or in a new one. */
export const runKept = async <A>(store: string | undefined, run: KeptRun<A>): Promise<Either<Failed, Kept<A>>> => {
  if (store !== undefined && /^(?!sqlite:)[a-z]{2,}:/.test(store)) {
    const found = await inMemory(store, run)
    return E.isLeft(found) ? found : E.right({ found: found.right })
  }
  const to = destination(run.terminal.folder, store)
  const found = await inFile(to, run)
  return E.isLeft(found) ? found : E.right({ found: found.right, file: to.path })
}
