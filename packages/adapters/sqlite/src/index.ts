export type { BackupFailure } from './backup.js'
export { openSqlite, type OpenFailure, type Sqlite, type SqliteOptions } from './open.js'
