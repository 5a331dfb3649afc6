import { loadavg } from 'node:os'
import { afterHistory } from './history/run.js'
import { machine } from './measure.js'

/**
 * What a contact costs as the history grows: `npm run bench -- history --before 10000,100000,1000000 [--contacts 1000] [--store esdb://… | testserver]`.
 * The last must not cost more than the first, but for what the store's own index takes.
 */
const option = (name: string): string | undefined => {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? undefined : process.argv[at + 1]
}
const contacts = Number(option('contacts') ?? 1000)
const sizes = (option('before') ?? '10000,100000').split(',').map(Number)

if (!Number.isInteger(contacts) || contacts < 1 || !sizes.every((n) => Number.isInteger(n) && n >= 1)) {
  console.error('--contacts is a whole number from 1, --before several of them with commas between')
  process.exitCode = 1
} else {
  console.log(machine())
  for (const before of sizes) {
    const result = await afterHistory({ store: option('store'), readModels: option('read-models'), before, contacts }, (words) => console.error(words))
    console.log(JSON.stringify({ ...result, load: loadavg()[0] }))
  }
}
