export { openPostgres, type OpenFailure, type Postgres } from './open.js'
export type { Connections } from './database.js'
export type { PostgresOptions } from './options.js'
