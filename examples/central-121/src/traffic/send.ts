import { isRight } from 'fp-ts/lib/Either.js'
import type { CentreId, CommandId, Handle, Ids } from '@disque/core'

/** A command that ended in a way that whoever sent it has no answer to: a failure of the store, or a refusal that should not come. */
export class Unexpected extends Error {
  constructor(readonly command: string, readonly failure: { readonly _tag: string }) {
    super(`${command}: ${failure._tag}`)
  }
}

export interface Sender {
  readonly ids: Ids
  readonly centre: CentreId
}

interface Sent {
  /** A role or an opaque id, never a name. */
  readonly actor: string
  /** Made beforehand where something was sealed for it. */
  readonly commandId?: CommandId
}

/** Sends commands to one room. Refusals that are named give no events; any other stops everything. */
export const sendTo = <C extends { readonly type: string }, A, R extends { readonly _tag: string }>(handle: Handle<C, A, R>, { ids, centre }: Sender) =>
  async (command: C, { actor, commandId }: Sent, ...expected: readonly R['_tag'][]): Promise<readonly A[]> => {
    const result = await handle(command, { commandId: commandId ?? ids.commandId(), actor, centre })()
    if (isRight(result)) return result.right.events
    if (expected.some((tag) => tag === result.left._tag)) return []
    throw new Unexpected(command.type, result.left)
  }
