import { parseArgs } from 'node:util'
import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import { Hours } from '@disque/core'
import { wallClock, type WallClock } from '../figures/wall-clock.js'
import type { Language } from '../report/words.js'
import type { Failed } from './messages.js'

export interface CallsOptions {
  readonly file: string
  readonly store: string
  readonly json: boolean
  readonly timeZone: string
  readonly clock: WallClock
  readonly language: Language
}

const usage = 'Usage: npm run calls -- FILE --recorded [--store PATH] [--json] [--zone Z] [--pt]'
const fail = (words: string): Either<Failed, never> => E.left({ words: `${words}\n${usage}` })

const parsed = (args: readonly string[]) => {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { recorded: { type: 'boolean' }, store: { type: 'string' }, json: { type: 'boolean' }, zone: { type: 'string' }, pt: { type: 'boolean' } },
    })
    return E.right({ values, positionals })
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error))
  }
}

export const callsOptions = (args: readonly string[]): Either<Failed, CallsOptions> => {
  const read = parsed(args)
  if (E.isLeft(read)) return read
  const { values: { recorded = false, store = 'memory:', json = false, zone: timeZone = 'Asia/Jerusalem', pt = false }, positionals } = read.right
  const [file, more] = positionals
  if (file === undefined) return fail('Which call log? Name its file.')
  if (more !== undefined) return fail(`One call log at a time: ${more} is one too many.`)
  if (!recorded) return fail('A call log is served by the attendants whom it names: say so with --recorded.')
  if (store === '') return fail('--store is empty: name a file.')
  const clock = Hours.isZone(timeZone) ? wallClock(timeZone) : undefined
  if (clock === undefined) return fail(`--zone ${timeZone}: there is no such time zone; write it as Asia/Jerusalem or America/Sao_Paulo.`)
  return E.right({ file, store, json, timeZone, clock, language: pt ? 'pt' : 'en' })
}
