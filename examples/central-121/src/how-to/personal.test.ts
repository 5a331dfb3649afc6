import { describe, expect, it } from 'vitest'
// #region open
import { randomBytes, randomUUID } from 'node:crypto'
import { memoryKeys } from '@disque/memory'
import { createVault, normaliseTelephone } from '@disque/vault'
import type { CommandId, Sealed, StreamName, SubjectRef } from '@disque/core'
import { streamName } from '@disque/core'

const open = () => {
  const keys = memoryKeys()
  const vault = createVault({ keys, masterKey: randomBytes(32), subjectRef: () => randomUUID() as SubjectRef })
  return { keys, vault }
}
// #endregion open

describe('how to seal and reveal personal data', () => {
  it('seals at the edge, reveals to whoever says why, and erases with the key', async () => {
    const { keys, vault } = open()
    const dialledFrom = '(61) 93333-4444'
    const [stream, commandId]: [StreamName, CommandId] = [streamName('call', 'call-1'), 'gateway-7/call-1/receive' as CommandId]
    // #region seal
    const number = normaliseTelephone(dialledFrom)
    if (number === undefined) throw new Error('no telephone number')
    const subject = await vault.subjectOf('telephone', number)()
    if (subject._tag === 'Left') throw new Error(subject.left._tag)
    const caller = await vault.seal(number, { subject: subject.right, stream, commandId, field: 'caller' })()
    if (caller._tag === 'Left') throw new Error(caller.left._tag)
    // #endregion seal
    const sealed: Sealed<string> = caller.right
    expect(JSON.stringify(sealed)).not.toContain('3333')
    // #region reveal
    const revealed = await vault.reveal(sealed, { actor: 'supervisor-3', purpose: 'call back after a dropped line' })()
    // #endregion reveal
    expect(revealed).toEqual({ _tag: 'Right', right: '+5561933334444' })
    expect(vault.verify(sealed, { subject: subject.right, stream, commandId, field: 'caller' })).toBe(true)
    // #region erase
    await keys.remove('key', subject.right)()
    const afterwards = await vault.reveal(sealed, { actor: 'supervisor-3', purpose: 'check that it is gone' })()
    // #endregion erase
    expect(afterwards).toEqual({ _tag: 'Right', right: { _tag: 'Erased' } })
  })

  it('nobody reads without a reason', async () => {
    const { vault } = open()
    const sealed = await vault.seal('Maria', { subject: 's-1' as SubjectRef, stream: streamName('call', 'c'), commandId: 'c-1' as CommandId, field: 'caller' })()
    if (sealed._tag === 'Left') throw new Error(sealed.left._tag)
    expect(await vault.reveal(sealed.right, { actor: 'supervisor-3', purpose: '' })()).toEqual({ _tag: 'Left', left: { _tag: 'ReadingUnexplained' } })
  })
})
