import { readdirSync } from 'node:fs'

/** Runs bench/*.bench.ts one after the other; words on the command line choose files by a part of their name. */
const words = process.argv.slice(2).filter((arg) => !arg.startsWith('-'))
const files = readdirSync(new URL('.', import.meta.url)).filter((name) => name.endsWith('.bench.ts') && (words.length === 0 || words.some((word) => name.includes(word))))

if (files.length === 0) {
  console.error(`No bench/*.bench.ts${words.length > 0 ? ` is called ${words.join(' or ')}` : ''}.`)
  process.exitCode = 1
}
for (const file of files.sort()) {
  console.error(`— ${file}`)
  await import(new URL(file, import.meta.url).href)
}
