import { killAgainAndAgain } from './kill.test-kit.js'

/** `--times N` (50): kills a writer so many times and checks the file after each. */
const asked = process.argv.slice(2)
const given = asked.includes('--times') ? asked[asked.indexOf('--times') + 1] : (asked.find((arg) => arg.startsWith('--times='))?.slice('--times='.length) ?? '50')
const times = Number(given)
if (!Number.isSafeInteger(times) || times < 1) {
  console.error(`--times wants a whole number from 1, not "${given ?? ''}".`)
  process.exit(2)
}
const { acknowledged, wrong } = await killAgainAndAgain(times, (line) => console.log(line))
console.log(`${times} kills, ${acknowledged} commands acknowledged, ${wrong.length} violations`)
process.exitCode = wrong.length === 0 ? 0 : 1
