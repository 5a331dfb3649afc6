import type { LoadResult } from './run.js'
import type { Spread } from './tally.js'

const spread = ({ count, p50, p99, max }: Spread): string => count === 0 ? 'none' : `p50 ${p50} ms, p99 ${p99} ms, max ${max} ms (${count.toLocaleString('en')})`
const list = (counts: Readonly<Record<string, number>>): string => Object.entries(counts).map(([name, n]) => `${name} ${n.toLocaleString('en')}`).join(', ') || 'none'

/** A result for people: what JSON says beside it. */
export const tableOf = (r: LoadResult): string => {
  const rows: readonly (readonly [string, string])[] = [
    ['on', `${r.store}, ${r.workers === 0 ? 'the worker in the process of callers and attendants' : `${r.workers} workers`}, load average ${r.load.from.toFixed(1)} to ${r.load.to.toFixed(1)}`],
    ['asked', `${r.contactsPerHour.toLocaleString('en')} contacts/h for ${r.minutes} min, ${r.attendants.toLocaleString('en')} attendants, talks of ${r.talkSeconds} s`],
    ['reached', `${r.eventsPerSecond} events/s; ${r.calls.toLocaleString('en')} calls, ${r.events.toLocaleString('en')} events with signing in and out`],
    ['calls', list(r.outcomes)],
    ['decided → offered', spread(r.decidedToOffered)],
    ['queued → offered', spread(r.queuedToOffered)],
    ['accepted → answered', spread(r.acceptedToAnswered)],
    ['ended → freed', spread(r.endedToFreed)],
    ['wrap-up late by', spread(r.wrapUpLate)],
    ['commands', spread(r.commands)],
    ['answers', list(r.answers)],
    ...r.usage.map((u) => [u.process, `${u.cpu} of a core, ${u.rssMiB} MiB (at most ${u.rssMaxMiB}, ${u.rssMiBPerMinute} a minute in the second half), stalled p50 ${u.stalledMs.p50} max ${u.stalledMs.max} ms${u.lagMs === undefined ? '' : `, lag ${spread(u.lagMs)}`}`] as const),
    ['trouble', list(r.trouble)],
    ['broken', r.broken.length === 0 ? 'nothing' : `${r.broken.length}: ${r.broken.slice(0, 5).join(' | ')}`],
  ]
  return rows.map(([name, words]) => `${name.padEnd(22)} ${words}`).join('\n')
}
