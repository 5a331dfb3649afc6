import * as t from 'io-ts'
import { SubjectRef, StreamName, CommandId } from './ids.js'

/** Where a value was sealed: the bytes open only together with exactly this. */
export const Origin = t.type({ stream: StreamName, commandId: CommandId, field: t.string }, 'Origin')
export type Origin = t.TypeOf<typeof Origin>

const SealedShape = t.type(
  {
    /** Always 1: the form of the box (AES-256-GCM, nonce first, tag last). */
    sealed: t.literal(1),
    subject: SubjectRef,
    /** Which of the subject's keys. */
    key: t.string,
    origin: Origin,
    /** Base64 of nonce, ciphertext and tag. */
    box: t.string,
  },
  'Sealed'
)

/** A personal value that only the vault can open. `A` says what it holds once revealed. */
export interface Sealed<A> extends t.TypeOf<typeof SealedShape> {
  readonly _reveals?: A
}

export type PersonalCodec<A> = t.Type<Sealed<A>, Sealed<A>, unknown> & { readonly personal: t.Type<A> }

/**
 * Marks a field as personal data (Lei 13.709/2018, art. 5 I): commands, events and views carry it sealed only.
 * The codec says what the vault finds when it opens the value.
 */
export const personal = <A>(revealed: t.Type<A>): PersonalCodec<A> =>
  Object.assign(
    new t.Type<Sealed<A>, Sealed<A>, unknown>(
      `Sealed<${revealed.name}>`,
      (u): u is Sealed<A> => SealedShape.is(u),
      (u, c) => SealedShape.validate(u, c) as t.Validation<Sealed<A>>,
      (a) => a
    ),
    { personal: revealed }
  )

export const isPersonal = (codec: t.Mixed): codec is PersonalCodec<unknown> => 'personal' in codec

/** Whether a value found in a personal field is sealed, and not plaintext. */
export const isSealed = (u: unknown): u is Sealed<unknown> => SealedShape.is(u)

/** What {@link Sealed} opens to when the subject's key has been destroyed. */
export interface Erased {
  readonly _tag: 'Erased'
}
export const erased: Erased = { _tag: 'Erased' }
