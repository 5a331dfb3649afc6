import { once } from 'node:events'
import { open } from '../load/stores.js'
import { further, level } from './measure.js'
import type { Task } from './run.js'

const [task] = (await once(process, 'message')) as [Task]
const began = performance.now()
const opened = await open(task.places)
const storeOpenMs = Math.round(performance.now() - began)
const result = task.does === 'level' ? await level(opened) : { storeOpenMs, ...(await further(opened, task.centre, task.at, task.contacts)) }
await opened.close()
process.send?.(result)
process.disconnect()
