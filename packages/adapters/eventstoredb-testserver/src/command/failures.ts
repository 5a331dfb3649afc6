import { startFailureMessage, type StartFailure } from '../server/failures.js'

/** Why the server does not start, in the words of the command line. */
export const commandFailureMessage = (failure: StartFailure): string => {
  switch (failure._tag) {
    case 'OptionNotValid':
      return `${flagOf(failure.option)} is ${failure.value}, but must be ${failure.expected}.`
    case 'PortInUse':
      return `Port ${failure.port} is in use. Stop the other server, or give --port 0 to take any free port.`
    case 'CannotListen':
      return `Cannot listen on ${failure.host}:${failure.port}: ${failure.reason}. Give --host an address of this machine, such as 127.0.0.1, and --port a port above 1023.`
    case 'TlsNotUsable':
      return `--tls-key and --tls-cert cannot be used: ${failure.reason}. Give both as PEM files, the key without a passphrase and belonging to the certificate.`
    case 'CertificateNotForHost':
      return `The certificate of --tls is for ${failure.hosts.join(', ')}, not for ${failure.host}. Give --tls-key and --tls-cert with a certificate for it instead.`
    case 'CaFileNotWritten':
      return `--tls: the certificate for clients cannot be written to the temporary directory: ${failure.reason}. Give --tls-key and --tls-cert instead.`
    default:
      return startFailureMessage(failure)
  }
}

const flags: Readonly<Record<string, string>> = { 'tls.key': '--tls-key', 'tls.cert': '--tls-cert', 'tls.caFile': '--tls-ca' }

const flagOf = (option: string): string => flags[option] ?? `--${option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
