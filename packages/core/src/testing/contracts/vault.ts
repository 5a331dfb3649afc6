import * as E from 'fp-ts/lib/Either.js'
import type { KeyStore, Reading, SealFor, Vault } from '../../ports/vault.js'
import type { Sealed } from '../../shared/personal.js'
import { isSealed } from '../../shared/personal.js'
import { streamName, type CommandId, type SubjectRef } from '../../shared/ids.js'
import { canonical, must, same, succeeds, upTo, type Case } from './case.js'

export interface VaultUnderTest {
  readonly vault: Vault
  readonly keys: KeyStore
  readonly dispose?: () => Promise<void>
}

const reading: Reading = { actor: 'supervisor-1', purpose: 'complaint of the citizen' }
const here: SealFor = { subject: 'subject-1' as SubjectRef, stream: streamName('call', 'a'), commandId: 'command-1' as CommandId, field: 'caller' }
const elsewhere: readonly SealFor[] = [
  { ...here, subject: 'subject-2' as SubjectRef },
  { ...here, stream: streamName('call', 'b') },
  { ...here, commandId: 'command-2' as CommandId },
  { ...here, field: 'note' },
]

/** What every vault must do. */
export const vaultContract = (open: () => Promise<VaultUnderTest>): readonly Case[] => {
  const the = (name: string, body: (under: VaultUnderTest) => Promise<void>): Case => ({
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
  return [
    the('what is sealed is revealed again, and does not show', async ({ vault }) => {
      for (const [n, value] of ['Maria da Conceição', '', { phone: '+5561999990000' }, [1, null], 0.5, true, null].entries()) {
        const sealed = await succeeds(vault.seal(value, { ...here, field: `f${n}` }))
        must(isSealed(sealed), 'it has the form of a sealed value')
        same(await succeeds(vault.reveal(sealed, reading)), value, 'revealed')
        const text = canonical(value)
        must(text.length < 6 || !canonical(sealed).includes(text.slice(1, -1)), 'the value does not show')
      }
    }),
    the('VAULT-02 a retry of the same command and field gets the same bytes', async ({ vault }) => {
      const first = await succeeds(vault.seal('Maria', here))
      same(await succeeds(vault.seal('Maria', here)), first, 'again')
      const together = await Promise.all(upTo(8).map(() => succeeds(vault.seal('João', { ...here, field: 'other' }))))
      same(new Set(together.map(canonical)).size, 1, 'eight at once')
    }),
    the('the same value sealed for two commands gives other bytes', async ({ vault }) => {
      const [a, b] = [await succeeds(vault.seal('Maria', here)), await succeeds(vault.seal('Maria', { ...here, commandId: 'other' as CommandId }))]
      must(a.box !== b.box, 'other bytes')
    }),
    the('VAULT-03 a box that was changed, or moved to another place, does not open', async ({ vault }) => {
      const sealed = await succeeds(vault.seal('Maria', here))
      for (const subject of ['subject-2'] as SubjectRef[]) await succeeds(vault.seal('João', { ...here, subject, field: 'own' }))
      const flipped = (sealed.box.startsWith('A') ? 'B' : 'A') + sealed.box.slice(1)
      const forged: readonly Sealed<string>[] = [
        { ...sealed, box: flipped },
        { ...sealed, box: sealed.box.slice(0, -8) },
        { ...sealed, box: '' },
        ...elsewhere.map(({ subject, ...origin }) => ({ ...sealed, subject, origin })),
      ]
      for (const one of forged) {
        same(await vault.reveal(one, reading)(), E.left({ _tag: 'SealBroken', field: one.origin.field }), canonical(one))
      }
    }),
    the('VAULT-03 verify says where a value was sealed', async ({ vault }) => {
      const sealed = await succeeds(vault.seal('Maria', here))
      same(vault.verify(sealed, here), true, 'here')
      for (const place of elsewhere) same(vault.verify(sealed, place), false, canonical(place))
    }),
    the('VAULT-04 once the key is gone, what it sealed is erased', async ({ vault, keys }) => {
      const [mine, other] = [await succeeds(vault.seal('Maria', here)), await succeeds(vault.seal('João', { ...here, subject: 'subject-2' as SubjectRef, field: 'own' }))]
      await succeeds(keys.remove('key', mine.subject))
      same(await succeeds(vault.reveal(mine, reading)), { _tag: 'Erased' }, 'one')
      same(await succeeds(vault.revealAll([other, mine], reading)), ['João', { _tag: 'Erased' }], 'of two')
    }),
    the('VAULT-05 nothing is revealed to nobody, or for nothing', async ({ vault }) => {
      const sealed = await succeeds(vault.seal('Maria', here))
      for (const nobody of [{ actor: '', purpose: 'why' }, { actor: 'someone', purpose: '  ' }]) {
        must(E.isLeft(await vault.reveal(sealed, nobody)()), canonical(nobody))
        must(E.isLeft(await vault.revealAll([sealed], nobody)()), canonical(nobody))
      }
    }),
    the('what is no JSON is not sealed', async ({ vault }) => {
      for (const value of [undefined, () => 1]) {
        same(await vault.seal<unknown>(value, here)(), E.left({ _tag: 'NotSealable', field: here.field }), typeof value)
      }
    }),
    the('VAULT-06 a number or document always leads to the same person', async ({ vault }) => {
      const found = await Promise.all(upTo(20).map(() => succeeds(vault.subjectOf('telephone', '+556133334444'))))
      same(new Set(found).size, 1, 'people behind one number')
      same(await succeeds(vault.subjectOf('telephone', '+556133334444')), found[0], 'later')
      const others = [await succeeds(vault.subjectOf('telephone', '+556133334445')), await succeeds(vault.subjectOf('document', '+556133334444'))]
      same(new Set([found[0], ...others]).size, 3, 'other numbers, other kinds')
      must([found[0], ...others].every((ref) => !String(ref).includes('3333')), 'the reference tells nothing')
    }),
  ]
}
