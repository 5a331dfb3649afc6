/** Undoes something when the program is stopped from outside, says so, and ends it. */
export const undoneOnStop = (words: string) => (undo: () => void): void => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => {
      undo()
      console.error(words)
      process.exit(signal === 'SIGINT' ? 130 : 143)
    })
}
