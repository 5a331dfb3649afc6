import { wallPause } from './clock.js'
import type { Crew, Member } from './crew.js'
import type { Stroke } from './chaos.js'

export interface Havoc {
  readonly kills: number
  readonly freezes: number
  readonly started: number
}

/** Does to a crew what chaos wants, until it is told that it is enough. */
export const havoc = (crew: Crew, next: () => Stroke, tell: (words: string) => void) => {
  const control = new AbortController()
  const pending = new Set<Promise<void>>()
  const count = { kills: 0, freezes: 0, started: 0 }

  const afterwards = (ms: number, act: () => void): void => {
    const later = wallPause(ms, control.signal).then(act).finally(() => pending.delete(later))
    pending.add(later)
  }

  const kill = (member: Member, forMs: number): void => {
    count.kills++
    tell(`${member.name} is killed; another starts in ${(forMs / 1000).toFixed(1)} s.`)
    crew.kill(member)
    afterwards(forMs, () => {
      count.started++
      crew.start()
    })
  }

  const freeze = (member: Member, forMs: number): void => {
    count.freezes++
    tell(`${member.name} is held still for ${(forMs / 1000).toFixed(1)} s.`)
    member.child.kill('SIGSTOP')
    afterwards(forMs, () => void member.child.kill('SIGCONT'))
  }

  const strike = ({ does, whom, forMs }: Stroke): void => {
    const living = crew.living()
    const victim = living[Math.floor(whom * living.length)]
    if (does === 'all') for (const member of living) kill(member, forMs)
    else if (victim !== undefined) (does === 'kill' || process.platform === 'win32' ? kill : freeze)(victim, forMs)
  }

  const rage = async (): Promise<void> => {
    while (!control.signal.aborted) {
      const stroke = next()
      await wallPause(stroke.afterMs, control.signal)
      if (!control.signal.aborted) strike(stroke)
    }
  }
  const raging = rage()

  return {
    /** Nothing more befalls anybody; whoever was to start or to go on does so at once. */
    end: async (): Promise<Havoc> => {
      control.abort()
      await raging
      await Promise.all(pending)
      return { ...count }
    },
  }
}
