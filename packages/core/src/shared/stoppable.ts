/** An iteration that can be stopped while it waits: `return()` first calls `stop`, which must let the wait end. */
export const stoppable = <A>(iterate: () => AsyncGenerator<A, void>, stop: () => void): AsyncIterator<A> => {
  const inner = iterate()
  return {
    next: () => inner.next(),
    return: async () => {
      stop()
      return inner.return()
    },
  }
}
