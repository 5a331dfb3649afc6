/** Why a server does not start. */
export type StartFailure =
  | { readonly _tag: 'OptionNotValid'; readonly option: string; readonly value: string; readonly expected: string }
  | { readonly _tag: 'PortInUse'; readonly port: number }
  | { readonly _tag: 'CannotListen'; readonly host: string; readonly port: number; readonly reason: string }
  | { readonly _tag: 'TlsNotUsable'; readonly reason: string }

/** What `startTestServer` rejects with: an error with a sentence to read, and the failure as data. */
export interface StartError extends Error {
  readonly failure: StartFailure
}

export const startFailureMessage = (failure: StartFailure): string => {
  switch (failure._tag) {
    case 'OptionNotValid':
      return `The option ${failure.option} is ${failure.value}, but must be ${failure.expected}.`
    case 'PortInUse':
      return `Port ${failure.port} is in use. Stop the other server, or give port 0 to take any free port.`
    case 'CannotListen':
      return `Cannot listen on ${failure.host}:${failure.port}: ${failure.reason}. Give a host of this machine, such as 127.0.0.1, and a port above 1023.`
    case 'TlsNotUsable':
      return `The TLS key and certificate cannot be used: ${failure.reason}. Give both as PEM text, the key without a passphrase and belonging to the certificate.`
  }
}

export const startError = (failure: StartFailure): StartError => Object.assign(new Error(startFailureMessage(failure)), { failure })

export const isStartError = (error: unknown): error is StartError => error instanceof Error && 'failure' in error
