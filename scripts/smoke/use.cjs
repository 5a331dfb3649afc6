'use strict'
// Runs where the packed packages are installed (scripts/check/smoke.ts puts it there), on Node 20 and later:
// node use.cjs ENTRY…  takes each entry by import() and by require(), import:ENTRY by import() alone, and does one tiny real thing with both.
const assert = require('node:assert/strict')

/** What each entry must be able to do; an entry without a line here must at least export something. */
const tries = {
  '@disque/core': (core) => {
    assert.equal(core.CallId.decode('7f3a')._tag, 'Right')
    assert.equal(core.CallId.decode('')._tag, 'Left')
    assert.ok(Object.keys(core.catalogue).length > 0)
  },
  '@disque/brazil': (brazil) => {
    assert.equal(brazil.parseCpf('111.444.777-35')._tag, 'Right')
    assert.equal(brazil.parseTelephone('0 21 11 98765-4321').right.number, '+5511987654321')
  },
  '@disque/icalendar': (icalendar) => {
    const text = 'BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20200125\nRRULE:FREQ=YEARLY\nEND:VEVENT\nEND:VCALENDAR'
    assert.deepEqual(icalendar.closuresFrom(text, { timeZone: 'UTC', years: { from: 2026, until: 2026 } }).right.holidays, ['2026-01-25'])
  },
}

const names = (module) => Object.keys(module).filter((name) => !['default', '__esModule', 'module.exports'].includes(name)).sort()

const use = async (asked) => {
  const entry = asked.replace('import:', '')
  const imported = await import(entry)
  const required = asked === entry ? require(entry) : imported
  assert.ok(names(imported).length > 0, `${entry} exports nothing`)
  assert.deepEqual(names(imported), names(required), `${entry} exports other names by import than by require`)
  for (const module of [imported, required]) await tries[entry]?.(module)
}

const main = async () => {
  for (const entry of process.argv.slice(2)) {
    try {
      await use(entry)
    } catch (e) {
      console.error(`${entry} on Node ${process.versions.node}:`, e)
      process.exitCode = 1
    }
  }
}
main()
