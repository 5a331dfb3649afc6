import { describe, expect, it } from 'vitest'
import * as E from 'fp-ts/lib/Either.js'
import { handler, type EventStore, type Instant, type PlanVersion, type Plans } from '@disque/core'
import { memoryStore } from './index.js'
import { as, coinsIn, mishaps, purseDecider, purses, put, rowOfIds, stillClock, stream, upTo, watched, type CoinPut, type Purse } from './handle.test-kit.js'

const unknown = E.left({ _tag: 'OutcomeUnknown', reason: 'the line broke' })
/** A store that cannot be read while `away()` says so. */
const readableUnless = (away: () => boolean, store: EventStore): EventStore => ({
  ...store,
  read: (...args) => (away() ? unavailableRead : store.read(...args)),
})
const unavailableRead: ReturnType<EventStore['read']> = {
  async *[Symbol.asyncIterator]() {
    yield await Promise.resolve(E.left({ _tag: 'StoreUnavailable' as const, reason: 'it restarts' }))
  },
}

describe('an append whose outcome is unknown', () => {
  it.each([
    ['was stored', ['answer lost']],
    ['was not stored', ['request lost']],
    ['is unknown again and again', ['answer lost', 'request lost', 'answer lost', 'request lost']],
    ['is unknown, and then the store is away for a while', ['answer lost', 'unavailable', 'unavailable']],
    ['never arrived, and then the store is away for a while', ['request lost', 'unavailable', 'unavailable']],
  ] as const)('HANDLE-04 one that %s is stored once, and answered', async (_, script) => {
    const store = memoryStore()
    const handle = purses(mishaps(store, [...script]))
    expect(await handle(put(2), as('a'))()).toMatchObject({ right: { events: [{ coins: 1 }, { coins: 2 }], revision: 1 } })
    expect(await handle(put(1), as('b'))()).toMatchObject({ right: { events: [{ coins: 3 }], revision: 2, already: false } })
    expect(await handle(put(2), as('a'))()).toMatchObject({ right: { events: [{ coins: 1 }, { coins: 2 }], already: true } })
    expect(await coinsIn(store)).toEqual([1, 2, 3])
  })

  it('HANDLE-04 the same bytes go out again, with the same expectation', async () => {
    const sent: unknown[] = []
    const inner = mishaps(memoryStore(), ['none', 'request lost', 'answer lost'])
    const store: EventStore = {
      ...inner,
      append: (...args) => {
        sent.push(JSON.stringify(args))
        return inner.append(...args)
      },
    }
    let now = 0
    const handle = purses(store, { clock: { ...stillClock(), now: () => ++now as Instant } })
    await handle(put(1), as('a'))()
    expect(await handle(put(2), as('b'))()).toMatchObject({ right: { revision: 2 } })
    expect(sent).toHaveLength(4)
    expect(new Set(sent.slice(1)).size).toBe(1)
  })

  it('HANDLE-04 others who came between change nothing: it is found in the tail, or decided again', async () => {
    for (const first of ['answer lost', 'request lost'] as const) {
      const store = memoryStore()
      const other = purses(store)
      const between = async () => other(put(1), as('between'))()
      const handle = purses(mishaps(store, [first, between]))
      expect(await handle(put(2), as('a'))()).toMatchObject({ right: { events: first === 'answer lost' ? [{ coins: 1 }, { coins: 2 }] : [{ coins: 2 }, { coins: 3 }] } })
      expect(await coinsIn(store)).toEqual([1, 2, 3])
    }
  })

  it('HANDLE-04 that later tries stored nothing does not make the first one known', async () => {
    for (const first of ['answer lost', 'request lost'] as const) {
      const store = memoryStore()
      let away = false
      // Neither another append nor a read gets through: whether it was stored stays unknown, and is said so.
      const handle = purses(readableUnless(() => away, mishaps(store, ['none', first, 'unavailable', 'unavailable', 'unavailable'])), { tries: 3 })
      await handle(put(1), as('a'))()
      away = true
      expect(await handle(put(2), as('b'))()).toEqual(unknown)
      away = false
      expect(await handle(put(2), as('b'))()).toMatchObject({ right: { events: [{ coins: 2 }, { coins: 3 }], already: first === 'answer lost' } })
      expect(await coinsIn(store)).toEqual([1, 2, 3])
    }
  })

  it('HANDLE-04 one that was not found by reading either may still arrive: it stays unknown', async () => {
    const store = memoryStore()
    const handle = purses(mishaps(store, ['request lost', 'unavailable', 'unavailable']), { tries: 2 })
    expect(await handle(put(1), as('a'))()).toEqual(unknown)
    expect(await handle(put(1), as('a'))()).toMatchObject({ right: { revision: 0, already: false } })
  })

  it('HANDLE-04 one that was stored, and could not be asked about again, is found by reading', async () => {
    const store = memoryStore()
    const handle = purses(mishaps(store, ['answer lost', ...upTo(3).map(() => 'unavailable' as const)]), { tries: 3 })
    expect(await handle(put(2), as('a'))()).toMatchObject({ right: { events: [{ coins: 1 }, { coins: 2 }], already: true } })
  })

  it('a failure that left nothing behind is answered at once', async () => {
    const { store, seen } = watched(mishaps(memoryStore(), ['unavailable']))
    const handle = purses(store)
    expect(await handle(put(1), as('a'))()).toEqual(E.left({ _tag: 'StoreUnavailable', reason: 'it restarts' }))
    expect(seen.appends).toBe(1)
    expect(await handle(put(1), as('a'))()).toMatchObject({ right: { revision: 0, already: false } })
  })
})

describe('a conflict', () => {
  it('HANDLE-05 only what lies behind is read, and it is decided again', async () => {
    const inner = memoryStore()
    const other = purses(inner)
    await other(put(3), as('before'))()
    const { store, reads } = watched(mishaps(inner, ['none', () => other(put(2), as('between'))()]))
    const handle = purses(store)
    await handle(put(1), as('warm'))()
    expect(await handle(put(1), as('a'))()).toMatchObject({ right: { events: [{ coins: 7 }], revision: 6, already: false } })
    expect(reads).toEqual(['start', 3])
    expect(await coinsIn(inner)).toEqual([1, 2, 3, 4, 5, 6, 7])
  })

  it('HANDLE-05 what others did may turn it into a refusal, into nothing, or into something done', async () => {
    for (const [coins, answer] of [[4999, { left: { _tag: 'PurseFull' } }], [1, { right: { events: [{ coins: 1 }], already: true } }]] as const) {
      const store = memoryStore()
      const id = as(coins === 1 ? 'a' : 'between')
      const handle = purses(mishaps(store, [() => purses(store)(put(coins), id)()]))
      expect(await handle(put(coins === 1 ? 1 : 2), as('a'))()).toMatchObject(answer)
      expect(await coinsIn(store)).toHaveLength(coins)
    }
  })

  it('HANDLE-05 the tries are bounded, the pauses between them grow, and the next command starts afresh', async () => {
    const store = memoryStore()
    let n = 0
    const busy = () => purses(store)(put(1), as(`other${n++}`))()
    const clock = stillClock()
    const { store: watching, seen } = watched(mishaps(store, upTo(9).map(() => busy)))
    const handle = purses(watching, { clock, tries: 8 })
    expect(await handle(put(1), as('a'))()).toEqual(E.left({ _tag: 'TooMuchContention', stream, tries: 8 }))
    expect(seen.appends).toBe(9)
    expect(clock.pauses).toEqual([2, 4, 8, 16, 32, 64, 128, 256])
    expect(await handle(put(1), as('a'))()).toMatchObject({ right: { events: [{ coins: 10 }], already: false } })
  })

  it('commands for one stream wait for each other within a process, those for others do not', async () => {
    const store = memoryStore()
    let free: () => void = () => undefined
    const held = new Promise<void>((resolve) => (free = resolve))
    const { store: watching, seen } = watched(mishaps(store, [() => held]))
    const handle = purses(watching)
    const order: string[] = []
    const note = (name: string) => () => order.push(name)
    const waiting = upTo(5).map((i) => handle(put(1), as(`p${i}`))().then(note(`p${i}`)))
    await handle(put(1, { purse: 'q' }), as('q'))().then(note('q'))
    free()
    await Promise.all(waiting)
    expect(order).toEqual(['q', 'p0', 'p1', 'p2', 'p3', 'p4'])
    expect(seen.appends).toBe(6)
    expect(await coinsIn(store)).toEqual([1, 2, 3, 4, 5])
  })

  it('a rule that throws takes nobody down who waits, and leaves nothing half-folded', async () => {
    const store = memoryStore()
    let throws = true
    const evolve = (s: Purse, e: CoinPut): Purse => {
      if (throws && e.coins === 3) throw new Error('no evolve')
      return { at: e.at, coins: s.coins + 1 }
    }
    const handle = handler({ ...purseDecider, evolve }, { store, clock: stillClock(), ids: rowOfIds() })
    await handle(put(1), as('a'))()
    const [thrown, after] = await Promise.allSettled([handle(put(2), as('b'))(), handle(put(0), as('c'))()])
    expect([thrown.status, after.status]).toEqual(['rejected', 'rejected'])
    throws = false
    expect(await handle(put(1), as('d'))()).toMatchObject({ right: { events: [{ coins: 4 }], revision: 3 } })
    throws = true
    const warm = handler({ ...purseDecider, evolve }, { store: memoryStore(), clock: stillClock(), ids: rowOfIds() })
    await warm(put(1), as('a'))()
    await expect(warm(put(3), as('b'))()).rejects.toThrow('no evolve')
    throws = false
    expect(await warm(put(1), as('c'))()).toMatchObject({ right: { events: [{ coins: 5 }], revision: 4 } })
  })
})

describe('configuration', () => {
  const version = (n: number) => `c@${n}` as PlanVersion
  const planned = { ...purseDecider, plans: (command: ReturnType<typeof put>, state: Purse) => [version(command.coins), version(100 + state.coins)] }
  const setUp = (known: readonly PlanVersion[]) => {
    const [loaded, asked] = [new Set<PlanVersion>(), [] as (readonly PlanVersion[])[]]
    const plans: Plans = {
      has: (v) => loaded.has(v),
      load: (versions) => () => {
        asked.push(versions)
        const missing = versions.find((v) => !known.includes(v))
        if (missing !== undefined) return Promise.resolve(E.left({ _tag: 'PlanUnknown', version: missing }))
        for (const v of versions) loaded.add(v)
        return Promise.resolve(E.right(undefined))
      },
    }
    const seen: string[] = []
    const decider = { ...planned, decide: (...args: Parameters<typeof planned.decide>) => {
      seen.push(planned.plans(...args).every((v) => loaded.has(v)) ? 'all at hand' : 'something is missing')
      return planned.decide(...args)
    } }
    const store = memoryStore()
    return { store, asked, seen, handle: handler(decider, { store, clock: stillClock(), ids: rowOfIds(), plans }) }
  }

  it('HANDLE-06 every version that command and state name is loaded before it is decided, and only once', async () => {
    const { handle, asked, seen } = setUp([version(1), version(2), version(100), version(101)])
    await handle(put(1), as('a'))()
    await handle(put(1), as('b'))()
    expect(asked).toEqual([[version(1), version(100)], [version(101)]])
    expect(seen).toEqual(['all at hand', 'all at hand'])
  })

  it('HANDLE-06 an unknown version is a failure, and nothing is decided', async () => {
    const { handle, seen, store } = setUp([version(1), version(2), version(100)])
    await handle(put(1), as('a'))()
    expect(await handle(put(2), as('b'))()).toEqual(E.left({ _tag: 'PlanUnknown', version: version(101) }))
    expect(seen).toEqual(['all at hand'])
    expect(await coinsIn(store)).toEqual([1])
  })
})
