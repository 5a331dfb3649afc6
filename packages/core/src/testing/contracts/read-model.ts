import * as E from 'fp-ts/lib/Either.js'
import type { Document, ReadModel, Write } from '../../ports/read-model.js'
import type { Instant } from '../../shared/instant.js'
import { all, must, right, same, succeeds, upTo, type Case } from './case.js'

export interface ReadModelUnderTest {
  readonly readModel: ReadModel
  /** One more handle on the same documents, where there can be several. */
  readonly another?: () => Promise<ReadModel>
  readonly dispose?: () => Promise<void>
}

const at = (n: number) => n as Instant
const put = (key: string, document?: Document): Write => ({ collection: 'things', key, ...(document === undefined ? {} : { document }) })

/** What every read model must do: documents, checkpoints and leases. */
export const readModelContract = (open: () => Promise<ReadModelUnderTest>): readonly Case[] => {
  const the = (name: string, body: (under: ReadModelUnderTest) => Promise<void>): Case => ({
    name,
    run: async () => {
      const under = await open()
      try {
        await body(under)
      } finally {
        await under.dispose?.()
      }
    },
  })
  const commit = (readModel: ReadModel, writes: readonly Write[], checkpoint?: string) =>
    succeeds(readModel.commit({ subscriber: 'reader', writes, ...(checkpoint === undefined ? {} : { checkpoint }) }))
  const keys = async (readModel: ReadModel, options?: { after?: string; prefix?: string; max?: number }) =>
    (await all(readModel.scan('things', options))).map((found) => found.key)

  return [
    the('a document is what was last written, until it is removed', async ({ readModel }) => {
      same(await readModel.get('things', 'a')(), E.right(undefined), 'before')
      const document = { text: 'ação "\\ \u2028 😀', list: [1, null, { deep: false }], half: 0.5 }
      await commit(readModel, [put('a', 1), put('b', document), { collection: 'others', key: 'a', document: 'other' }])
      await commit(readModel, [put('a', [2])])
      same(await readModel.get('things', 'a')(), E.right([2]), 'a')
      same(await readModel.get('things', 'b')(), E.right(document), 'b')
      same(await readModel.get('others', 'a')(), E.right('other'), 'another collection')
      await commit(readModel, [put('a'), put('never')])
      same(await readModel.get('things', 'a')(), E.right(undefined), 'removed')
      await commit(readModel, [put('a', 3), put('a'), put('a', 4)])
      same(await readModel.get('things', 'a')(), E.right(4), 'the last write of a commit counts')
      await commit(readModel, [put('nothing', null)])
      same(await readModel.get('things', 'nothing')(), E.right(null), 'null is a document')
    }),
    the("a scan goes by the keys' code units", async ({ readModel }) => {
      const wanted = ['', '!', '10', '2', 'A', 'a', 'a!', 'a/1', 'a/2', 'a0', 'b', 'é', '\ud7ff', '\ud7ffz', '😀', '\ue000', '\uffff']
      same(wanted.slice().sort(), wanted, 'the list is in order')
      await commit(readModel, [...wanted].reverse().map((key) => put(key, { key })))
      same(await all(readModel.scan('things')), wanted.map((key) => ({ key, document: { key } })), 'all')
      same(await keys(readModel, { after: 'a' }), wanted.slice(6), 'after a')
      same(await keys(readModel, { after: 'a0', max: 2 }), ['b', 'é'], 'two after a0')
      same(await keys(readModel, { prefix: 'a/' }), ['a/1', 'a/2'], 'a prefix')
      same(await keys(readModel, { prefix: 'a', after: 'a/1' }), ['a/2', 'a0'], 'a prefix, after one of it')
      same(await keys(readModel, { prefix: 'a', after: 'A' }), ['a', 'a!', 'a/1', 'a/2', 'a0'], 'a prefix, after one before it')
      same(await keys(readModel, { prefix: '😀' }), ['😀'], 'a prefix beyond the first plane')
      same(await keys(readModel, { prefix: '\uffff' }), ['\uffff'], 'the last prefix')
      same(await keys(readModel, { prefix: 'zz' }), [], 'a prefix of nothing')
      same(await keys(readModel, { max: 0 }), [], 'none')
      same(await all(readModel.scan('nothing')), [], 'a collection of nothing')
      await commit(readModel, [put('a'), put('a/3', 1)])
      same(await keys(readModel, { prefix: 'a' }), ['a!', 'a/1', 'a/2', 'a/3', 'a0'], 'after a change')
    }),
    the('a scan of many documents is whole', async ({ readModel }) => {
      await commit(readModel, upTo(1500).map((n) => put(String(n).padStart(5, '0'), n)))
      same((await all(readModel.scan('things'))).map((f) => f.document), upTo(1500), 'documents')
      for await (const first of readModel.scan('things')) if (E.isRight(first)) break
      await commit(readModel, [put('z', 1)])
    }),
    the('a checkpoint is kept with the documents, one for each subscriber', async ({ readModel }) => {
      same(await readModel.checkpoint('reader')(), E.right(undefined), 'before')
      await commit(readModel, [put('a', 1)], '0001')
      await commit(readModel, [put('a', 2)])
      same(await readModel.checkpoint('reader')(), E.right('0001'), 'left as it was')
      await commit(readModel, [], '0002')
      same([await readModel.checkpoint('reader')(), await readModel.checkpoint('another')()], [E.right('0002'), E.right(undefined)], 'in the end')
    }),
    the('LEASE-01 a write under a lease that another has taken is refused whole', async ({ readModel }) => {
      const old = await succeeds(readModel.acquire('work', 'one', at(0), 100))
      const under = (fence: number, n: number) => readModel.commit({ subscriber: 'reader', checkpoint: `000${n}`, lease: { name: 'work', fence }, writes: [put('a', n)] })()
      same(E.isRight(await under(old.fence, 1)), true, 'while it is held')
      const next = await succeeds(readModel.acquire('work', 'two', at(100), 100))
      same(await under(old.fence, 2), E.left({ _tag: 'Fenced', lease: 'work', fence: old.fence, current: next.fence }), 'once it is taken')
      same([await readModel.get('things', 'a')(), await readModel.checkpoint('reader')()], [E.right(1), E.right('0001')], 'nothing was written')
      same(E.isRight(await under(next.fence, 3)), true, 'by the new holder')
      const never = await readModel.commit({ subscriber: 'reader', lease: { name: 'never', fence: 1 }, writes: [put('a', 9)] })()
      must(E.isLeft(never) && never.left._tag === 'Fenced', 'under a lease that nobody ever took')
    }),
    the('LEASE-02 a lease is held by one; whoever takes it over gets a higher number', async ({ readModel }) => {
      const first = await succeeds(readModel.acquire('work', 'one', at(0), 100))
      same({ name: first.name, holder: first.holder, until: first.until }, { name: 'work', holder: 'one', until: 100 }, 'the lease')
      same(await readModel.acquire('work', 'two', at(99), 100)(), E.left({ _tag: 'LeaseHeld', lease: first }), 'while it is held')
      const renewed = await succeeds(readModel.acquire('work', 'one', at(60), 100))
      same(renewed, { ...first, until: 160 }, 'renewed: the same number')
      same(E.isLeft(await readModel.acquire('work', 'two', at(159), 100)()), true, 'as long as it was renewed')
      const taken = await succeeds(readModel.acquire('work', 'two', at(160), 100))
      must(taken.fence > first.fence, 'the number rises')
      same(E.isLeft(await readModel.acquire('work', 'one', at(161), 100)()), true, 'the first is too late')
      same((await succeeds(readModel.acquire('other', 'one', at(0), 1))).holder, 'one', 'another lease')
    }),
    the('a lease that is given back can be taken at once, and what was worked out under it is refused', async ({ readModel }) => {
      const first = await succeeds(readModel.acquire('work', 'one', at(0), 100))
      await succeeds(readModel.release(first))
      const late = await readModel.commit({ subscriber: 'reader', lease: { name: 'work', fence: first.fence }, writes: [] })()
      must(E.isLeft(late) && late.left._tag === 'Fenced', 'a commit after giving back')
      const second = await succeeds(readModel.acquire('work', 'two', at(1), 100))
      must(second.fence > first.fence, 'the number rises')
      await succeeds(readModel.release(first))
      same(E.isLeft(await readModel.acquire('work', 'three', at(2), 100)()), true, 'giving back what another holds changes nothing')
      await succeeds(readModel.release(second))
      const third = await succeeds(readModel.acquire('work', 'two', at(3), 100))
      must(third.fence > second.fence, 'the number rises when the same holder comes back')
    }),
    the('of holders that ask for a lease at once, one gets it', async ({ readModel, another }) => {
      const other = (await another?.()) ?? readModel
      const asked = await Promise.all(upTo(20).map((n) => (n % 2 === 0 ? readModel : other).acquire('work', `h${n}`, at(0), 100)()))
      same(asked.filter(E.isRight).length, 1, 'holders')
      const held = right(asked.find(E.isRight) ?? E.left('none'))
      must(asked.every((a) => E.isRight(a) || (a.left._tag === 'LeaseHeld' && a.left.lease.holder === held.holder)), 'the others hear who has it')
    }),
  ]
}
