import { fc } from '@fast-check/vitest'

const { CI, DISQUE_SEED } = process.env

// In CI one seed for all, so that whether a change lands depends on the change; elsewhere each run searches anew.
const seed = DISQUE_SEED ?? (CI === undefined ? undefined : '121')
if (seed !== undefined) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(seed) })
