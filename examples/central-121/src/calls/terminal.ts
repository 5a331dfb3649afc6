import type { openStore } from './open-store.js'

export interface Terminal {
  /** Relative paths start here. */
  readonly folder: string
  readonly vaultKey: string | undefined
  readonly out: (line: string) => void
  readonly err: (line: string) => void
  /** Since the program began. */
  readonly wallSeconds: () => number
  /** What is to be undone when somebody stops the program. */
  readonly onStop?: (undo: () => void) => void
  /** Opens a store in another way: for tests. */
  readonly open?: typeof openStore
}
