/** Why a server does not start, or a running one does not do what it is asked. */
export type StartFailure =
  | { readonly _tag: 'OptionsNotValid'; readonly value: string }
  | { readonly _tag: 'OptionUnknown'; readonly option: string; readonly known: readonly string[] }
  | { readonly _tag: 'OptionNotValid'; readonly option: string; readonly value: string; readonly expected: string }
  | { readonly _tag: 'PortInUse'; readonly port: number }
  | { readonly _tag: 'CannotListen'; readonly host: string; readonly port: number; readonly reason: string }
  | { readonly _tag: 'TlsNotUsable'; readonly reason: string }
  | { readonly _tag: 'CertificateNotForHost'; readonly host: string; readonly hosts: readonly string[] }
  | { readonly _tag: 'CaFileNotWritten'; readonly reason: string }
  | { readonly _tag: 'ArgumentNotValid'; readonly method: string; readonly value: string; readonly expected: string }
  | { readonly _tag: 'Stopped' }

/** What `startTestServer` rejects with, and what a running server's methods throw: a sentence to read, and the failure as data. */
export interface StartError extends Error {
  readonly failure: StartFailure
}

export const startFailureMessage = (failure: StartFailure): string => {
  switch (failure._tag) {
    case 'OptionsNotValid':
      return `The options are ${failure.value}, but must be an object, such as { port: 2113 }, or left out.`
    case 'OptionUnknown':
      return `There is no option ${failure.option}. There are: ${failure.known.join(', ')}.`
    case 'OptionNotValid':
      return `The option ${failure.option} is ${failure.value}, but must be ${failure.expected}.`
    case 'PortInUse':
      return `Port ${failure.port} is in use. Stop the other server, or give port 0 to take any free port.`
    case 'CannotListen':
      return `Cannot listen on ${failure.host}:${failure.port}: ${failure.reason}. Give a host of this machine, such as 127.0.0.1, and a port above 1023.`
    case 'TlsNotUsable':
      return `The TLS key and certificate cannot be used: ${failure.reason}. Give both as PEM text, the key without a passphrase and belonging to the certificate.`
    case 'CertificateNotForHost':
      return `The certificate of tls: true is for ${failure.hosts.join(', ')}, not for ${failure.host}. Give tls: { key, cert } with a certificate for it instead.`
    case 'CaFileNotWritten':
      return `The certificate for clients cannot be written to the temporary directory: ${failure.reason}. Give tls a key and a certificate of your own instead.`
    case 'ArgumentNotValid':
      return `${failure.method} takes ${failure.expected}, not ${failure.value}.`
    case 'Stopped':
      return 'This server was stopped, and its data is gone. Start another one with startTestServer().'
  }
}

export const startError = (failure: StartFailure): StartError => Object.assign(new Error(startFailureMessage(failure)), { failure })

export const isStartError = (error: unknown): error is StartError => error instanceof Error && 'failure' in error
