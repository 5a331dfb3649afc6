/** A failure on the left or a value on the right: the shape of fp-ts's `Either`, so that its functions take it. */
export type Either<Failure, Value> = { readonly _tag: 'Left'; readonly left: Failure } | { readonly _tag: 'Right'; readonly right: Value }

export const left = <Failure>(failure: Failure): Either<Failure, never> => ({ _tag: 'Left', left: failure })

export const right = <Value>(value: Value): Either<never, Value> => ({ _tag: 'Right', right: value })
