/** What Node says of arguments that it cannot read, without its advice for programs that take others. */
export const argumentWords = (error: unknown): string => {
  const words = error instanceof Error ? error.message : String(error)
  return words.replace(/ To specify a positional argument[\s\S]*$/, '')
}
