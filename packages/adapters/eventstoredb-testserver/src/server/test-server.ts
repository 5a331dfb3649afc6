/** A running server, and what can be made to go wrong with it. */
export interface TestServer {
  /** What `EventStoreDBClient.connectionString` takes, without credentials. With TLS the client must trust the certificate: see the option `tls`. */
  readonly connectionString: string
  readonly host: string
  readonly port: number
  /** Closes the port, cancels the calls that stream answers, ends every connection and forgets the data. Wins over a restart under way. */
  readonly stop: () => Promise<void>
  /** Destroys every connection now; the port stays open, the data too. */
  readonly dropConnections: () => void
  /**
   * Each answer comes that many milliseconds later, until another delay is set, which counts for the answers that wait as well; 0 ends it.
   * Throws a `StartError` if it is no number from 0 to 2147483647.
   */
  readonly delay: (milliseconds: number) => void
  /** The next append by gRPC is carried out, stored or refused; then its connection is destroyed instead of an answer. */
  readonly loseNextAppendAnswer: () => void
  /**
   * The next calls, whatever they are but for discovery and features, are refused as UNAVAILABLE; of an open call for batches the next appends are.
   * Such a refusal ends that call, so appends that wait there for more of their events, or come after, fail with it.
   * Throws a `StartError` if it is no whole number from 0 up.
   */
  readonly refuse: (calls: number) => void
  /** Takes and answers nothing until `resume`; connections stay, keepalive pings are answered. */
  readonly pause: () => void
  readonly resume: () => void
  /**
   * Stops as `stop` does but for the data, and listens again on the same port.
   * Restarts come one after another. Rejects with a `StartError` if another program took the port meanwhile, or if the server is stopped.
   * @param whileDown done before the port opens again; it must not wait for another restart
   */
  readonly restart: (whileDown?: () => Promise<void>) => Promise<void>
}
