import { parseArgs } from 'node:util'
import * as E from 'fp-ts/lib/Either.js'
import { factsWords, storeWords } from '../calls/messages.js'
import { openStore } from '../calls/open-store.js'
import type { Terminal } from '../calls/run.js'
import { factsOf } from '../figures/read.js'
import { jsonFigures } from './json.js'
import { renderDay } from './render.js'

const usage = 'Usage: npm run report -- --store PATH [--json] [--pt]'

const options = (args: readonly string[]) => {
  try {
    const { values } = parseArgs({ args: [...args], options: { store: { type: 'string' }, json: { type: 'boolean' }, pt: { type: 'boolean' } } })
    return E.right(values)
  } catch (error) {
    return E.left(error instanceof Error ? error.message : String(error))
  }
}

/** Recomputes every figure from a store's events alone. Answers the exit code. */
export const runReport = async (args: readonly string[], { folder, out, err, wallSeconds }: Omit<Terminal, 'vaultKey'>): Promise<number> => {
  const failed = (words: string): number => {
    err(words)
    return 1
  }
  const asked = options(args)
  if (E.isLeft(asked)) return failed(`${asked.left}\n${usage}`)
  const { store: connection, json = false, pt = false } = asked.right
  if (connection === undefined || connection === '') return failed(`Which store? Name it with --store.\n${usage}`)
  const opened = await openStore(connection, { folder, mustExist: true })()
  if (E.isLeft(opened)) return failed(storeWords(opened.left))
  const facts = await factsOf(opened.right.store)()
  await opened.right.close()
  if (E.isLeft(facts)) return failed(factsWords(connection, facts.left))
  if (facts.right.log?.imported === false) err(`The import of a call log into ${connection} was broken off: these figures are of what is there. Run npm run calls again to complete it.`)
  if (json) out(JSON.stringify(jsonFigures(facts.right, wallSeconds())))
  else out(renderDay(facts.right, pt ? 'pt' : 'en'))
  return 0
}
