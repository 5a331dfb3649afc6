import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { EventStore, KeyStore, ReadModel } from '@disque/core'
import { memoryKeys, memoryReadModel, memoryStore } from '@disque/memory'
import { openSqlite, type OpenFailure } from '@disque/sqlite'

export interface OpenedStore {
  readonly store: EventStore
  readonly readModel: ReadModel
  readonly keys: KeyStore
  /** Of a file. */
  readonly path?: string
  readonly close: () => Promise<void>
}

export type StoreFailure = OpenFailure | { readonly _tag: 'NoSuchStore'; readonly path: string } | { readonly _tag: 'ConnectionUnknown'; readonly connection: string }

export interface Where {
  /** Relative paths start here. */
  readonly folder: string
  /** A store that is only read must be there already. */
  readonly mustExist: boolean
}

const memory = (): OpenedStore => {
  const store = memoryStore()
  return { store, readModel: memoryReadModel(), keys: memoryKeys(), close: store.close }
}

/** Opens `memory:`, `sqlite:PATH` or a bare path; files are written in `process` durability, with a full checkpoint when they are closed. */
export const openStore = (connection: string, { folder, mustExist }: Where): TaskEither<StoreFailure, OpenedStore> => async () => {
  if (connection === 'memory:') return mustExist ? E.left({ _tag: 'NoSuchStore', path: connection }) : E.right(memory())
  const scheme = /^([a-z]{2,}):/.exec(connection)?.[1]
  if (scheme !== undefined && scheme !== 'sqlite') return E.left({ _tag: 'ConnectionUnknown', connection })
  const file = path.resolve(folder, connection.replace(/^sqlite:/, ''))
  if (mustExist && !existsSync(file)) return E.left({ _tag: 'NoSuchStore', path: file })
  const opened = await openSqlite(file, { durability: 'process' })()
  return E.isLeft(opened) ? opened : E.right({ ...opened.right, path: file })
}

/** Whether closing has put everything into the file itself, and onto the disk. */
export const isCheckpointed = (file: string): boolean => !existsSync(`${file}-wal`) || statSync(`${file}-wal`).size === 0
