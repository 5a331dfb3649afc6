/** Programs that this machine does not have; nothing was started. */
export interface ProgramsMissing {
  readonly _tag: 'ProgramsMissing'
  readonly programs: readonly string[]
  /** What brings them, in words. */
  readonly install: string
}

/** Why a server or a pooler does not start, or a stopped one does not do what it is asked. */
export type StartFailure =
  | ProgramsMissing
  | { readonly _tag: 'OptionInvalid'; readonly option: string; readonly reason: string }
  /** This process is root's, whom PostgreSQL refuses, and the machine has neither a user `postgres` nor a user `nobody`. */
  | { readonly _tag: 'NobodyToRunAs' }
  /** The program ended instead; `reason` is what it said. */
  | { readonly _tag: 'DidNotStart'; readonly program: string; readonly reason: string }
  | { readonly _tag: 'Stopped' }

/** What starting rejects with: a sentence to read, and the failure as data. */
export interface StartError extends Error {
  readonly failure: StartFailure
}

export const inWords = (failure: StartFailure): string => {
  switch (failure._tag) {
    case 'ProgramsMissing': return `This machine has no ${failure.programs.join(', no ')}. ${failure.install}`
    case 'OptionInvalid': return `The option ${failure.option}: ${failure.reason}.`
    case 'NobodyToRunAs': return 'PostgreSQL refuses to run as root, and this machine has no user postgres or nobody. Add one, or start this process as another user.'
    case 'DidNotStart': return `${failure.program} ended instead of starting:\n${failure.reason}`
    case 'Stopped': return 'This server was stopped, and its data is gone. Start another one.'
  }
}

export const startError = (failure: StartFailure): StartError => Object.assign(new Error(inWords(failure)), { failure })

/** Whether an error is one of starting, so that its `failure` can be looked at. */
export const isStartError = (error: unknown): error is StartError => error instanceof Error && 'failure' in error
