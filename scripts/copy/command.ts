import { copyFailureInWords, copyStore, type CopyProgress } from '../../packages/adapters/runtime/src/index.js'
import { argument, connectionOf, Misused } from '../store/connection.js'
import { openStore } from '../store/open.js'

type Say = (line: string) => void

export const usage = `npm run copy -- --from STORE --to STORE
  STORE is sqlite:PATH (a bare PATH means the same) or esdb://… (esdb+discover://, kurrentdb://).
  The target must be empty, or begun by an earlier copy of the same source: then the copy goes on.`

const saysEveryMs = 1000
const done = { compare: 'found there', copy: 'copied', verify: 'read again' } as const

/** Says how far it is, once a second. */
const progress = (say: Say) => {
  let said = performance.now()
  let doing: CopyProgress['doing'] | undefined
  let [began, from] = [said, 0]
  return (now: CopyProgress): void => {
    const time = performance.now()
    if (now.doing !== doing) [doing, began, from] = [now.doing, time, now.events - 1]
    if (time - said < saysEveryMs) return
    said = time
    const rate = Math.round(((now.events - from) * 1000) / Math.max(1, time - began))
    say(`${now.events} events ${done[now.doing]}, ${rate} a second`)
  }
}

const given = (name: string, args: readonly string[]) => {
  const text = argument(name, args)
  if (text === undefined || text === '') throw new Misused(`Which store? --${name} is missing.`)
  return connectionOf(text)
}

/** Copies as the arguments say; answers the exit code. `tell` hears how far it is and why it failed, `say` the last sentence. */
export const copyCommand = async (args: readonly string[], say: Say, tell: Say): Promise<number> => {
  const [from, to] = [given('from', args), given('to', args)]
  if (JSON.stringify(from) === JSON.stringify(to)) throw new Misused('Both are the same store.')
  const source = await openStore(from, { exists: true })
  try {
    const target = await openStore(to)
    try {
      const result = await copyStore(source.store, target.store, { onProgress: progress(tell) })()
      if (result._tag === 'Left') {
        tell(copyFailureInWords(result.left))
        return 1
      }
      const { events, before, hash } = result.right
      say(`${events - before} events copied${before === 0 ? '' : `, ${before} had been copied before`}: both stores hold the same ${events} events, SHA-256 ${hash}.`)
      return 0
    } finally {
      await target.close()
    }
  } finally {
    await source.close()
  }
}
