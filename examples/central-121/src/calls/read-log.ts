import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import { logWords, type Failed } from './messages.js'
import { parseLog, type ParsedLog } from './parse.js'

export interface ReadLog extends ParsedLog {
  /** SHA-256 of the file: the same file is the same log. */
  readonly hash: string
}

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined)

/** A file's bytes, or why it cannot be read. */
export const contentOf = (file: string, wanted: string): Either<Failed, Buffer> => {
  try {
    if (statSync(file).isDirectory()) return E.left({ words: `${file} is a folder: name ${wanted} in it.` })
    return E.right(readFileSync(file))
  } catch (error) {
    const words = codeOf(error) === 'ENOENT' ? `There is no file ${file}: check the path.` : `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}.`
    return E.left({ words })
  }
}

export const readLog = (file: string): Either<Failed, ReadLog> => {
  const content = contentOf(file, 'a call log')
  if (E.isLeft(content)) return content
  const log = parseLog(content.right.toString('utf8'))
  if (E.isLeft(log)) return E.left({ words: logWords(file, log.left) })
  return E.right({ ...log.right, hash: createHash('sha256').update(content.right).digest('hex') })
}
