export { openSqlite, type OpenFailure, type Sqlite, type SqliteOptions } from './open.js'
