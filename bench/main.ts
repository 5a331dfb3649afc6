import { readdirSync } from 'node:fs'

/** Runs bench/*.bench.ts one after the other; words before the first option choose files by a part of their name. */
const args = process.argv.slice(2)
const options = args.findIndex((arg) => arg.startsWith('-'))
const words = options < 0 ? args : args.slice(0, options)
/** These take long, or go on for as long as they are told: only by name. */
const onlyByName = ['load.bench.ts', 'history.bench.ts']
const files = readdirSync(new URL('.', import.meta.url)).filter(
  (name) => name.endsWith('.bench.ts') && (words.length === 0 ? !onlyByName.includes(name) : words.some((word) => name.includes(word)))
)

if (files.length === 0) {
  console.error(`No bench/*.bench.ts${words.length > 0 ? ` is called ${words.join(' or ')}` : ''}.`)
  process.exitCode = 1
}
for (const file of files.sort()) {
  console.error(`— ${file}`)
  await import(new URL(file, import.meta.url).href)
}
