import * as t from 'io-ts'
import { TopicId } from './ids.js'
import { Instant } from './instant.js'
import { Whole } from './whole.js'

/** What an attendant is trained in: `level` 1 and up, since when. */
export const Training = t.type({ topic: TopicId, level: Whole, since: Instant }, 'Training')
export type Training = t.TypeOf<typeof Training>
