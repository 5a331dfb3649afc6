/** A running server, and what can be made to go wrong with it. */
export interface TestServer {
  /** What `EventStoreDBClient.connectionString` takes, without credentials. With TLS the client must trust the certificate: see `tls.caFile`. */
  readonly connectionString: string
  readonly host: string
  readonly port: number
  /** Closes the port, cancels the calls that stream answers, ends every connection and forgets the data. */
  readonly stop: () => Promise<void>
  /** Destroys every connection now; the port stays open, the data too. */
  readonly dropConnections: () => void
  /** Each answer comes that many milliseconds later, until another delay is set; 0 ends it. */
  readonly delay: (milliseconds: number) => void
  /** The next append by gRPC is carried out, stored or refused; then its connection is destroyed instead of an answer. */
  readonly loseNextAppendAnswer: () => void
  /** The next calls, whatever they are but for discovery and features, are refused as UNAVAILABLE. */
  readonly refuse: (calls: number) => void
  /** Takes and answers nothing until `resume`; connections stay, keepalive pings are answered. */
  readonly pause: () => void
  readonly resume: () => void
  /**
   * Stops as `stop` does but for the data, and listens again on the same port.
   * Rejects with a `StartError` if another program took the port meanwhile.
   * @param whileDown done before the port opens again
   */
  readonly restart: (whileDown?: () => Promise<void>) => Promise<void>
}
