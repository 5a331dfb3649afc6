import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import type { EventStore, ReadModel } from '@disque/core'
import { openPostgres } from '@disque/postgres'
import type { Failed } from '../calls/messages.js'
import { openEvents, openFile } from '../stores/open.js'
import { storePlace } from '../stores/place.js'
import type { Places, ReadModelPlace } from './messages.js'

const temporary = (file: string): string => path.join(mkdtempSync(path.join(tmpdir(), 'disque-central-121-')), file)

const readModelPlace = (given: string | undefined, store: Places['store'], folder: string, run: string): Either<Failed, ReadModelPlace> => {
  if (given === undefined) return E.right(store.kind === 'sqlite' ? { kind: 'store' } : { kind: 'sqlite', file: temporary('read-models.db') })
  if (/^postgres(ql)?:\/\//.test(given)) return E.right({ kind: 'postgres', text: given, schema: `central_${run}` })
  const place = storePlace('--read-models', given, folder)
  if (E.isLeft(place)) return place
  if (place.right.kind === 'eventstoredb') return E.left({ words: '--read-models: an EventStoreDB keeps events only. Name postgres://…, or a file.' })
  return E.right(store.kind === 'sqlite' && store.file === place.right.file ? { kind: 'store' } : place.right)
}

/** Where a run's events and read models lie, by its options. */
export const placesOf = (options: { readonly store: string | undefined; readonly readModels: string | undefined }, folder: string, run: string): Either<Failed, Places> => {
  const store: Either<Failed, Places['store']> = options.store === undefined ? E.right({ kind: 'sqlite', file: temporary('central.db') }) : storePlace('--store', options.store, folder)
  if (E.isLeft(store)) return store
  const readModel = readModelPlace(options.readModels, store.right, folder, run)
  return E.isLeft(readModel) ? readModel : E.right({ store: store.right, readModel: readModel.right })
}

export interface Opened {
  readonly store: EventStore
  readonly readModel: ReadModel
  readonly close: () => Promise<void>
}

const openReadModel = async (place: Exclude<ReadModelPlace, { readonly kind: 'store' }>): Promise<Either<Failed, Pick<Opened, 'readModel' | 'close'>>> => {
  if (place.kind === 'sqlite') return openFile(place.file)
  const opened = await openPostgres(place.text, { schema: place.schema })()
  return E.isLeft(opened) ? E.left({ words: `PostgreSQL cannot be used for read models (${opened.left._tag}${'reason' in opened.left ? `: ${opened.left.reason}` : ''}): see to the server and to the connection string.` }) : opened
}

/** Opens both, for one process of a run. */
export const openPlaces = async ({ store: at, readModel }: Places): Promise<Either<Failed, Opened>> => {
  if (readModel.kind === 'store' && at.kind === 'sqlite') return openFile(at.file)
  const events = await openEvents(at, { mustExist: false })
  if (E.isLeft(events) || readModel.kind === 'store') return events as Either<Failed, never>
  const models = await openReadModel(readModel)
  if (E.isLeft(models)) {
    await events.right.close()
    return models
  }
  const close = async (): Promise<void> => {
    await events.right.close()
    await models.right.close()
  }
  return E.right({ store: events.right.store, readModel: models.right.readModel, close })
}
