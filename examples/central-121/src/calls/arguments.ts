import { parseArgs, type ParseArgsConfig } from 'node:util'
import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import { Hours } from '@disque/core'
import { wallClock, type WallClock } from '../figures/wall-clock.js'
import type { Failed } from './messages.js'
import type { Terminal } from './terminal.js'

/** What Node says of arguments that it cannot read, without its advice for programs that take others. */
const argumentWords = (error: unknown): string => {
  const words = error instanceof Error ? error.message : String(error)
  return words.replace(/ To specify a positional argument[\s\S]*$/, '')
}

/** The options and what else was given, or why they cannot be read. */
export const readArguments = <O extends NonNullable<ParseArgsConfig['options']>>(args: readonly string[], options: O) => {
  try {
    return E.right(parseArgs({ args: [...args], allowPositionals: true, options }))
  } catch (error) {
    return E.left(argumentWords(error))
  }
}

/** The one call log that is named. */
export const oneLog = ([file, more]: readonly string[]): Either<string, string> =>
  file === undefined ? E.left('Which call log? Name its file.') : more === undefined ? E.right(file) : E.left(`One call log at a time: ${more} is one too many.`)

export const zoneClock = (timeZone: string): Either<string, WallClock> => {
  const clock = Hours.isZone(timeZone) ? wallClock(timeZone) : undefined
  return clock === undefined ? E.left(`--zone ${timeZone}: there is no such time zone; write it as Asia/Jerusalem or America/Sao_Paulo.`) : E.right(clock)
}

/** Does what was asked for: help, or the run itself, or says why not. Answers the exit code: 2 where it could not be done. */
export const runWithOptions = async <O extends { readonly help: boolean }>(
  options: Either<Failed, O>, usage: string, { out, err }: Pick<Terminal, 'out' | 'err'>, run: (options: O) => Promise<Either<Failed, number>>
): Promise<number> => {
  if (E.isRight(options) && options.right.help) {
    out(usage)
    return 0
  }
  const code = E.isLeft(options) ? options : await run(options.right)
  if (E.isRight(code)) return code.right
  err(code.left.words)
  return 2
}
